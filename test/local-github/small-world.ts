import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GitRepository } from '../../src/local-github/git/git-repository.js'
import { createWorld } from '../../src/local-github/world/create-world.js'
import { commitFiles } from '../../src/local-github/world/commits.js'
import type { Actor, PullRequest, Repository } from '../../src/local-github/world/entities.js'
import { seededIds } from '../../src/local-github/world/ids.js'
import { openPullRequest } from '../../src/local-github/world/pull-requests.js'
import { createRef } from '../../src/local-github/world/refs.js'
import { createRepository } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import { fsck } from '../support/fsck.js'
import type { World, WorldEvent } from '../../src/local-github/world/world.js'

/** A world without a server: one repository with one commit on `main`, and all that was told since. */
export interface SmallWorld {
  readonly world: World
  readonly repository: Repository
  readonly git: GitRepository
  readonly maya: Actor
  readonly sam: Actor
  /** `name` or `name.action`, oldest first; taken out by reading. */
  told(): string[]
  /** The events themselves; not taken out. */
  readonly events: readonly WorldEvent[]
  commit(branch: string, message: string, files?: Record<string, string | null>, actor?: Actor): Promise<string>
  /** Makes a branch off `main` with a commit for each message. */
  branch(name: string, ...messages: string[]): Promise<string>
  pullRequest(
    branch: string,
    more?: { title?: string; body?: string; base?: string; draft?: boolean },
  ): Promise<PullRequest>
  head(branch?: string): Promise<string>
  moveClock(seconds: number): void
  close(): Promise<void>
}

export async function createSmallWorld(): Promise<SmallWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'world-'))
  let now = Date.parse('2026-03-01T12:00:00Z')
  const world = createWorld({ dataDir, clock: () => new Date(now), ids: seededIds('small') })
  const maya: Actor = { kind: 'user', user: createUser(world, { login: 'maya', name: 'Maya' }) }
  const sam: Actor = { kind: 'user', user: createUser(world, { login: 'sam', name: 'Sam' }) }
  const repository = await createRepository(world, { owner: maya.user, name: 'harbour' })
  const git = world.git(repository)
  const events: WorldEvent[] = []
  let count = 0

  function commit(branch: string, message: string, files?: Record<string, string | null>, actor = maya) {
    count += 1
    now += 1000
    return commitFiles(world, repository, actor, { branch, message, files: files ?? { [`file-${count}`]: message } })
  }

  const head = async (branch = 'main'): Promise<string> => (await git.resolve(`refs/heads/${branch}`)) ?? ''

  await commit('main', 'chore: begin')
  world.listen((event) => events.push(event))
  let read = 0
  return {
    world,
    repository,
    git,
    maya,
    sam,
    events,
    commit,
    head,
    told() {
      const fresh = events.slice(read)
      read = events.length
      return fresh.map(({ name, action }) => (action === null ? name : `${name}.${action}`))
    },
    async branch(name, ...messages) {
      await createRef(world, repository, maya, `refs/heads/${name}`, await head())
      for (const message of messages) await commit(name, message)
      return head(name)
    },
    pullRequest: (branch, { title = `feat: ${branch}`, body = '', base = 'main', draft = false } = {}) =>
      openPullRequest(world, repository, maya, { title, body, head: branch, base, draft }),
    moveClock: (seconds) => void (now += seconds * 1000),
    async close() {
      await fsck(world).finally(() => world.close())
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
