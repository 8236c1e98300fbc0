import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from '@jest/globals'
import { installApp } from '../../../src/local-github/world/apps.js'
import { createRepository } from '../../../src/local-github/world/repositories.js'
import { createUser } from '../../../src/local-github/world/users.js'
import { createPerson } from '../person.js'
import { createRepositoryView } from '../repository-view.js'
import { openTheatre, type Theatre } from '../theatre.js'
import { tellHistory, worldState, type WorldState } from '../world-state.js'
import { beginBadDay } from './bad-day.js'
import { openBalancer } from './balancer.js'
import { startBotProcess, type BotProcess } from './bot-process.js'
import { findTwins } from './find-twins.js'
import { beginKilling } from './killer.js'
import { createRandom, type Random } from './random.js'
import { tales, type Tale, type Teller } from './tale.js'
import { tellUndisturbed } from './tell-undisturbed.js'
import { untilAtRest } from './until-at-rest.js'

export interface KillTestOptions {
  readonly seed: string
  /** How often a bot is killed. */
  readonly kills: number
  /** A database for three bots; without one, a bot with a file of its own. */
  readonly databaseUrl?: string
  /** Whether bots are also stopped past their lease, and go on. */
  readonly stalls?: boolean
  readonly print: (text: string) => void
}

/** So long people wait for the bot before they say that it never comes. */
const patienceMs = 180_000

const webhookPath = '/api/github/webhooks'

/**
 * Tells the tales on a bad day to bots that are killed again and again, then leaves them in peace, and holds the world against the one
 * that the same tales end in undisturbed.
 */
export async function runKillTest(options: KillTestOptions): Promise<void> {
  const { seed, kills, databaseUrl, stalls = false, print } = options
  const folder = mkdtempSync(join(tmpdir(), 'landfall-kill-'))
  print(`kill test: LANDFALL_SEED=${seed}, ${kills} kills, logs in ${folder}\n`)
  const theatre = await openTheatre({ clock: () => new Date() })
  const { github, app } = theatre
  const random = createRandom(seed)
  const bots: BotProcess[] = []
  let isWell = false
  const balancer = await openBalancer(() => bots.map((bot) => bot.url()))
  app.webhook.url = `${balancer.url}${webhookPath}`
  const stages = await Promise.all(tales.map((tale) => setKillStage(theatre, tale, random)))
  try {
    for (let n = 1; n <= (databaseUrl === undefined ? 1 : 3); n += 1)
      bots.push(startBotProcess(`bot-${n}`, folder, environment(theatre, databaseUrl)))
    const [first, ...others] = bots
    if (first === undefined) throw new Error('there is no bot')
    const endDay = beginBadDay(github, random)
    const killer = beginKilling(github, [first, ...others], random, { kills, stalls })
    const ended = killer.done().then(endDay)
    try {
      await Promise.all(stages.map((stage) => stage.tell(seed, () => killer.isKilling())))
      await ended
    } finally {
      await killer.stop()
    }
    print(
      `killed ${killer.kills()} times in ${stages.map(({ tale, rounds }) => `${rounds()} rounds of ${tale.name}`).join(', ')}\n`,
    )
    await untilAtRest(github, bots)

    for (const { tale, repository, rounds } of stages) {
      expect(findTwins(repository)).toEqual([])
      const undisturbed = await tellUndisturbed(tale, seed, rounds())
      expect(comparable(await worldState(github.world, repository))).toEqual(comparable(undisturbed))
    }
    expect(theatre.traffic.report()).toBe('')
    isWell = true
  } catch (error) {
    const histories = stages.map(({ tale, repository }) => `${tale.name}:\n${tellHistory(github.world, repository)}`)
    if (error instanceof Error) error.message += `\n\nLANDFALL_SEED=${seed}, logs in ${folder}\n${histories.join('\n')}`
    throw error
  } finally {
    await Promise.all(bots.map((bot) => bot.stops()))
    await balancer.close()
    await theatre.close()
    // The logs of what failed are left to read.
    if (isWell) rmSync(folder, { recursive: true, force: true })
  }
}

function environment({ github, app }: Theatre, databaseUrl: string | undefined): Record<string, string> {
  return {
    APP_ID: String(app.id),
    PRIVATE_KEY: app.privateKey,
    WEBHOOK_SECRET: app.webhook.secret,
    GHE_HOST: new URL(github.world.url).host,
    GHE_PROTOCOL: 'http',
    DATA_DIR: 'data',
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  }
}

/** A repository with a release, and people who wait for nobody but where the tale says so. */
async function setKillStage({ github, app, maya, sam }: Theatre, tale: Tale, random: Random) {
  const { world } = github
  const owner = createUser(world, { login: `acme-${tale.name}`, type: 'Organization' })
  const repository = await createRepository(world, { owner, name: 'harbour' })
  repository.collaborators.set('maya', 'admin')
  repository.collaborators.set('sam', 'write')
  let isHurried = true
  const breathe = (): Promise<void> => (isHurried ? Promise.resolve() : pause(random.between(0, 500)))
  const teller: Teller = {
    repo: createRepositoryView(world, repository, breathe),
    maintainer: createPerson(world, repository, maya, breathe),
    contributor: createPerson(world, repository, sam, breathe),
    async until(what, holds) {
      for (const end = Date.now() + patienceMs; !(await holds()); await pause(100)) {
        if (Date.now() > end) throw new Error(`it never came: ${what} (${tale.name})`)
      }
    },
  }
  const manifest = '{\n  "name": "harbour",\n  "version": "0.0.0"\n}\n'
  const files = { '.github/landfall.yml': tale.config, 'package.json': manifest }
  await teller.maintainer.commits({ message: 'chore: begin', files })
  await teller.repo.released('v1.0.0')
  installApp(world, app, owner, 'all')
  let rounds = 0
  return {
    tale,
    repository,
    rounds: () => rounds,
    async tell(seed: string, goesOn: () => boolean): Promise<void> {
      isHurried = false
      do {
        rounds += 1
        await tale.round(teller, { seed, number: rounds })
      } while (goesOn())
      await tale.end(teller, rounds)
    },
  }
}

/**
 * A changelog says on which day a release was made, and a virtual day has its own length; every GitHub has its own port. Comments are held against each
 * other thread by thread, as people find them: which of two threads is written to first differs where people do not wait for the bot.
 */
function comparable({ comments, ...others }: WorldState): unknown {
  const text = JSON.stringify({
    ...others,
    comments: comments.toSorted((a, b) => a.issueNumber - b.issueNumber),
  })
  return JSON.parse(text.replaceAll(/\(\d{4}-\d\d-\d\d\)/g, '(DAY)').replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'GITHUB'))
}
