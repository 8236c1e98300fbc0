// Sends 10,000 signed pushes of 500 repositories at once to Landfall, with SQLite on the disk and with PostgreSQL, and to a bare Probot, one
// after another and several times in one run. Each runs in a process of its own, as do the client and a GitHub that answers each look at
// once. The GUIDs and commits of each round are new. Runs what was built: `npm run build` first. Linux only: memory and processor time come from /proc.
//
// usage: node bench/burst.mjs [--rounds N] [--webhooks N] [--repositories N] [--connections N] [--without-postgres] [--profile FOLDER]
//   --profile FOLDER  have each Landfall write a profile of its processor time there
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { freePort, measureProcess, programs, startServer, startStubGitHub } from './servers/start-server.mjs'
import { webhookPath, webhookSecret } from './servers/start-server.mjs'
import { startPostgres } from './servers/start-postgres.mjs'
import { median, table } from './table.mjs'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    webhooks: { type: 'string', default: '10000' },
    repositories: { type: 'string', default: '500' },
    connections: { type: 'string', default: '64' },
    'without-postgres': { type: 'boolean' },
    profile: { type: 'string' },
  },
})
if (!existsSync(programs.landfall)) {
  process.stderr.write('There is no dist/: run `npm run build` first.\n')
  process.exit(2)
}

/** Landfall is to take in at least this part of what a bare Probot does, and to answer 99 of 100 within so many milliseconds. */
const target = { part: 0.7, p99: 100 }
const burst = {
  path: webhookPath,
  secret: webhookSecret,
  count: Number(options.webhooks),
  repositories: Number(options.repositories),
  installations: Math.max(1, Math.round(Number(options.repositories) / 20)),
  connections: Number(options.connections),
}

const folder = await mkdtemp(join(tmpdir(), 'landfall-burst-'))
const closers = [() => rm(folder, { recursive: true, force: true })]
try {
  await measure()
} finally {
  for (const close of closers.reverse()) await close()
}

async function measure() {
  const postgres = options['without-postgres'] ? undefined : await startPostgres(await freePort())
  if (postgres) closers.push(postgres.stop)
  const servers = [
    await begin('bare Probot', programs.probot),
    await begin('Landfall, SQLite', programs.landfall),
    ...(postgres ? [await begin('Landfall, PostgreSQL', programs.landfall, { DATABASE_URL: postgres.url })] : []),
  ]
  // The first round warms them up, and is not counted.
  for (let round = 0; round <= Number(options.rounds); round += 1) {
    for (const server of servers) {
      const result = await sendBurst(server)
      process.stderr.write(
        `round ${round}, ${server.name}: ${JSON.stringify(result)}, load ${loadavg()[0].toFixed(1)}\n`,
      )
      if (round > 0) server.rounds.push(result)
    }
  }
  report(servers)
}

async function begin(name, program, env = {}) {
  const github = await startStubGitHub()
  closers.push(github.stop)
  const cwd = join(folder, name.replace(/\W+/g, '-'))
  await mkdir(cwd)
  const flags =
    options.profile && program === programs.landfall ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : []
  const server = await startServer(program, {
    githubPort: github.port,
    cwd,
    flags,
    env: { DATA_DIR: join(cwd, 'data'), ...env },
  })
  closers.push(server.stop)
  await server.listens()
  await pause(5_000)
  const isLandfall = program === programs.landfall
  return { name, github, isLandfall, ...server, rest: measureProcess(server.pid).rss, rounds: [] }
}

