import { setTimeout as pause } from 'node:timers/promises'
import type { LocalGitHub } from '../../../src/local-github/local-github.js'
import type { BotProcess } from './bot-process.js'
import type { Random } from './random.js'

/** Longer than the lease of a job, and than whoever has it is waited for. */
const stallMs = 14_000

/** How long a bot lives, on average, besides the wait for a write. */
const meanLifeMs = 5_000

/** How many are killed while they start. */
const startingShare = 0.2

/** Every so many kills one bot stalls. */
const stallEvery = 5

export interface Killer {
  kills(): number
  /** Whether there is more to come. */
  isKilling(): boolean
  /** Resolves after the last kill. */
  done(): Promise<void>
  /** Kills no more, however often it was to. */
  stop(): Promise<void>
}

/**
 * Kills bots at random moments: half of the time as GitHub is being written to, or just after, else at any time. With `stalls`, one of the bots
 * is now and then stopped past its lease instead, and then goes on.
 */
export function beginKilling(
  github: LocalGitHub,
  bots: readonly [BotProcess, ...BotProcess[]],
  random: Random,
  { kills: wanted, stalls }: { readonly kills: number; readonly stalls: boolean },
): Killer {
  let kills = 0
  let goesOn = true
  const stopped = new AbortController()
  const stalled = new Set<Promise<void>>()
  const writes = countWrites(github)

  async function wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: stopped.signal }).catch(() => undefined)
  }

  async function nextWrite(): Promise<void> {
    const before = writes.count()
    for (const end = Date.now() + 5_000; goesOn && writes.count() === before && Date.now() < end;) await wait(3)
    await wait(random.between(0, 60))
  }

  /** Where starting takes longer than a life, nobody would live at all. */
  async function isUp(bot: BotProcess): Promise<void> {
    while (goesOn && bot.url() === undefined) await wait(50)
  }

  async function killOn(): Promise<void> {
    while (goesOn && kills < wanted) {
      const bot = random.pick(bots)
      if (!random.chance(startingShare)) {
        await isUp(bot)
        // Now and then there is time for a whole look, else there is not.
        await wait(-Math.log(1 - random.next()) * meanLifeMs)
        if (random.chance(0.5)) await nextWrite()
      } else await wait(random.between(0, 2_000))
      if (!goesOn) return
      if (stalls && kills % stallEvery === stallEvery - 1) {
        stalled.add(random.pick(bots).stalls(stallMs))
        await wait(stallMs / 2)
      }
      if (await bot.dies()) kills += 1
    }
    await Promise.all(stalled)
  }

  const killing = killOn()
  return {
    kills: () => kills,
    isKilling: () => kills < wanted,
    done: () => killing,
    async stop() {
      goesOn = false
      stopped.abort()
      await killing
      writes.stop()
    },
  }
}

/** Counts what would change something, by rules that strike nothing. */
function countWrites(github: LocalGitHub): { count(): number; stop(): void } {
  const never = { nth: Number.MAX_SAFE_INTEGER, effect: { kind: 'reset' } } as const
  const ids = [
    github.faults.add({ match: { path: 'POST /repos/**' }, ...never }),
    github.faults.add({ match: { path: 'PATCH /repos/**' }, ...never }),
    github.faults.add({ match: { graphql: 'updateRefs' }, ...never }),
  ]
  return {
    count: () => github.faults.list().reduce((sum, { id, matched }) => sum + (ids.includes(id) ? matched : 0), 0),
    stop: () => ids.forEach((id) => github.faults.remove(id)),
  }
}
