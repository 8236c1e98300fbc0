import { uniteJobs, type Job, type Queue } from './queue.js'
import type { Time } from './time.js'

interface Waiting {
  job: Job
  timer: { cancel(): void }
  dueAt: number
}

/**
 * The queue of one process. `work` is called with one job per repository at a time, at most `atOnce` in all; what it throws goes to
 * `onError`, and the job is gone: the loop inside `work` is what retries.
 */
export function createMemoryQueue(options: {
  readonly work: (job: Job) => Promise<void>
  readonly onError: (error: unknown, job: Job) => void
  readonly time: Time
  readonly pauseMs: number
  readonly atOnce?: number
}): Queue {
  const { work, onError, time, pauseMs, atOnce = 10 } = options
  const waiting = new Map<string, Waiting>()
  const running = new Set<string>()
  const ready: string[] = []
  let watchers: (() => void)[] = []
  let stopped = false

  function enqueue(job: Job, delayMs = 0): void {
    if (stopped) return
    const key = keyOf(job)
    const before = waiting.get(key)
    const now = time.now().getTime()
    const dueAt = Math.min(now + Math.max(delayMs, pauseMs), before?.dueAt ?? Infinity)
    before?.timer.cancel()
    const timer = time.after(Math.max(0, dueAt - now), () => becomeReady(key))
    waiting.set(key, { job: before ? uniteJobs(before.job, job) : job, timer, dueAt })
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
    return running.size === 0 && ready.length === 0
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
    for (const { timer } of waiting.values()) timer.cancel()
    waiting.clear()
    ready.length = 0
    await idle()
  }

  return { enqueue, idle, stop }
}

function keyOf({ repo }: Job): string {
  return `${repo.installationId}/${repo.owner}/${repo.name}`.toLowerCase()
}