/** One burst, until nothing is left to do: second looks after GitHub's lag of ten seconds included. */
async function sendBurst({ port, pid, github, isLandfall }) {
  const client = fork(fileURLToPath(new URL('./burst/send-webhooks.mjs', import.meta.url)))
  client.send({ ...burst, port })
  await once(client, 'message')
  await github.asked()
  const before = measureProcess(pid)
  client.send('go')
  const [sent] = await once(client, 'message')
  client.disconnect()
  const endedAt = Date.now()
  const taken = measureProcess(pid)
  if (sent.accepted !== burst.count) throw new Error(`refused: ${JSON.stringify(sent.refused)}`)
  if (isLandfall) await quiet(port)
  else await pause(5_000)
  const { looks } = await github.asked()
  const after = measureProcess(pid)
  return {
    ...sent,
    perSecond: sent.accepted / sent.seconds,
    cpuMs: (taken.cpuMs - before.cpuMs) / burst.count,
    cpuMsInAll: (after.cpuMs - before.cpuMs) / burst.count,
    peak: after.peak,
    rss: after.rss,
    ...(isLandfall ? summary(looks, endedAt) : {}),
  }
}

/** How often it looked, and after how many seconds it had looked at everything as it was left. */
function summary(looks, endedAt) {
  const seen = new Map()
  for (const { name, at } of looks) if (at > endedAt && !seen.has(name)) seen.set(name, at)
  const repositories = new Set(looks.map(({ name }) => name)).size
  if (repositories !== burst.repositories) throw new Error(`${repositories} repositories were looked at`)
  const during = looks.filter(({ at }) => at <= endedAt).length
  return {
    during,
    first: seen.size,
    second: looks.length - during - seen.size,
    lookedSeconds: (Math.max(endedAt, ...seen.values()) - endedAt) / 1000,
    quietSeconds: (looks.at(-1).at - endedAt) / 1000,
  }
}

/** Resolves when its queue is empty. */
async function quiet(port) {
  for (const end = Date.now() + 120_000; ; await pause(500)) {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    const jobs = [...text.matchAll(/^landfall_queue_jobs\{state="(?:ready|later|running)"\} (\d+)$/gm)]
    if (jobs.length === 3 && jobs.every(([, number]) => number === '0')) return
    if (Date.now() > end) throw new Error('the queue was not empty within two minutes')
  }
}

function report(servers) {
  const [bare] = servers
  const titles = [
    '',
    'a second',
    'part',
    'p50 ms',
    'p99 ms',
    'CPU ms each',
    'part',
    'looks: during, after, again',
    'all seen after s',
  ]
  const memory = ['MB at rest', 'MB at most', 'MB after each round']
  const rows = servers.map((server) => {
    const { name, rounds, rest } = server
    const rate = median(rounds, 'perSecond')
    const cpu = median(rounds, 'cpuMs')
    // A round's part is of the bare Probot's in the same round: the machine was the same then.
    const parts = rounds.map(({ perSecond }, round) => ({ part: perSecond / bare.rounds[round].perSecond }))
    return [
      name,
      rate.toFixed(0),
      median(parts, 'part').toFixed(2),
      median(rounds, 'p50').toFixed(1),
      median(rounds, 'p99').toFixed(1),
      cpu.toFixed(3),
      (cpu / median(bare.rounds, 'cpuMs')).toFixed(2),
      server.isLandfall ? ['during', 'first', 'second'].map((key) => median(rounds, key).toFixed(0)).join(', ') : '–',
      server.isLandfall ? median(rounds, 'lookedSeconds').toFixed(1) : '–',
      rest.toFixed(0),
      Math.max(...rounds.map(({ peak }) => peak)).toFixed(0),
      rounds.map(({ rss }) => rss.toFixed(0)).join(', '),
    ]
  })
  const { bytes } = bare.rounds[0]
  process.stdout.write(
    `${burst.count} pushes of ${bytes} bytes, ${burst.repositories} repositories of ${burst.installations} installations, ${burst.connections} connections; medians of ${bare.rounds.length} rounds after one to warm up, Node ${process.versions.node}\n\n`,
  )
  process.stdout.write(`${table([[...titles, ...memory], ...rows])}\n`)
  for (const [name, , part, , p99] of rows.slice(1)) {
    if (Number(part) < target.part)
      process.stdout.write(`\n${name}: takes in less than ${target.part} of a bare Probot.\n`)
    if (Number(p99) >= target.p99) process.stdout.write(`\n${name}: one in 100 waits ${target.p99} ms or more.\n`)
  }
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
