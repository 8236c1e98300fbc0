import { describe, expect, test } from '@jest/globals'
import { printRepoRef } from '../../src/model/repo-ref.js'
import { findMissed } from '../../src/reconciler/find-missed.js'
import { findStale } from '../../src/reconciler/find-stale.js'
import { catchUp } from '../../src/reconciler/catch-up.js'
import { caughtUpMark, lookedMark } from '../../src/store/marks.js'
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
  return {
    ...store,
    asked,
    repositoriesOf(installationId: number) {
      asked.push(installationId)
      return listed(
        { id: 10 * installationId, repo: { installationId, owner: 'acme', name: `harbour-${installationId}` } },
        { id: 10 * installationId + 1, repo: { installationId, owner: 'acme', name: `pier-${installationId}` } },
      )
    },
    async looked(): Promise<string[]> {
      const names: string[] = []
      store.queue.start(async ({ repo }) => {
        names.push(printRepoRef(repo))
        return { kind: 'done' }
      })
      await store.queue.idle()
      return names.toSorted()
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
    expect([await memory.looked(), memory.asked]).toEqual([['acme/pier-2'], [2]])
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

  test('all that never were, and of the others the longest first, a slice at a time', async () => {
    const memory = remembering()
    for (const [name, hoursAgo] of [
      ['fresh', 1],
      ['old', 7],
      ['older', 8],
      ['oldest', 9],
    ] as const) {
      await memory.marks.note(lookedMark(repo(name).repo), start.getTime() - hoursAgo * hour)
    }
    const repositories = listed(...['new', 'fresh', 'old', 'older', 'oldest'].map(repo))
    expect(await findStale({ ...memory, repositories, now: start, slice: 2 })).toBe(3)
    expect(await memory.looked()).toEqual(['acme/new', 'acme/older', 'acme/oldest'])
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
