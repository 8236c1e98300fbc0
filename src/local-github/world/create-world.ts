import type { GitRepository } from '../git/git-repository.js'
import { openGitRepository } from '../git/open-git-repository.js'
import type { Repository } from './entities.js'
import { emptyRecords, type Records } from './records.js'
import { createLag } from './lag.js'
import type { Ids, World, WorldEvent } from './world.js'

/** An empty GitHub. */
export function createWorld(options: {
  readonly dataDir: string
  readonly clock: () => Date
  readonly ids: Ids
}): World {
  const opened = new Map<number, GitRepository>()
  const kept = new Map<number, Records>()
  const lastWork = new Map<number, Promise<unknown>>()
  const listeners: ((event: WorldEvent) => void)[] = []

  function git(repository: Repository): GitRepository {
    const known = opened.get(repository.id)
    if (known) return known
    const fresh = openGitRepository(repository.path)
    opened.set(repository.id, fresh)
    return fresh
  }

  function records(repository: Repository): Records {
    const known = kept.get(repository.id) ?? emptyRecords()
    kept.set(repository.id, known)
    return known
  }

  function exclusively<T>(repository: Repository, work: () => Promise<T>): Promise<T> {
    const done = (lastWork.get(repository.id) ?? Promise.resolve()).then(work, work)
    lastWork.set(
      repository.id,
      done.catch(() => undefined),
    )
    return done
  }

  const repositories: World['repositories'] = new Map()
  return {
    ...options,
    url: '',
    users: new Map(),
    repositories,
    apps: new Map(),
    installations: new Map(),
    installationTokens: new Map(),
    teams: new Map(),
    members: new Map(),
    anonymous: undefined,
    deliveries: [],
    lag: createLag(options.clock),
    records,
    git,
    exclusively,
    emit: (event) => listeners.forEach((listener) => listener(event)),
    listen: (listener) => void listeners.push(listener),
    async forget(repository) {
      for (const [key, one] of repositories) if (one === repository) repositories.delete(key)
      kept.delete(repository.id)
      lastWork.delete(repository.id)
      const git = opened.get(repository.id)
      opened.delete(repository.id)
      await git?.close()
    },
    close: async () => void (await Promise.all([...opened.values()].map((repository) => repository.close()))),
  }
}
