import { uniteHints, type Hints, type Job, type Queue } from './queue.js'

interface Waiting {
  job: Job
  timer: NodeJS.Timeout
  dueAt: number
  /** Put off on purpose (a retry, a later look): the queue counts as idle meanwhile. */
  later: boolean
}

/**
 * The queue of one process. `work` is called with one job per repository at a time, at most `atOnce` in all; what it throws goes to
 * `onError`, and the job is gone: the loop inside `work` is what retries.
 */
export function createMemoryQueue(options: {
  readonly work: (job: Job) => Promise<void>
  readonly onError: (error: unknown, job: Job) => void
  readonly pauseMs: number
  readonly atOnce?: number
}): Queue {
  const { work, onError, pauseMs, atOnce = 10 } = options
  const waiting = new Map<string, Waiting>()
  const running = new Set<string>()
  const ready: string[] = []
  let watchers: (() => void)[] = []
  let stopped = false

  function enqueue(job: Job, delayMs = 0): void {
    if (stopped) return
    const key = keyOf(job)
    const before = waiting.get(key)
    const delay = Math.max(delayMs, pauseMs)
    const dueAt = Math.min(Date.now() + delay, before?.dueAt ?? Infinity)
    const hints: Hints = before ? uniteHints(before.job.hints, job.hints) : job.hints
    clearTimeout(before?.timer)
    const timer = setTimeout(() => becomeReady(key), Math.max(0, dueAt - Date.now()))
    const later = delayMs > pauseMs && (before?.later ?? true)
    waiting.set(key, { job: { repo: job.repo, hints }, timer, dueAt, later })
  }

  function becomeReady(key: string): void {
    if (!ready.includes(key)) ready.push(key)
    startReady()
  }

  function startReady(): void {
    while (running.size < atOnce) {
      const index = ready.findIndex((key) => !running.has(key))
      const [key] = index < 0 ? [] : ready.splice(index, 1)
      const due = key === undefined ? undefined : waiting.get(key)
      if (key === undefined) return
      if (due === undefined) continue
      waiting.delete(key)
      running.add(key)
      void run(key, due.job)
    }
  }

  async function run(key: string, job: Job): Promise<void> {
    try {
      await work(job)
    } catch (error) {
      onError(error, job)
    } finally {
      running.delete(key)
      startReady()
      tellWatchers()
    }
  }

  function isIdle(): boolean {
    return running.size === 0 && [...waiting.values()].every(({ later }) => later)
  }

  function tellWatchers(): void {
    if (!isIdle()) return
    const told = watchers
    watchers = []
    for (const tell of told) tell()
  }

  function idle(): Promise<void> {
    return new Promise((resolve) => {
      watchers.push(resolve)
      tellWatchers()
    })
  }

  async function stop(): Promise<void> {
    stopped = true
    for (const { timer } of waiting.values()) clearTimeout(timer)
    waiting.clear()
    await idle()
  }

  return { enqueue, idle, stop }
}

function keyOf({ repo }: Job): string {
  return `${repo.installationId}/${repo.owner}/${repo.name}`.toLowerCase()
}
