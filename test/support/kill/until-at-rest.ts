import { setTimeout as pause } from 'node:timers/promises'
import type { LocalGitHub } from '../../../src/local-github/local-github.js'
import type { BotProcess } from './bot-process.js'

/** Whoever left nothing to do for so long has come to rest. */
const quietMs = 3_000

const restWithinMs = 180_000

/** Waits until every bot runs, has looked at everything, and has nothing more to do, now or later. */
export async function untilAtRest(github: LocalGitHub, bots: readonly BotProcess[]): Promise<void> {
  const end = Date.now() + restWithinMs
  for (let quietSince = Infinity; Date.now() - quietSince < quietMs || quietSince === Infinity; await pause(200)) {
    if (Date.now() > end)
      throw new Error(`it never came to rest: ${JSON.stringify(await Promise.all(bots.map(queueOf)))}`)
    await github.idle()
    const queues = await Promise.all(bots.map(queueOf))
    const isQuiet =
      bots.every((bot) => bot.hasLookedAround()) && queues.every((jobs) => jobs !== undefined && sum(jobs) === 0)
    if (!isQuiet) quietSince = Infinity
    else if (quietSince === Infinity) quietSince = Date.now()
  }
}

/** The jobs that a bot counts, by state, dead ones included; undefined where it does not answer. */
async function queueOf(bot: BotProcess): Promise<Record<string, number> | undefined> {
  const text = await fetch(`${bot.url() ?? ''}/metrics`).then(
    (answer) => answer.text(),
    () => undefined,
  )
  if (text === undefined) return undefined
  const counts = [...text.matchAll(/^landfall_queue_jobs\{state="(\w+)"\} (\d+)$/gm)]
  return counts.length === 0
    ? undefined
    : Object.fromEntries(counts.map(([, state = '', count]) => [state, Number(count)]))
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
