import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { systemTime } from '../../src/start/system-time.js'
import type { Outcome } from '../../src/store/queue.js'
import { createSqliteQueue } from '../../src/store/sqlite/create-sqlite-queue.js'
import { closeDatabase, openDatabase } from '../../src/store/sqlite/open-database.js'
import { openLog } from '../../src/store/sqlite/open-log.js'
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.js'
import { createVirtualTime } from '../support/virtual-time.js'
import { describeQueue, job } from './queue-contract.js'

const onError = (error: unknown): void => {
  throw error
}

describeQueue('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-store-'))
  let aheadMs = 0
  const time = { ...systemTime, now: () => new Date(Date.now() + aheadMs) }
  return {
    open: async (options) => openSqliteStore(folder, { ...options, time, pauseMs: 20, onError }),
    dies: (store) => store.close(),
    async passes(ms) {
      aheadMs += ms
    },
    clear: () => rm(folder, { recursive: true }),
  }
})

describe('the store in SQLite', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'landfall-store-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const open = (at: string | undefined, time = createVirtualTime(new Date('2026-06-01T12:00:00Z'))) =>
    openSqliteStore(at, { time, pauseMs: 2_000, onError })

  test('belongs to one process', async () => {
    const store = open(folder)
    expect(() => open(folder)).toThrow(/another process uses .*landfall\.db.*DATA_DIR.*DATABASE_URL/)
    await store.close()
  })

  test('says when its file is none of its own', async () => {
    const at = join(folder, 'foreign')
    await open(at).close()
    await rm(join(at, 'landfall.db-wal'), { force: true })
    await writeFile(join(at, 'landfall.db'), 'a letter to the harbour master, who keeps it\n'.repeat(100))
    expect(() => open(at)).toThrow(/no database of Landfall, or is damaged/)
  })

  test('says when the folder cannot be used', async () => {
    await writeFile(join(folder, 'file'), '')
    expect(() => open(join(folder, 'file', 'data'))).toThrow(/cannot be opened .*set DATA_DIR/)
  })

  test('a disk that is full: what comes in is refused, and taken in when there is room again', async () => {
    const { database, log } = openDatabase(undefined)
    const queue = createSqliteQueue(database, log, { time: systemTime, pauseMs: 0, onError })
    const many = Array.from({ length: 500 }, (_, index) => job(`harbour-${index}`, { shas: ['a'.repeat(400)] }))
    const { page_count: pages } = database.prepare('pragma page_count').get() as { page_count: number }
    database.pragma(`max_page_count = ${pages}`)
    await expect(queue.enqueue(many)).rejects.toThrow(/full/)
    expect(await queue.depth()).toMatchObject({ ready: 0, later: 0 })
    database.pragma('max_page_count = 1000000')
    await queue.enqueue(many)
    expect((await queue.depth()).ready).toBe(500)
  })

  test('what comes in is answered once the disk has it, and what comes meanwhile goes there together', async () => {
    const { database } = openDatabase(undefined)
    const syncs: (() => void)[] = []
    const log = { sync: () => new Promise<void>((resolve) => syncs.push(resolve)), close: async () => {} }
    const queue = createSqliteQueue(database, log, { time: systemTime, pauseMs: 0, onError })
    const answered: string[] = []
    const comes = (guid: string) => queue.receive(guid, [job(guid)]).then(() => void answered.push(guid))
    const turn = () => new Promise((resolve) => setImmediate(resolve))
    void comes('first')
    await turn()
    const others = [comes('second'), comes('third'), comes('first')]
    await turn()
    expect({ answered, syncs: syncs.length }).toEqual({ answered: [], syncs: 1 })
    syncs[0]?.()
    await turn()
    expect({ answered, syncs: syncs.length }).toEqual({ answered: ['first'], syncs: 2 })
    syncs[1]?.()
    await Promise.all(others)
    expect(answered).toEqual(['first', 'second', 'third', 'first'])
    expect((await queue.depth()).ready).toBe(3)
  })

  test('what the disk did not sync goes into the database itself, or is refused', async () => {
    const at = join(folder, 'unsynced')
    const { database, log } = openDatabase(at)
    const path = join(at, 'landfall.db-wal')
    let faults = 0
    const faulty = openLog(database, path, async () => {
      faults += 1
      throw new Error('EIO')
    })
    const queue = createSqliteQueue(database, faulty, { time: systemTime, pauseMs: 0, onError })
    await queue.receive('first', [job('harbour')])
    expect({ faults, logged: (await stat(path)).size }).toEqual({ faults: 1, logged: 0 })

    const checkpoint = database.pragma.bind(database)
    database.pragma = () => {
      throw new Error('the disk is broken')
    }
    await expect(queue.receive('second', [job('pier')])).rejects.toThrow('the disk is broken')
    await expect(queue.receive('second', [job('pier')])).rejects.toThrow('the disk is broken')
    database.pragma = checkpoint
    await queue.receive('second', [job('pier')])
    // From the second fault on the log alone was not trusted again before the database had everything.
    expect({ faults, logged: (await stat(path)).size }).toEqual({ faults: 2, logged: 0 })
    await faulty.close()
    await closeDatabase({ database, log })
    const { queue: kept, close } = open(at)
    expect((await kept.depth()).later + (await kept.depth()).ready).toBe(2)
    await close()
  })

  test('a burst that never ends is not waited for: its first job sets the time', async () => {
    const time = createVirtualTime(new Date('2026-06-01T12:00:00Z'))
    const { queue, close } = open(undefined, time)
    let looks = 0
    queue.start(async () => {
      looks += 1
      return { kind: 'done' }
    })
    await queue.enqueue([job('harbour')])
    time.pass(1_500)
    await queue.enqueue([job('harbour')])
    expect(time.goOn(500)).toBe(true)
    await queue.idle()
    expect(looks).toBe(1)
    await close()
  })

  test('what fails for good is tried six times, later and later, and kept as a dead letter until it succeeds', async () => {
    const start = new Date('2026-06-01T12:00:00Z')
    const time = createVirtualTime(start)
    const { queue, close } = open(undefined, time)
    const tries: number[] = []
    let outcome: Outcome = { kind: 'again', why: 'the world is broken' }
    queue.start(async () => {
      tries.push((time.now().getTime() - start.getTime()) / 1_000)
      return outcome
    })
    await queue.enqueue([job('harbour')])
    while (time.goOn(3_600_000)) await queue.idle()
    expect(tries).toEqual([2, 3, 8, 38, 158, 758])
    expect(await queue.depth()).toMatchObject({ dead: 1, ready: 0, later: 0 })

    outcome = { kind: 'done' }
    await queue.enqueue([job('harbour')])
    time.goOn(2_000)
    await queue.idle()
    expect((await queue.depth()).dead).toBe(0)
    await close()
  })

  test('one whose neighbour killed the process again and again is tried again soon when it fails once', async () => {
    const at = join(folder, 'deaths')
    const time = createVirtualTime(new Date('2026-06-01T12:00:00Z'))
    let tries = 0
    for (let life = 1; life <= 5; life += 1) {
      const store = open(at, time)
      if (life === 1) await store.queue.enqueue([job('harbour')])
      store.queue.start(() => {
        tries += 1
        return new Promise(() => undefined)
      })
      while (tries < life && time.goOn(3_600_000)) await new Promise((resolve) => setImmediate(resolve))
      await store.close()
    }
    const { queue, close } = open(at, time)
    const triedAt: number[] = []
    queue.start(async () => {
      triedAt.push(time.now().getTime())
      return triedAt.length === 1 ? { kind: 'again', why: '502' } : { kind: 'done' }
    })
    while (time.goOn(3_600_000)) await queue.idle()
    expect(triedAt).toHaveLength(2)
    expect((triedAt[1] ?? 0) - (triedAt[0] ?? 0)).toBe(1_000)
    await close()
  })

  test('a job that kills its process again and again becomes a dead letter', async () => {
    const at = join(folder, 'killer')
    const time = createVirtualTime(new Date('2026-06-01T12:00:00Z'))
    let tries = 0
    for (let life = 1; life <= 6; life += 1) {
      const store = open(at, time)
      if (life === 1) await store.queue.enqueue([job('harbour')])
      store.queue.start(() => {
        tries += 1
        return new Promise(() => undefined)
      })
      while (tries < life && time.goOn(3_600_000)) await new Promise((resolve) => setImmediate(resolve))
      await store.close()
    }
    const { queue, close } = open(at, time)
    expect([tries, await queue.depth()]).toEqual([6, { ready: 0, later: 0, running: 0, dead: 1, oldestMs: 0 }])
    await close()
  })

  test('GUIDs and dead letters are forgotten while it runs, once nobody asks for them any more', async () => {
    const { database, log } = openDatabase(undefined)
    const time = createVirtualTime(new Date('2026-06-01T12:00:00Z'))
    const queue = createSqliteQueue(database, log, { time, pauseMs: 0, onError })
    await queue.receive('guid-1', [job('harbour')])
    database.exec(`insert into dead_letters (key, job, why, at) values ('1/acme/gone', '{}', 'gone', ${+time.now()})`)
    const kept = (): unknown => [
      database.prepare('select guid from deliveries').all(),
      database.prepare('select key from dead_letters').all(),
    ]
    const day = 86_400_000
    time.pass(3 * day)
    await queue.receive('guid-2', [job('harbour')])
    expect(kept()).toEqual([[{ guid: 'guid-1' }, { guid: 'guid-2' }], [{ key: '1/acme/gone' }]])
    time.pass(2 * day)
    await queue.receive('guid-3', [job('harbour')])
    expect(kept()).toEqual([[{ guid: 'guid-2' }, { guid: 'guid-3' }], []])
  })

  test('a clock that was put right makes what is due by it begin within an hour', async () => {
    const time = createVirtualTime(new Date('2026-06-01T12:00:00Z'))
    let aheadMs = 0
    const now = (): Date => new Date(time.now().getTime() + aheadMs)
    const { database, log } = openDatabase(undefined)
    const queue = createSqliteQueue(database, log, { time: { ...time, now }, pauseMs: 0, onError })
    let looks = 0
    queue.start(async () => {
      looks += 1
      return { kind: 'done' }
    })
    await queue.enqueue([job('harbour')], 40 * 86_400_000)
    aheadMs = 40 * 86_400_000
    expect(time.goOn(3_600_000)).toBe(true)
    await queue.idle()
    expect(looks).toBe(1)
  })

  test('remembers what was decided, the newest first', async () => {
    const at = join(folder, 'decisions')
    const receipt = (minute: number) => ({
      repo: job('harbour').repo,
      at: new Date(minute * 60_000).toISOString(),
      reasons: [],
      actions: [],
    })
    const before = open(at)
    for (const minute of [1, 2, 3]) await before.decisions.record(receipt(minute))
    await before.close()
    const { decisions, close } = open(at)
    expect(await decisions.recent(2)).toEqual([receipt(3), receipt(2)])
    await close()
  })
})
