import { describe, expect, test } from '@jest/globals'
import { touchedEnvironments } from '../../src/model/job.js'
import { printRepoRef } from '../../src/model/repo-ref.js'
import { findMissed } from '../../src/reconciler/find-missed.js'
import { findStale } from '../../src/reconciler/find-stale.js'
import { untilStopped } from '../../src/reconciler/until-stopped.js'
import { catchUp } from '../../src/reconciler/catch-up.js'
import { caughtUpMark, lookedMark, lookedMarks } from '../../src/store/marks.js'
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.js'
import { createVirtualTime } from '../support/virtual-time.js'

const start = new Date('2026-06-01T12:00:00Z')
const hour = 3_600_000

function delivery(
  id: number,
  given: { guid?: string; hoursAgo?: number; ok?: boolean; installation?: number; repository?: number } = {},
) {
  const { guid = `guid-${id}`, hoursAgo = 1, ok = false, installation, repository } = given
  return {
    id,
    guid,
    deliveredAt: new Date(start.getTime() - hoursAgo * hour),
    isDelivered: ok,
    installationId: installation,
    repositoryId: repository,
  }
}

async function* listed<T>(...items: T[]): AsyncGenerator<T> {
  yield* items
}

/** A store, and what was enqueued in it. */
function remembering() {
  const time = createVirtualTime(start)
  const store = openSqliteStore(undefined, {
    time,
    pauseMs: 0,
    onError: (error) => {
      throw error
    },
  })
  const asked: number[] = []
  const names: string[] = []
  const touched: ReturnType<typeof touchedEnvironments>[] = []
  return {
    ...store,
    asked,
    /** In which environments something may have happened, by what the looks knew. */
    touched,
    /** Everything that is due by then is looked at meanwhile. */
    async passes(ms: number): Promise<void> {
      const until = time.now().getTime() + ms
      while (time.goOn(until - time.now().getTime())) await new Promise((resolve) => setImmediate(resolve))
      time.pass(until - time.now().getTime())
    },
    repositoriesOf(installationId: number) {
      asked.push(installationId)
      return listed(
        { id: 10 * installationId, repo: { installationId, owner: 'acme', name: `harbour-${installationId}` } },
        { id: 10 * installationId + 1, repo: { installationId, owner: 'acme', name: `pier-${installationId}` } },
      )
    },
    /** What was looked at since it was last asked. */
    async looked(): Promise<string[]> {
      store.queue.start(async (job) => {
        names.push(printRepoRef(job.repo))
        touched.push(touchedEnvironments(job))
        return { kind: 'done' }
      })
      await store.queue.idle()
      return names.splice(0).toSorted()
    },
  }
}

