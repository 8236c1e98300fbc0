import type { GitRepository } from '../git/git-repository.js'
import type { Repository } from './entities.js'
import type { World } from './world.js'

/** A repository as reads see it: where reads lag, its refs stand where they stood. Not for what writes decide by. */
export function gitSeen(world: World, repository: Repository): GitRepository {
  const git = world.git(repository)
  const elsewhere = world.lag.refsSeenElsewhere(repository)
  if (elsewhere.size === 0) return git

  /** What git is asked instead; null for what is not there yet. */
  function translated(revision: string): string | null {
    const [, name = revision, rest = ''] = /^([^:^~@]+)(.*)$/s.exec(revision) ?? []
    const full = name === 'HEAD' ? `refs/heads/${repository.defaultBranch}` : name
    const ref = ['', 'refs/', 'refs/tags/', 'refs/heads/']
      .map((prefix) => prefix + full)
      .find((one) => elsewhere.has(one))
    if (ref === undefined) return revision
    const sha = elsewhere.get(ref)
    return sha === undefined ? null : sha + rest
  }

  function reading<T>(
    read: (revision: string) => Promise<T | undefined>,
  ): (revision: string) => Promise<T | undefined> {
    return async (revision) => {
      const instead = translated(revision)
      return instead === null ? undefined : read(instead)
    }
  }

  return {
    ...git,
    resolve: reading(git.resolve),
    readCommit: reading(git.readCommit),
    readObject: reading(git.readObject),
    async listRefs(prefix) {
      const refs = (await git.listRefs(prefix)).filter(({ name }) => !elsewhere.has(name))
      for (const [name, sha] of elsewhere) {
        if (sha === undefined || !name.startsWith(prefix)) continue
        refs.push({ name, sha, commit: (await git.resolve(`${sha}^{commit}`)) ?? sha })
      }
      return refs.sort((a, b) => (a.name < b.name ? -1 : 1))
    },
  }
}
