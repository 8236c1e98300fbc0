import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalGitHub, type LocalGitHub, type LocalGitHubOptions } from '../../src/local-github/local-github.js'
import { registerApp } from '../../src/local-github/world/apps.js'
import type { Repository, User } from '../../src/local-github/world/entities.js'
import { createUser } from '../../src/local-github/world/users.js'
import { readManifest } from '../../src/start/manifest.js'
import { createContract } from '../contract/validate.js'
import { watchTraffic, type TrafficWatch } from '../contract/watch-traffic.js'
import { fsckAll, type Folder } from './fsck.js'
import { createVirtualTime, type VirtualTime } from './virtual-time.js'

/** Where webhooks go while no bot is on the stage: nobody listens there. */
export const nowhere = 'http://127.0.0.1:9/'

/** A local GitHub with an app and its people, which the stories of a file share. */
export interface Theatre {
  readonly github: LocalGitHub
  readonly app: ReturnType<typeof registerApp>
  readonly maya: User
  readonly sam: User
  readonly time: VirtualTime
  /** All that passes between bot and GitHub is held against GitHub's own description. */
  readonly traffic: TrafficWatch
  /** A telling is over: its repository is only looked at once more, at the end. */
  putAway(repository: Repository): Promise<void>
  /** @throws where a repository is not sound */
  close(): Promise<void>
}

/** `options`: what of the local GitHub is to be otherwise. */
export async function openTheatre(options: Partial<LocalGitHubOptions> = {}): Promise<Theatre> {
  const dataDir = await mkdtemp(join(tmpdir(), 'landfall-test-'))
  const time = createVirtualTime(new Date())
  const github = createLocalGitHub({ dataDir, anonymous: 'maya', clock: time.now, ...options })
  const { world } = github
  await github.listen(0)
  const traffic = watchTraffic(createContract(), () => world.url)
  const maya = createUser(world, { login: 'maya' })
  const sam = createUser(world, { login: 'sam' })
  const app = registerApp(world, {
    slug: 'landfall',
    name: 'Landfall',
    owner: maya,
    ...readManifest(),
    webhookUrl: nowhere,
    webhookSecret: 'a secret of the test',
  })
  const away: Folder[] = []
  return {
    github,
    app,
    maya,
    sam,
    time,
    traffic,
    async putAway(repository) {
      const { owner, name, path } = repository
      away.push({ owner, name, path })
      await world.forget(repository)
      world.deliveries.length = 0
    },
    async close() {
      traffic.stop()
      await github.idle()
      await fsckAll([...away, ...world.repositories.values()]).finally(() => github.close())
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
