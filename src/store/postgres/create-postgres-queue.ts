import { rankOf } from '../../model/job.js'
import { createIntake } from '../create-intake.js'
import type { Outcome, Queue, QueueOptions, Work } from '../queue.js'
import { lostAfterMs } from './open-boss.js'
import type { Attempt, PostgresJobs } from './postgres-jobs.js'

/** A GUID is remembered for longer than GitHub delivers again: three days. */
const rememberedMs = 4 * 86_400_000
const forgetEveryMs = 3_600_000

/** How often to look for what another machine took in or left, in milliseconds. */
const pollMs = 500

/** A database that failed is tried again after so long. */
const brokenMs = 1_000

/** How often a machine says that it works on its jobs. */
const beatMs = 3_000

/** How long a machine believes a job its own after it said so: less than the others do, so that a write that was begun ends in time. */
const leaseMs = lostAfterMs - 2_000

/** Where other machines are faster so often in a row, they keep the queue short: no need to hurry. */
const missesInARow = 5

/** The queue that several machines share, as one of them sees it. */
export function createPostgresQueue(
  jobs: PostgresJobs,
  options: QueueOptions,
): { readonly queue: Queue; abandon(): void } {
  const { time, pauseMs, atOnce = 10, onError } = options
  /** What this machine works on, and until when it may believe so. */
  const running = new Map<Attempt, number>()
  const intake = createIntake((batch) => jobs.takeIn(batch), onTakenIn)
  let work: Work | undefined
  let fills = false
  let fillsAgain = false
  let handsBack = false
  let timer: { cancel(): void } | undefined
  let beating: { cancel(): void } | undefined
  let watchers: (() => void)[] = []
  let isAbandoned = false
  let forgetAt = 0

  const now = (): number => time.now().getTime()
  const report = (error: unknown): void => {
    if (!isAbandoned) onError(error)
  }

  /** What came in waits for `pauseMs`. The clock looks sooner than that: in a burst a look after each batch would ask the same again and again. */
  function onTakenIn(): void {
    if (pauseMs < pollMs || watchers.length > 0) goOn()
  }

  /** Starts what is due, as far as there is room, and sets the clock for what is due later. */
  function goOn(): void {
    timer?.cancel()
    timer = undefined
    fillsAgain = true
    if (!fills) void fillRoom()
  }

  async function fillRoom(): Promise<void> {
    fills = true
    let waitMs = pollMs
    let isDone = true
    while (fillsAgain) {
      fillsAgain = false
      try {
        ;({ waitMs, isDone } = await takeDue())
      } catch (error) {
        report(error)
        waitMs = brokenMs
        isDone = work === undefined
        break
      }
    }
    fills = false
    if (work !== undefined) timer = time.after(waitMs, goOn)
    if (isDone) tellWatchers()
  }

  /** Gives when to look again at the latest, and whether nothing that is due waits. */
  async function takeDue(): Promise<{ waitMs: number; isDone: boolean }> {
    let misses = 0
    while (work !== undefined && running.size < atOnce && misses < missesInARow) {
      const waiting = await jobs.look()
      if (waiting.lost) await jobs.takeBack()
      if (waiting.next === undefined) {
        await forget()
        return { waitMs: Math.min(pollMs, Math.ceil(waiting.nextInMs ?? pollMs)), isDone: waiting.due === 0 }
      }
      if (isLeftForLater(waiting.next.priority)) return { waitMs: pollMs, isDone: false }
      const askedAt = now()
      const attempt = await jobs.take(waiting.next)
      if (attempt === undefined) misses += 1
      else await begin(attempt, askedAt)
    }
    return { waitMs: pollMs, isDone: work === undefined }
  }

  /**
   * While webhooks come in faster than they can be written one look at a time is enough: GitHub waits for an answer, and what is looked at now will be told of
   * again. A person who asks waits for nobody.
   */
  function isLeftForLater(rank: number): boolean {
    return intake.isBusy() && running.size > 0 && rank < rankOf('command')
  }

  async function begin(attempt: Attempt, askedAt: number): Promise<void> {
    if (work === undefined) return jobs.handBack([attempt])
    running.set(attempt, askedAt + leaseMs)
    beatLater()
    void run(attempt, work)
  }

  async function run(attempt: Attempt, work: Work): Promise<void> {
    // By the clock, not by a timer: a process that was stopped for a while has run none of its timers when it wakes.
    const lease = { holds: () => now() < (running.get(attempt) ?? 0) }
    const outcome = await work(attempt.job, lease).catch((error: unknown): Outcome => ({
      kind: 'again',
      why: error instanceof Error ? error.message : String(error),
    }))
    await conclude(attempt, outcome)
  }

  /** Until it is written down the job counts as running: nobody else may begin it. */
  async function conclude(attempt: Attempt, outcome: Outcome): Promise<void> {
    if (!running.has(attempt)) return
    try {
      await jobs.settle(attempt, outcome, pauseMs)
    } catch (error) {
      report(error)
      time.after(brokenMs, () => void conclude(attempt, outcome))
      return
    }
    running.delete(attempt)
    goOn()
  }

  /** Renews the leases; what another machine has by now is let go. */
  async function beat(): Promise<void> {
    beating = undefined
    const askedAt = now()
    const attempts = [...running.keys()]
    if (attempts.length === 0) return
    try {
      const own = await jobs.beat(attempts)
      for (const attempt of attempts) {
        if (!own.has(attempt)) running.delete(attempt)
        else if (running.has(attempt)) running.set(attempt, askedAt + leaseMs)
      }
      if (own.size < attempts.length) goOn()
    } catch (error) {
      report(error)
    }
    beatLater()
  }

  function beatLater(): void {
    if (running.size > 0) beating ??= time.after(beatMs, () => void beat())
  }

  async function forget(): Promise<void> {
    if (now() < forgetAt) return
    forgetAt = now() + forgetEveryMs
    await jobs.forget(rememberedMs)
  }

  function tellWatchers(): void {
    if (running.size > 0 || intake.isBusy() || handsBack) return
    const told = watchers
    watchers = []
    for (const tell of told) tell()
  }

  /** Asks the database anew: what is known may be from before the question. */
  function idle(): Promise<void> {
    return new Promise((resolve) => {
      watchers.push(resolve)
      goOn()
    })
  }

  /** What cannot be handed back is taken back by a machine that hears nothing more of this one. */
  async function handBack(): Promise<void> {
    const attempts = [...running.keys()]
    running.clear()
    handsBack = true
    await jobs.handBack(attempts).catch(report)
    handsBack = false
    goOn()
  }

  const queue: Queue = {
    enqueue: (given, delayMs = 0) =>
      intake.takeIn({ guid: undefined, jobs: given, delayMs: Math.max(delayMs, pauseMs) }),
    receive: (guid, given) => intake.takeIn({ guid, jobs: given, delayMs: pauseMs }),
    start(given) {
      work = given
      goOn()
    },
    idle,
    async stop(limitMs) {
      work = undefined
      timer?.cancel()
      const late = time.after(limitMs, () => void handBack())
      await idle()
      late.cancel()
      beating?.cancel()
    },
    depth: () => jobs.depth(),
  }

  /** As if the process were gone: what it ran is left as it is. */
  function abandon(): void {
    isAbandoned = true
    work = undefined
    timer?.cancel()
    beating?.cancel()
    running.clear()
  }

  return { queue, abandon }
}
