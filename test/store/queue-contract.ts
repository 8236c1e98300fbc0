import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { noHints, type Job } from '../../src/model/job.js'
import { agedMs, type Lease, type Outcome } from '../../src/store/queue.js'
import type { Store } from '../../src/store/store.js'

/** Where stores of one kind are: each is opened, closed and opened again on what the one before left. */
export interface StoreHome {
  open(options: { readonly atOnce?: number }): Promise<Store>
  /** As if the process were gone: what ran is left as it was. */
  dies(store: Store): Promise<void>
  /** As if so much time had passed for whatever waits. */
  passes(ms: number): Promise<void>
  /** Takes the home away with all that is in it. */
  clear(): Promise<void>
}

/** A job that runs, until the test says how it ended. */
interface Running {
  readonly job: Job
  readonly lease: Lease
  ends(outcome?: Outcome | Error): void
}

const done: Outcome = { kind: 'done' }

export function job(name: string, given: Partial<Job> & { shas?: string[]; installationId?: number } = {}): Job {
  const { shas = [], installationId = 1, changed = true, priority = 'change' } = given
  return { repo: { installationId, owner: 'acme', name }, hints: { ...noHints, shas }, changed, priority }
}

/** What holds for every queue, on real time and a real database. */
export function describeQueue(kind: string, settle: () => Promise<StoreHome>, patienceMs = 10_000): void {
  describe(`the queue in ${kind}`, () => {
    let home: StoreHome
    let store: Store
    let started: Running[]

    beforeEach(async () => {
      home = await settle()
    })
    afterEach(async () => {
      for (const { ends } of started) ends()
      await store.queue.stop(0)
      await store.close()
      await home.clear()
    })

    async function opened(options: { readonly atOnce?: number } = {}): Promise<void> {
      store = await home.open(options)
      started = []
    }

    function starts(): void {
      store.queue.start(
        (job, lease) =>
          new Promise((resolve, reject) => {
            const ends = (outcome: Outcome | Error = done): void =>
              outcome instanceof Error ? reject(outcome) : resolve(outcome)
            started.push({ job, lease, ends })
          }),
      )
    }

    const names = (): string[] => started.map(({ job }) => job.repo.name)
    const last = (): Running => started.at(-1) as Running

    async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
      for (const end = Date.now() + patienceMs; !(await holds()); await pause(10)) {
        if (Date.now() > end) throw new Error(`it never came about; started: ${names().join(', ')}`)
      }
    }

    test('a burst becomes one job with all hints, each once, and the highest priority', async () => {
      await opened()
      await Promise.all([
        store.queue.enqueue([job('harbour', { shas: ['a'] })]),
        store.queue.enqueue([job('harbour', { shas: ['b'], priority: 'command' })]),
        store.queue.enqueue([job('Harbour', { shas: ['a'], changed: false })]),
      ])
      starts()
      await until(() => started.length > 0)
      expect(last().job.hints.shas.toSorted()).toEqual(['a', 'b'])
      expect([last().job.priority, last().job.changed]).toEqual(['command', true])
      last().ends()
      await store.queue.idle()
      expect(started).toHaveLength(1)
    })

    test('what comes for many repositories at once is united with what waits of each', async () => {
      await opened({ atOnce: 1 })
      const hour = 3_600_000
      await store.queue.enqueue([job('pier', { shas: ['a'], changed: false })])
      await store.queue.enqueue(
        ['mole', 'quay'].map((name) => job(name, { shas: ['a'] })),
        hour,
      )
      await Promise.all([
        store.queue.enqueue([job('quay', { shas: ['b'] })], 2 * hour),
        store.queue.enqueue([job('mole', { shas: ['b'], priority: 'command' }), job('pier', { shas: ['b'] })]),
        store.queue.enqueue([job('mole', { shas: ['c'] }), job('jetty', { shas: ['b'], priority: 'resync' })]),
      ])
      await until(async () => (await store.queue.depth()).ready === 3)
      starts()
      for (const count of [1, 2, 3]) {
        await until(() => started.length === count)
        last().ends()
      }
      expect(started.map(({ job }) => [job.repo.name, job.priority, job.changed, job.hints.shas.toSorted()])).toEqual([
        ['mole', 'command', true, ['a', 'b', 'c']],
        ['pier', 'change', true, ['a', 'b']],
        ['jetty', 'resync', true, ['b']],
      ])
      await store.queue.idle()
      expect(await store.queue.depth()).toMatchObject({ ready: 0, later: 1, running: 0 })
    })

    test('one job of a repository runs at a time, others beside it', async () => {
      await opened()
      starts()
      await store.queue.enqueue([job('harbour'), job('pier')])
      await until(() => started.length === 2)
      await store.queue.enqueue([job('harbour', { shas: ['later'] }), job('mole')])
      await until(() => started.length === 3)
      expect(names().toSorted()).toEqual(['harbour', 'mole', 'pier'])
      started.find(({ job }) => job.repo.name === 'harbour')?.ends()
      await until(() => started.length === 4)
      expect(last().job).toEqual(job('harbour', { shas: ['later'] }))
    })

    test('a webhook of a GUID that was taken in asks for nothing more', async () => {
      await opened()
      await Promise.all([store.queue.receive('guid-1', [job('harbour')]), store.queue.receive('guid-1', [job('pier')])])
      await store.queue.receive('guid-1', [job('mole')])
      await store.queue.receive('guid-2', [job('quay')])
      starts()
      await until(() => started.length === 2)
      expect(names().toSorted()).toEqual(['harbour', 'quay'])
    })

    test('no more than so many run at once, and who is in a hurry goes first', async () => {
      await opened({ atOnce: 1 })
      await store.queue.enqueue([
        job('resynced', { priority: 'resync' }),
        job('pushed'),
        job('asked', { priority: 'command' }),
        job('burning', { priority: 'hotfix' }),
      ])
      starts()
      for (const count of [1, 2, 3, 4]) {
        await until(() => started.length === count)
        last().ends()
      }
      expect(names()).toEqual(['burning', 'asked', 'pushed', 'resynced'])
    })

    test('what waited for long does not starve while others keep coming', async () => {
      await opened({ atOnce: 1 })
      await store.queue.enqueue([job('old', { priority: 'resync' })])
      await until(async () => (await store.queue.depth()).ready === 1)
      await home.passes(agedMs)
      await store.queue.enqueue([
        job('pushed'),
        job('asked', { priority: 'command' }),
        job('young', { priority: 'resync' }),
      ])
      await until(async () => (await store.queue.depth()).ready === 4)
      starts()
      for (const count of [1, 2, 3, 4]) {
        await until(() => started.length === count)
        last().ends()
      }
      expect(names()).toEqual(['asked', 'old', 'pushed', 'young'])
      expect(started[1]?.job.priority).toBe('resync')
    })

    test('a noisy installation keeps no other waiting', async () => {
      await opened({ atOnce: 2 })
      await store.queue.enqueue(['a', 'b', 'c', 'd'].map((name) => job(name)))
      starts()
      await until(() => started.length === 2)
      await store.queue.enqueue([job('quiet', { installationId: 2 })])
      await until(async () => (await store.queue.depth()).ready === 3)
      started[0]?.ends()
      await until(() => started.length === 3)
      expect(names()[2]).toBe('quiet')
    })

    test('what throws or is not done is tried again, with all that came meanwhile', async () => {
      await opened()
      starts()
      await store.queue.enqueue([job('harbour', { shas: ['first'] })])
      await until(() => started.length === 1)
      last().ends(new Error('a surprise'))
      await store.queue.idle()
      await until(() => started.length === 2)
      expect(last().job.hints.shas).toEqual(['first'])
      await store.queue.enqueue([job('harbour', { shas: ['second'] })])
      last().ends({ kind: 'again', why: 'it moved' })
      await until(() => started.length === 3)
      expect(last().job.hints.shas.toSorted()).toEqual(['first', 'second'])
    })

    test('what is put off keeps nobody waiting, and a webhook brings it forward', async () => {
      await opened()
      starts()
      await store.queue.enqueue([job('harbour', { shas: ['early'] })])
      await until(() => started.length === 1)
      last().ends({ kind: 'put-off', delayMs: 3_600_000 })
      await store.queue.idle()
      expect((await store.queue.depth()).later).toBe(1)
      await store.queue.receive('guid', [job('harbour', { shas: ['now'] })])
      await until(() => started.length === 2)
      expect(last().job.hints.shas.toSorted()).toEqual(['early', 'now'])
    })

    test('what follows on a job is due when it says', async () => {
      await opened()
      starts()
      await store.queue.enqueue([job('harbour', { shas: ['a'] })])
      await until(() => started.length === 1)
      last().ends({ kind: 'done', next: { job: job('harbour', { shas: ['next'] }), delayMs: 100 } })
      await until(() => started.length === 2)
      expect(last().job.hints.shas).toEqual(['next'])
    })

    test('idle waits for what runs', async () => {
      await opened()
      starts()
      await store.queue.enqueue([job('harbour')])
      await until(() => started.length === 1)
      let idle = false
      const waited = store.queue.idle().then(() => (idle = true))
      await pause(50)
      expect(idle).toBe(false)
      last().ends()
      await waited
    })

    test('stopping finishes what runs; what waits is there at the next start', async () => {
      await opened({ atOnce: 1 })
      starts()
      await store.queue.enqueue([job('harbour')])
      await until(() => started.length === 1)
      await store.queue.enqueue([job('pier', { shas: ['a'] })])
      const stopped = store.queue.stop(patienceMs)
      last().ends()
      await stopped
      await store.close()
      expect(names()).toEqual(['harbour'])

      await opened()
      starts()
      await until(() => started.length === 1)
      expect(last().job).toEqual(job('pier', { shas: ['a'] }))
    })

    test('what does not end in time is handed back, and its worker knows', async () => {
      await opened()
      starts()
      await store.queue.enqueue([job('harbour', { shas: ['a'] })])
      await until(() => started.length === 1)
      const { lease, ends } = last()
      expect(lease.holds()).toBe(true)
      await store.queue.stop(50)
      expect(lease.holds()).toBe(false)
      ends()
      await store.close()

      await opened()
      starts()
      await until(() => started.length === 1)
      expect(last().job).toEqual(job('harbour', { shas: ['a'] }))
    })

    test('what ran when the process died is tried again', async () => {
      await opened()
      starts()
      await store.queue.enqueue([job('harbour', { shas: ['a'] })])
      await until(() => started.length === 1)
      await store.queue.receive('guid', [job('harbour', { shas: ['b'] })])
      await home.dies(store)

      await opened()
      starts()
      await until(async () => {
        last()?.ends()
        return started.flatMap(({ job }) => job.hints.shas).includes('a')
      })
      await until(() => started.flatMap(({ job }) => job.hints.shas).includes('b'))
    })

    test('how far one came is known after a restart', async () => {
      await opened()
      await store.marks.note('looked/1/acme/harbour', 1)
      await store.marks.note('looked/1/acme/harbour', 1_780_315_200_000)
      await store.marks.note('looked%', 3)
      await store.marks.note('delivery', 4)
      await store.close()
      await opened()
      expect([...(await store.marks.startingWith('looked/'))]).toEqual([['looked/1/acme/harbour', 1_780_315_200_000]])
      expect([...(await store.marks.startingWith('delivery'))]).toEqual([['delivery', 4]])
    })

    test('marks are forgotten by name and value', async () => {
      await opened()
      for (const [name, value] of [
        ['looked/a', 1],
        ['looked/b', 1_780_315_200_000],
        ['looked/c', 1_780_315_200_001],
        ['looked%', 1],
      ] as const) {
        await store.marks.note(name, value)
      }
      await store.marks.forget('looked/', 1_780_315_200_001)
      expect([...(await store.marks.startingWith('looked'))].toSorted()).toEqual([
        ['looked%', 1],
        ['looked/c', 1_780_315_200_001],
      ])
    })

    test('says what it holds', async () => {
      await opened({ atOnce: 1 })
      starts()
      await store.queue.enqueue([job('runs')])
      await until(() => started.length === 1)
      await store.queue.enqueue([job('waits')])
      await store.queue.enqueue([job('later')], 3_600_000)
      await until(async () => (await store.queue.depth()).ready === 1)
      expect(await store.queue.depth()).toMatchObject({ ready: 1, later: 1, running: 1, dead: 0 })
      await until(async () => (await store.queue.depth()).oldestMs > 0)
    })
  })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
