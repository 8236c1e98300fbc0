import { describe, expect, test } from '@jest/globals'
import { touchedEnvironments, type Job } from '../../src/model/job.js'
import { createResync } from '../../src/reconciler/resync.js'
import { createVirtualTime } from '../support/virtual-time.js'

const repoOf = (installationId: number) => ({
  repo: { installationId, owner: 'acme', name: `harbour-${installationId}` },
})

/** A GitHub with the installations 1 and 2; `failures` says how often each, or the list of them (0), fails. */
function resyncing(failures: Record<number, number>) {
  const time = createVirtualTime(new Date('2026-06-01T12:00:00Z'))
  const looked: string[] = []
  const touched: ReturnType<typeof touchedEnvironments>[] = []
  const errors: unknown[] = []
  function fails(id: number): boolean {
    failures[id] = (failures[id] ?? 0) - 1
    return failures[id] >= 0
  }
  async function* installation(id: number) {
    if (fails(id)) throw new Error('502')
    yield repoOf(id)
  }
  const resync = createResync({
    async *everything(onUnread) {
      if (fails(0)) throw new Error('502')
      for (const id of [1, 2]) {
        if (fails(id)) onUnread(id)
        else yield repoOf(id)
      }
    },
    installation,
    queue: {
      async enqueue(jobs: readonly Job[]) {
        looked.push(...jobs.map(({ repo }) => repo.name))
        touched.push(...jobs.map(touchedEnvironments))
      },
    },
    time,
    onError: (error) => errors.push(error),
  })
  async function passes(ms: number): Promise<void> {
    const until = time.now().getTime() + ms
    while (time.goOn(until - time.now().getTime())) await new Promise((resolve) => setImmediate(resolve))
    time.pass(until - time.now().getTime())
  }
  return { resync, looked, touched, errors, passes }
}

describe('the look at everything', () => {
  test('an installation that cannot be read is read again alone, later and later', async () => {
    const { resync, looked, errors, passes } = resyncing({ 1: 3 })
    expect(await resync.run()).toBe(1)
    expect(looked).toEqual(['harbour-2'])
    await passes(6_000)
    expect([looked, errors.length]).toEqual([['harbour-2'], 2])
    await passes(30_000)
    expect(looked).toEqual(['harbour-2', 'harbour-1'])
  })

  test('where nothing can be read, all is read again', async () => {
    const { resync, looked, touched, errors, passes } = resyncing({ 0: 1 })
    expect(await resync.run()).toBe(0)
    await passes(1_000)
    expect([looked, errors.length]).toEqual([['harbour-1', 'harbour-2'], 1])
    expect(touched).toEqual(['all', 'all'])
  })

  test('what never can be read is given up', async () => {
    const { resync, errors, passes } = resyncing({ 1: Infinity })
    await resync.run()
    await passes(3_600_000)
    expect(errors).toHaveLength(5)
  })

  test('once stopped it reads nothing again', async () => {
    const { resync, looked, passes } = resyncing({ 1: 1 })
    await resync.run()
    await resync.stop()
    await passes(60_000)
    expect(looked).toEqual(['harbour-2'])
  })

  test('stopping waits for what is being read, and reads no further', async () => {
    let answers = (): void => undefined
    const looked: string[] = []
    const resync = createResync({
      async *everything() {
        yield repoOf(1)
        await new Promise<void>((resolve) => (answers = resolve))
        yield repoOf(2)
        throw new Error('it was read further')
      },
      installation: async function* () {},
      queue: { enqueue: async (jobs: readonly Job[]) => void looked.push(...jobs.map(({ repo }) => repo.name)) },
      time: createVirtualTime(new Date('2026-06-01T12:00:00Z')),
      onError(error) {
        throw error
      },
    })
    const run = resync.run()
    await new Promise((resolve) => setImmediate(resolve))
    let isStopped = false
    const stopped = resync.stop().then(() => (isStopped = true))
    await new Promise((resolve) => setImmediate(resolve))
    expect(isStopped).toBe(false)
    answers()
    await stopped
    expect([await run, looked]).toEqual([1, ['harbour-1']])
  })
})
