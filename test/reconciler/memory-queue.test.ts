import { describe, expect, test } from '@jest/globals'
import { createMemoryQueue } from '../../src/reconciler/memory-queue.js'
import { noHints, type Job } from '../../src/reconciler/queue.js'

function job(name: string, ...shas: string[]): Job {
  return { repo: { installationId: 1, owner: 'acme', name }, hints: { ...noHints, shas } }
}

/** Work that waits to be let go, so that a test decides what overlaps. */
function gate() {
  const started: Job[] = []
  const doors: (() => void)[] = []
  return {
    started,
    work: (job: Job) =>
      new Promise<void>((resolve) => {
        started.push(job)
        doors.push(resolve)
      }),
    async opens() {
      doors.shift()?.()
      await new Promise((resolve) => setTimeout(resolve, 20))
    },
  }
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 30))

describe('the queue in memory', () => {
  test('a burst becomes one job with all hints, each once', async () => {
    const jobs: Job[] = []
    const queue = createMemoryQueue({ work: async (job) => void jobs.push(job), onError: fail, pauseMs: 5 })
    queue.enqueue(job('harbour', 'a'))
    queue.enqueue(job('harbour', 'b'))
    queue.enqueue(job('Harbour', 'a'))
    await queue.idle()
    expect(jobs.map(({ hints }) => hints.shas)).toEqual([['a', 'b']])
  })

  test('one job of a repository runs at a time, others beside it', async () => {
    const { work, started, opens } = gate()
    const queue = createMemoryQueue({ work, onError: fail, pauseMs: 1 })
    queue.enqueue(job('harbour', 'a'))
    queue.enqueue(job('pier'))
    await soon()
    queue.enqueue(job('harbour', 'b'))
    await soon()
    expect(started.map(({ repo }) => repo.name)).toEqual(['harbour', 'pier'])
    await opens()
    expect(started.map(({ repo }) => repo.name)).toEqual(['harbour', 'pier', 'harbour'])
    await opens()
    await opens()
    await queue.idle()
  })

  test('no more than so many run at once', async () => {
    const { work, started, opens } = gate()
    const queue = createMemoryQueue({ work, onError: fail, pauseMs: 1, atOnce: 1 })
    queue.enqueue(job('harbour'))
    queue.enqueue(job('pier'))
    await soon()
    expect(started).toHaveLength(1)
    await opens()
    expect(started).toHaveLength(2)
    await opens()
    await queue.idle()
  })

  test('a job that throws is told of, and the next one runs', async () => {
    const errors: unknown[] = []
    let runs = 0
    const queue = createMemoryQueue({
      work: async () => {
        runs += 1
        if (runs === 1) throw new Error('once')
      },
      onError: (error) => errors.push(error),
      pauseMs: 1,
    })
    queue.enqueue(job('harbour'))
    await queue.idle()
    queue.enqueue(job('harbour'))
    await queue.idle()
    expect([runs, errors]).toEqual([2, [new Error('once')]])
  })

  test('what is put off does not keep the queue from being idle, and a webhook brings it forward', async () => {
    const jobs: Job[] = []
    const queue = createMemoryQueue({ work: async (job) => void jobs.push(job), onError: fail, pauseMs: 1 })
    queue.enqueue(job('harbour', 'retry'), 60_000)
    await queue.idle()
    expect(jobs).toEqual([])
    queue.enqueue(job('harbour', 'push'))
    await queue.idle()
    expect(jobs.map(({ hints }) => hints.shas)).toEqual([['retry', 'push']])
  })

  test('stopping finishes what runs and takes no more', async () => {
    const { work, started, opens } = gate()
    const queue = createMemoryQueue({ work, onError: fail, pauseMs: 1 })
    queue.enqueue(job('harbour'))
    await soon()
    const stopped = queue.stop()
    queue.enqueue(job('pier'))
    await opens()
    await stopped
    await soon()
    expect(started.map(({ repo }) => repo.name)).toEqual(['harbour'])
  })
})

function fail(error: unknown): never {
  throw error
}