describe('missed webhooks', () => {
  const find = (memory: ReturnType<typeof remembering>, ...deliveries: ReturnType<typeof delivery>[]) =>
    findMissed({ ...memory, deliveries: listed(...deliveries), now: start })

  test('the repository of one that failed is looked at, and no other', async () => {
    const memory = remembering()
    expect(
      await find(
        memory,
        delivery(3, { ok: true, installation: 1, repository: 10 }),
        delivery(2, { installation: 2, repository: 21 }),
      ),
    ).toBe(1)
    expect([await memory.looked(), memory.asked, memory.touched]).toEqual([['acme/pier-2'], [2], ['all']])
  })

  test('one that was delivered again since was not missed', async () => {
    const memory = remembering()
    const again = [
      delivery(3, { guid: 'g', ok: true, installation: 1, repository: 10 }),
      delivery(2, { guid: 'g', installation: 1, repository: 10 }),
    ]
    expect(await find(memory, ...again)).toBe(0)
    expect(await memory.looked()).toEqual([])
  })

  test('one that names no repository is about all of its installation', async () => {
    const memory = remembering()
    await find(memory, delivery(2, { installation: 1, repository: 10 }), delivery(1, { installation: 1 }))
    expect(await memory.looked()).toEqual(['acme/harbour-1', 'acme/pier-1'])
  })

  test('what was read before, or is older than GitHub keeps, is not read again', async () => {
    const memory = remembering()
    await find(memory, delivery(5, { ok: true }))
    expect(await find(memory, delivery(6, { installation: 1, repository: 10 }), delivery(5), delivery(4))).toBe(1)
    expect(await find(memory, delivery(8, { hoursAgo: 80, installation: 2, repository: 20 }))).toBe(0)
    expect(await memory.looked()).toEqual(['acme/harbour-1'])
  })

  test('what is of the last minute is read again: one that began before it may end, and be listed, later', async () => {
    const memory = remembering()
    const second = 1 / 3_600
    const early = delivery(3, { hoursAgo: 70 * second, installation: 1, repository: 10 })
    const late = delivery(5, { hoursAgo: 50 * second, installation: 2, repository: 20 })
    expect(await find(memory, late, early)).toBe(1)
    expect(await memory.looked()).toEqual(['acme/harbour-1'])
    const between = delivery(4, { hoursAgo: 55 * second, installation: 3, repository: 30 })
    const aMinuteLater = new Date(start.getTime() + 60_000)
    expect(await findMissed({ ...memory, deliveries: listed(late, between, early), now: aMinuteLater })).toBe(2)
    expect(await memory.looked()).toEqual(['acme/harbour-2', 'acme/harbour-3'])
  })

  test('stopped half-way it reads no further, and the next time it begins where it began before', async () => {
    const memory = remembering()
    const stopping = new AbortController()
    const missed = [delivery(3, { installation: 1, repository: 10 }), delivery(2, { installation: 2, repository: 21 })]
    const stopped = {
      ...memory,
      repositoriesOf(id: number) {
        stopping.abort()
        return untilStopped(memory.repositoriesOf(id), stopping.signal)
      },
    }
    await expect(find(stopped, ...missed)).rejects.toThrow('abort')
    expect(await memory.looked()).toEqual([])
    expect(await find(memory, ...missed)).toBe(2)
  })

  test('one that was delivered again within the last minute was not missed', async () => {
    const memory = remembering()
    const again = delivery(3, { guid: 'g', ok: true, hoursAgo: 0.001, installation: 1, repository: 10 })
    expect(await find(memory, again, delivery(2, { guid: 'g', installation: 1, repository: 10 }))).toBe(0)
    expect(await memory.looked()).toEqual([])
  })

  test('where it fails half-way it begins where it began before', async () => {
    const memory = remembering()
    async function* cut(): AsyncGenerator<never> {
      throw new Error('502')
    }
    const failing = { ...memory, repositoriesOf: () => cut() }
    await expect(find(failing, delivery(2, { installation: 1, repository: 10 }))).rejects.toThrow('502')
    expect(await find(memory, delivery(2, { installation: 1, repository: 10 }))).toBe(1)
  })

  test('an installation that cannot be read keeps no other waiting, and is read again the next time', async () => {
    const memory = remembering()
    async function* cut(): AsyncGenerator<never> {
      throw new Error('502')
    }
    const missed = [delivery(3, { installation: 1, repository: 10 }), delivery(2, { installation: 2, repository: 21 })]
    const failing = { ...memory, repositoriesOf: (id: number) => (id === 1 ? cut() : memory.repositoriesOf(id)) }
    await expect(find(failing, ...missed)).rejects.toThrow('502')
    expect(await memory.looked()).toEqual(['acme/pier-2'])
    expect(await find(memory, ...missed)).toBe(2)
  })
})

