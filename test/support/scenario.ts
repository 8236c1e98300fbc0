import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { createLandfall, type Landfall } from '../../src/app.js'
import { createLocalGitHub, type LocalGitHub } from '../../src/local-github/local-github.js'
import { installApp, registerApp, uninstallApp } from '../../src/local-github/world/apps.js'
import type { User } from '../../src/local-github/world/entities.js'
import { createRepository } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import type { World } from '../../src/local-github/world/world.js'
import { readManifest } from '../../src/start/manifest.js'
import { createVirtualTime, type VirtualTime } from './virtual-time.js'
import { createPerson, type Person } from './person.js'
import { createRepositoryView, type RepositoryView } from './repository-view.js'

/** Whom and what a story is told with. */
export interface Story {
  readonly repo: RepositoryView
  readonly maintainer: Person
  readonly contributor: Person
  readonly world: World
  readonly bot: Bot
  /** Waits until everything that follows from what was done is done. */
  settles(): Promise<void>
}

export interface Bot {
  /** What it decided, newest first. */
  reasons(): string[]
  /** A process ends and another begins: nothing is remembered but what GitHub knows. */
  restarts(): Promise<void>
  /** Webhooks that arrive while it is away find nobody. */
  goesAway(): Promise<void>
}

export interface StoryOptions {
  /** The text of `.github/landfall.yml`; null leaves it out. */
  readonly config?: string | null
  /** Milliseconds. */
  readonly timeout?: number
}

/**
 * One story on a local GitHub with real git, told to the real bot behind real signed webhooks. At its end, unasked: one more look
 * decides nothing. The stories of a file share the GitHub, each has a repository, an installation and a bot of its own.
 */
export function scenario(name: string, story: (told: Story) => Promise<void>, options: StoryOptions = {}): void {
  const theatre = theatreOfThisFile()
  test(
    name,
    async () => {
      const stage = await setStage(await theatre(), options)
      try {
        await story(stage.told)
        await stage.settled()
        await stage.expectFixedPoint()
      } finally {
        await stage.clear()
      }
    },
    options.timeout ?? 30_000,
  )
}

interface Theatre {
  readonly github: LocalGitHub
  readonly app: ReturnType<typeof registerApp>
  readonly maya: User
  readonly sam: User
  readonly time: VirtualTime
}

let opened: Promise<Theatre> | undefined

/** How late the bot may find out: longer than its waits after lagging reads and its first tries again. */
const latenessMs = 60_000

/** Opened by the first story, closed after the last; Jest gives each file modules of its own. */
function theatreOfThisFile(): () => Promise<Theatre> {
  if (!hasCurtain) {
    hasCurtain = true
    afterAll(async () => {
      const theatre = await opened
      await theatre?.github.close()
      if (theatre) await rm(theatre.github.world.dataDir, { recursive: true, force: true })
    })
  }
  return () => (opened ??= openTheatre())
}

let hasCurtain = false

async function openTheatre(): Promise<Theatre> {
  const dataDir = await mkdtemp(join(tmpdir(), 'landfall-test-'))
  const time = createVirtualTime(new Date())
  const github = createLocalGitHub({ dataDir, anonymous: 'maya', clock: time.now })
  const { world } = github
  await github.listen(0)
  const maya = createUser(world, { login: 'maya' })
  const sam = createUser(world, { login: 'sam' })
  const app = registerApp(world, {
    slug: 'landfall',
    name: 'Landfall',
    owner: maya,
    ...readManifest(),
    webhookUrl: 'http://127.0.0.1:9/',
    webhookSecret: 'a secret of the test',
  })
  return { github, app, maya, sam, time }
}

async function setStage({ github, app, maya, sam, time }: Theatre, { config = '' }: StoryOptions) {
  const { world } = github
  const owner = createUser(world, { login: `acme-${world.ids.number()}`, type: 'Organization' })
  const repository = await createRepository(world, { owner, name: 'harbour' })
  repository.collaborators.set('maya', 'admin')
  repository.collaborators.set('sam', 'write')
  const installation = installApp(world, app, owner, 'all')
  await github.idle()

  let landfall = await wake()

  async function wake(): Promise<Landfall> {
    const landfall = await createLandfall({
      app: { appId: app.id, privateKey: app.privateKey, webhookSecret: app.webhook.secret },
      baseUrl: `${world.url}/api/v3`,
      webhookPath: '/api/github/webhooks',
      logger: pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
      time,
      pace: false,
      pauseMs: 2_000,
    })
    await new Promise<void>((resolve) => landfall.server.listen(0, '127.0.0.1', resolve))
    const address = landfall.server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    app.webhook.url = `http://127.0.0.1:${port}/api/github/webhooks`
    await landfall.resync()
    return landfall
  }

  /** Webhooks make looks, looks make webhooks, and both make timers: until none is due within the lateness window. */
  async function settled(): Promise<void> {
    do {
      await github.idle()
      await landfall.queue.idle()
    } while (time.goOn(latenessMs))
  }

  async function expectFixedPoint(): Promise<void> {
    const before = landfall.log.recent(Infinity).length
    await landfall.resync()
    await settled()
    const looks = landfall.log.recent(landfall.log.recent(Infinity).length - before)
    expect(looks.length).toBeGreaterThan(0)
    expect(looks.flatMap(({ actions, error }) => [...actions, ...(error === undefined ? [] : [error])])).toEqual([])
  }

  const repo = createRepositoryView(world, repository, settled)
  const maintainer = createPerson(world, repository, maya, settled)
  if (config !== null)
    await maintainer.commits({
      message: 'chore: begin',
      files: { '.github/landfall.yml': config, 'package.json': '{\n  "name": "harbour",\n  "version": "0.0.0"\n}\n' },
    })
  const told: Story = {
    repo,
    maintainer,
    contributor: createPerson(world, repository, sam, settled),
    world,
    settles: settled,
    bot: {
      reasons: () => landfall.log.recent(100).flatMap(({ reasons }) => reasons.map(({ code }) => code)),
      async goesAway() {
        await landfall.stop()
      },
      async restarts() {
        if (landfall.server.listening) await landfall.stop()
        landfall = await wake()
        await settled()
      },
    },
  }
  return {
    told,
    settled,
    expectFixedPoint,
    async clear() {
      await landfall.stop()
      uninstallApp(world, installation)
      app.webhook.url = 'http://127.0.0.1:9/'
    },
  }
}
