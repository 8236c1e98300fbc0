// Gives 10,000 webhooks of 500 repositories to the queue in PostgreSQL, 64 at once, without a door and with nobody who works on them: what
// one process can take in, and the processor time of that. Runs what was built: `npm run build` first. Linux only: /proc.
//
// usage: node bench/take-in.mjs [ROUNDS]
import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { systemTime } from '../dist/start/system-time.js'
import { openPostgresStore } from '../dist/store/postgres/open-postgres-store.js'
import { startPostgres } from './servers/start-postgres.mjs'
import { freePort } from './servers/start-server.mjs'
import { table } from './table.mjs'

const rounds = Number(process.argv[2] ?? 3)
const webhooks = 10_000
const repositories = 500
const atOnce = 64

const postgres = await startPostgres(await freePort())
if (postgres === undefined) throw new Error('there is no PostgreSQL on this machine')
const store = await openPostgresStore(postgres.url, { time: systemTime, pauseMs: 2_000, onError: console.error })
const rows = [['round', 'a second', 'p50 ms', 'p99 ms', 'CPU ms each: Node', 'PostgreSQL', 'load']]
for (let round = 1; round <= rounds; round += 1)
  rows.push([String(round), ...(await takeIn()), loadavg()[0].toFixed(1)])
process.stdout.write(`${table(rows)}\n`)
await store.queue.stop(0)
await store.close()
await postgres.stop()

async function takeIn() {
  const waited = []
  let sent = 0
  async function send() {
    while (sent < webhooks) {
      const job = jobOf(sent)
      sent += 1
      const begun = performance.now()
      await store.queue.receive(randomUUID(), [job])
      waited.push(performance.now() - begun)
    }
  }
  const before = { at: performance.now(), own: process.cpuUsage(), server: serverCpuMs() }
  await Promise.all(Array.from({ length: atOnce }, send))
  const { user, system } = process.cpuUsage(before.own)
  const seconds = (performance.now() - before.at) / 1_000
  waited.sort((a, b) => a - b)
  return [
    (webhooks / seconds).toFixed(0),
    waited[Math.floor(webhooks * 0.5)].toFixed(1),
    waited[Math.floor(webhooks * 0.99)].toFixed(1),
    ((user + system) / 1_000 / webhooks).toFixed(3),
    ((serverCpuMs() - before.server) / webhooks).toFixed(3),
  ]
}

function jobOf(index) {
  const repository = index % repositories
  return {
    repo: { installationId: repository % 25, owner: 'acme', name: `harbour-${repository}` },
    hints: { pullRequests: [], shas: [randomBytes(20).toString('hex')], comments: [] },
    changed: true,
    priority: 'change',
  }
}

/** Of every PostgreSQL on the machine: let no other be busy. */
function serverCpuMs() {
  let ticks = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [name, rest] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
      if (!name.endsWith('(postgres')) continue
      // User and system time, its own and that of children that have ended.
      for (const field of rest.split(' ').slice(11, 15)) ticks += Number(field)
    } catch {
      // It has ended meanwhile.
    }
  }
  return ticks * 10
}