describe('repositories that were not looked at for long', () => {
  const repo = (name: string) => ({ repo: { installationId: 1, owner: 'acme', name } })

  test('all that never were, at once; of the others the longest first, spread over the time until they are looked for again', async () => {
    const memory = remembering()
    for (const [name, hoursAgo] of [
      ['fresh', 1],
      ['soon', 5.75],
      ['old', 7],
      ['older', 8],
      ['oldest', 9],
    ] as const) {
      await memory.marks.note(lookedMark(repo(name).repo), start.getTime() - hoursAgo * hour)
    }
    const repositories = () => listed(...['new', 'fresh', 'soon', 'old', 'older', 'oldest'].map(repo))
    const options = { ...memory, now: start, overMs: hour }
    expect(await findStale({ ...options, repositories: repositories(), slice: 2 })).toBe(3)
    expect(await memory.looked()).toEqual(['acme/new', 'acme/oldest'])
    expect(memory.touched).toEqual(['all', 'all'])
    await memory.passes(0.5 * hour)
    expect(await memory.looked()).toEqual(['acme/older'])
    await memory.passes(24 * hour)
    expect(await memory.looked()).toEqual([])
  })

  test('one that will not have been looked at for long is looked at when that is so', async () => {
    const memory = remembering()
    await memory.marks.note(lookedMark(repo('soon').repo), start.getTime() - 5.75 * hour)
    const repositories = listed(repo('soon'))
    expect(await findStale({ ...memory, repositories, now: start, slice: 20, overMs: hour })).toBe(1)
    await memory.passes(0.24 * hour)
    expect(await memory.looked()).toEqual([])
    await memory.passes(0.01 * hour)
    expect(await memory.looked()).toEqual(['acme/soon'])
  })

  test('what every installation has is listed once an hour; missed webhooks are looked for each time', async () => {
    const memory = remembering()
    const every = 300_000
    let lists = 0
    const found = { missed: 0, stale: 0 }
    for (let times = 0; times < 24; times += 1) {
      const now = new Date(start.getTime() + times * every)
      const { missed, stale } = await catchUp({
        ...memory,
        deliveries: listed({
          ...delivery(times + 1, { installation: 1, repository: 10 }),
          deliveredAt: new Date(now.getTime() - every),
        }),
        repositories() {
          lists += 1
          return listed(repo('new'))
        },
        now,
        everyMs: every,
      })
      found.missed += missed
      found.stale += stale
    }
    expect([lists, found]).toEqual([2, { missed: 24, stale: 2 }])
  })

  test('one that was renamed is looked at under its new name, and the old one is forgotten in time', async () => {
    const memory = remembering()
    const options = { ...memory, deliveries: listed<never>(), everyMs: 300_000 }
    const marked = async () => [...(await memory.marks.startingWith(lookedMarks)).keys()]
    await memory.marks.note(lookedMark(repo('harbour').repo), start.getTime() - hour)
    const repositories = () => listed(repo('haven'))
    expect(await catchUp({ ...options, repositories, now: start })).toMatchObject({ stale: 1 })
    expect(await memory.looked()).toEqual(['acme/haven'])
    await memory.marks.note(lookedMark(repo('haven').repo), start.getTime())
    const in29Days = new Date(start.getTime() + 29 * 24 * hour)
    await catchUp({ ...options, repositories, now: in29Days })
    expect(await marked()).toEqual([lookedMark(repo('harbour').repo), lookedMark(repo('haven').repo)])
    await memory.marks.note(lookedMark(repo('haven').repo), in29Days.getTime())
    await catchUp({ ...options, repositories, now: new Date(start.getTime() + 30 * 24 * hour) })
    expect(await marked()).toEqual([lookedMark(repo('haven').repo)])
  })

  test('where listing fails it is tried again the next time', async () => {
    const memory = remembering()
    async function* cut(): AsyncGenerator<never> {
      throw new Error('502')
    }
    const options = { ...memory, deliveries: listed<never>(), everyMs: 300_000 }
    await expect(catchUp({ ...options, repositories: cut, now: start })).rejects.toThrow('502')
    const next = new Date(start.getTime() + 300_000)
    expect(await catchUp({ ...options, repositories: () => listed(repo('new')), now: next })).toMatchObject({
      stale: 1,
    })
  })

  test('of several machines one looks for them', async () => {
    const memory = remembering()
    const options = {
      ...memory,
      deliveries: listed<never>(),
      repositories: () => listed(repo('new')),
      now: start,
      everyMs: 300_000,
    }
    expect(await catchUp(options)).toEqual({ missed: 0, stale: 1 })
    expect(await catchUp(options)).toEqual({ missed: 0, stale: 0 })
  })

  test('a clock that was a year ahead, and was put right, keeps nobody from looking', async () => {
    const memory = remembering()
    const nextYear = start.getTime() + 365 * 24 * hour
    await memory.marks.note(caughtUpMark, nextYear)
    await memory.marks.note(lookedMark(repo('harbour').repo), nextYear)
    const repositories = () => listed(repo('harbour'))
    const options = { ...memory, deliveries: listed<never>(), repositories, now: start, everyMs: 300_000 }
    expect(await catchUp(options)).toEqual({ missed: 0, stale: 1 })
  })
})
