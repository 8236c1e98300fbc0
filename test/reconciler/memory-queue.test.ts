import { describe, expect, test } from '@jest/globals'
import { createMemoryQueue } from '../../src/reconciler/memory-queue.js'
import { noHints, type Job, type Queue } from '../../src/reconciler/queue.js'
import { createVirtualTime } from '../support/virtual-time.js'

function job(name: string, ...shas: string[]): Job {
  return { repo: { installationId: 1, owner: 'acme', name }, hints: { ...noHints, shas }, changed: true }
}

/** A queue whose work waits to be let go, so that a test decides what overlaps. */
function opened({ atOnce = 10 } = {}) {
  const time = createVirtualTime(new Date('2026-06-01T12:00:00Z'))
  const started: Job[] = []
  const errors: unknown[] = []
  const ends: ((error?: Error) => void)[] = []
  const queue: Queue = createMemoryQueue({
    time,
    pauseMs: 2_000,
    atOnce,
    onError: (error) => errors.push(error),
    work: (job) =>
      new Promise((resolve, reject) => {
        started.push(job)
        ends.push((error) => (error ? reject(error) : resolve()))
      }),
  })
  return {
    queue,
    time,
    started,
    errors,
    names: () => started.map(({ repo }) => repo.name),
    async ends(error?: Error) {
      ends.shift()?.(error)
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

describe('the queue in memory', () => {
  test('a burst becomes one job with all hints, each once', () => {
    const { queue, time, started } = opened()
    queue.enqueue(job('harbour', 'a'))
    queue.enqueue(job('harbour', 'b'))
    queue.enqueue(job('Harbour', 'a'))
    expect(started).toEqual([])
    time.goOn(2_000)
    expect(started.map(({ hints }) => hints.shas)).toEqual([['a', 'b']])
  })

  test('a burst that never ends is not waited for: its first job sets the time', () => {
    const { queue, time, started } = opened()
    queue.enqueue(job('harbour', 'a'))
    time.pass(1_500)
    queue.enqueue(job('harbour', 'b'))
    expect(time.goOn(500)).toBe(true)
    expect(started).toHaveLength(1)
  })

  test('one job of a repository runs at a time, others beside it', async () => {
    const { queue, time, names, ends } = opened()
    queue.enqueue(job('harbour', 'a'))
    queue.enqueue(job('pier'))
    time.goOn(2_000)
    queue.enqueue(job('harbour', 'b'))
    time.goOn(2_000)
    expect(names()).toEqual(['harbour', 'pier'])
    await ends()
    expect(names()).toEqual(['harbour', 'pier', 'harbour'])
  })

  test('no more than so many run at once', async () => {
    const { queue, time, started, ends } = opened({ atOnce: 1 })
    queue.enqueue(job('harbour'))
    queue.enqueue(job('pier'))
    time.goOn(2_000)
    expect(started).toHaveLength(1)
    await ends()
    expect(started).toHaveLength(2)
  })

  test('a job that throws is told of, and the next one runs', async () => {
    const { queue, time, started, errors, ends } = opened()
    queue.enqueue(job('harbour'))
    time.goOn(2_000)
    await ends(new Error('once'))
    queue.enqueue(job('harbour'))
    time.goOn(2_000)
    expect([started.length, errors]).toEqual([2, [new Error('once')]])
  })

  test('what is put off keeps nobody waiting, and a webhook brings it forward', async () => {
    const { queue, time, started } = opened()
    queue.enqueue(job('harbour', 'retry'), 60_000)
    await queue.idle()
    queue.enqueue(job('harbour', 'push'))
    time.goOn(2_000)
    expect(started.map(({ hints }) => hints.shas)).toEqual([['retry', 'push']])
  })

  test('idle waits for what runs', async () => {
    const { queue, time, ends } = opened()
    queue.enqueue(job('harbour'))
    time.goOn(2_000)
    let idle = false
    const waited = queue.idle().then(() => (idle = true))
    await new Promise((resolve) => setImmediate(resolve))
    expect(idle).toBe(false)
    await ends()
    await waited
  })

  test('stopping finishes what runs and takes no more', async () => {
    const { queue, time, names, ends } = opened()
    queue.enqueue(job('harbour'))
    time.goOn(2_000)
    queue.enqueue(job('pier'))
    const stopped = queue.stop()
    queue.enqueue(job('mole'))
    await ends()
    await stopped
    time.goOn(60_000)
    expect(names()).toEqual(['harbour'])
  })
})
