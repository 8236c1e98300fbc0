import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { pino } from 'pino'
import { createLandfall, type Landfall } from '../../src/app.js'
import { installApp, uninstallApp } from '../../src/local-github/world/apps.js'
import { createRepository } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import type { Receipt } from '../../src/model/receipt.js'
import type { Time } from '../../src/model/time.js'
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.js'
import type { Store } from '../../src/store/store.js'
import { createPerson } from './person.js'
import { createRepositoryView } from './repository-view.js'
import type { Story, StoryOptions } from './story.js'
import { nowhere, type Theatre } from './theatre.js'
import type { Weather } from './weather.js'
import { tellHistory, worldState, type WorldState } from './world-state.js'

/** How late the bot may find out: longer than its waits after lagging reads and its first tries again. */
const latenessMs = 60_000

/** After so long everything has come to rest, or never will. */
const restMs = 20 * 60_000

/** After a crash whoever runs the bot starts it again at once. */
const restartMs = 1_000

const webhookPath = '/api/github/webhooks'

function surprise(error: unknown): void {
  throw error
}

/** One telling of a story, in one weather: a repository, an installation and a bot of its own. */
export interface Stage {
  readonly told: Story
  settled(): Promise<void>
  /** The world as people find it. */
  state(): Promise<WorldState>
  history(): string
  /** What must hold at the end of every story. */
  expectGoodEnd(): Promise<void>
  clear(): Promise<void>
}

export async function setStage(
  theatre: Theatre,
  weather: Weather,
  { config = '', rooms, mode: firstMode = 'act', aheadMs = 0, patienceMs = 30_000, remembers = false }: StoryOptions,
): Promise<Stage> {
  const { github, app, maya, sam, time, traffic } = theatre
  const { world } = github
  const owner = createUser(world, { login: `acme-${world.ids.number()}`, type: 'Organization' })
  const repository = await createRepository(world, { owner, name: 'harbour' })
  repository.collaborators.set('maya', 'admin')
  repository.collaborators.set('sam', 'write')
  const installation = installApp(world, app, owner, 'all')
  await github.idle()

  const folder = remembers ? await mkdtemp(join(tmpdir(), 'landfall-memory-')) : undefined
  /** Newest first, those of processes that ended included. */
  const receipts: Receipt[] = []
  const ownTime: Time = { now: () => new Date(time.now().getTime() + aheadMs), after: time.after }
  let mode = firstMode
  let { landfall, store } = await wake()
  let isAway = false
  /** The standing rules of the weather: it begins when the scene is set. */
  const ofTheWeather: string[] = []
  let crashes = 0

  const told: Story = {
    repo: createRepositoryView(world, repository, settled),
    maintainer: createPerson(world, repository, maya, settled),
    contributor: createPerson(world, repository, sam, settled),
    world,
    github,
    settles: settled,
    async passes(minutes) {
      const until = time.now().getTime() + minutes * 60_000
      while (time.goOn(until - time.now().getTime())) {
        await github.idle()
        if (!isAway) await landfall.idle()
      }
      time.pass(until - time.now().getTime())
      await settled()
    },
    bot: {
      reasons: () => told.bot.receipts().flatMap(({ reasons }) => reasons.map(({ code }) => code)),
      receipts: () => receipts,
      async goesAway() {
        await sleep()
        isAway = true
      },
      async restarts(inMode = mode) {
        mode = inMode
        if (!isAway) await sleep()
        isAway = false
        // It was away for longer than reads lag: what people did meanwhile is seen.
        time.pass(weather.readsMs)
        ;({ landfall, store } = await wake())
        await settled()
      },
    },
  }
  if (config !== null) {
    const manifest = '{\n  "name": "harbour",\n  "version": "0.0.0"\n}\n'
    await told.maintainer.commits({
      message: 'chore: begin',
      files: { '.github/landfall.yml': config, 'package.json': manifest },
    })
  }
  github.lag.set({ ...github.lag.settings, readsMs: weather.readsMs })
  ofTheWeather.push(...weather.rules.map((rule) => github.faults.add(rule)))

  /** A process whose memory is empty, unless it is kept on a disk: what matters is on GitHub. */
  async function wake(): Promise<{ landfall: Landfall; store: Store }> {
    const store = openSqliteStore(folder, { time: ownTime, pauseMs: 2_000, onError: surprise })
    const decisions: Store['decisions'] = {
      recent: store.decisions.recent,
      async record(receipt) {
        receipts.unshift(receipt)
        await store.decisions.record(receipt)
      },
    }
    const landfall = await createLandfall(
      {
        store: { ...store, decisions },
        app: { appId: app.id, privateKey: app.privateKey, webhookSecrets: [app.webhook.secret] },
        baseUrl: `${world.url}/api/v3`,
        webhookPath,
        logger: pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
        time: ownTime,
        pace: false,
        mode,
        patienceMs,
      },
      rooms,
    )
    await new Promise<void>((resolve) => landfall.server.listen(0, '127.0.0.1', resolve))
    const address = landfall.server.address()
    app.webhook.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}${webhookPath}`
    await landfall.resync()
    return { landfall, store }
  }

  /** How often the weather struck. */
  function strikes(): number {
    return github.faults.list().reduce((sum, { id, hits }) => sum + (ofTheWeather.includes(id) ? hits : 0), 0)
  }

  async function sleep(): Promise<void> {
    await landfall.stop()
    await store.close()
  }

  /** Webhooks make looks, looks make webhooks, and both make timers: until none is due within the lateness window. */
  async function settled(): Promise<void> {
    if (isAway) return github.idle()
    if (weather.resyncs) await landfall.resync()
    const restBy = time.now().getTime() + restMs
    do {
      if (time.now().getTime() > restBy) throw new Error('it never comes to rest: the bot looks again and again')
      await github.idle()
      await landfall.idle()
      if (weather.crashes && strikes() > crashes) {
        crashes = strikes()
        await sleep()
        // Reads may lag by more.
        time.pass(restartMs)
        ;({ landfall, store } = await wake())
      }
    } while (time.goOn(latenessMs))
  }

  async function expectGoodEnd(): Promise<void> {
    await settled()
    time.pass(weather.readsMs)
    const before = receipts.length
    await landfall.resync()
    await settled()
    const looks = receipts.slice(0, receipts.length - before)
    expect(looks.length).toBeGreaterThan(0)
    expect(looks.flatMap(({ actions, error }) => [...actions, ...(error === undefined ? [] : [error])])).toEqual([])
    expect(told.repo.unreadReplies()).toEqual([])
    expect(told.repo.twinStages()).toEqual([])
    expect(traffic.report()).toBe('')
  }

  return {
    told,
    settled,
    state: () => worldState(world, repository),
    history: () => tellHistory(world, repository),
    expectGoodEnd,
    async clear() {
      if (!isAway) await sleep()
      if (folder !== undefined) await rm(folder, { recursive: true })
      github.faults.clear()
      github.lag.set({ ...github.lag.settings, readsMs: 0 })
      uninstallApp(world, installation)
      await github.idle()
      app.webhook.url = nowhere
      await theatre.putAway(repository)
    },
  }
}
