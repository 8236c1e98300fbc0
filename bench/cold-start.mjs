// From the start of the process to the first webhook that is answered, and the memory at rest ten seconds later: Landfall as `npm start` runs it with
// credentials (SQLite on the disk, a GitHub that answers at once in another process), beside a bare Probot; one after the other,
// several times in one run. Runs what was built: `npm run build` first. Linux only: memory and processor time come from /proc.
//
// usage: node bench/cold-start.mjs [--rounds N] [--rest SECONDS]
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { signedPush } from './burst/signed-push.mjs'
import { measureProcess, programs, startServer, startStubGitHub } from './servers/start-server.mjs'
import { webhookPath, webhookSecret } from './servers/start-server.mjs'
import { median, table } from './table.mjs'

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, rest: { type: 'string', default: '10' } },
})
if (!existsSync(programs.landfall)) {
  process.stderr.write('There is no dist/: run `npm run build` first.\n')
  process.exit(2)
}

/** Landfall is to take at most so many times what a bare Probot takes. */
const target = { start: 2, memory: 1.5 }

const servers = [
  { name: 'bare Probot', program: programs.probot, rounds: [] },
  { name: 'Landfall', program: programs.landfall, rounds: [] },
]
const folder = await mkdtemp(join(tmpdir(), 'landfall-cold-'))
const github = await startStubGitHub()
try {
  // The first round reads the files into the machine's cache, and is not counted.
  for (let round = 0; round <= Number(options.rounds); round += 1) {
    for (const { name, program, rounds } of servers) {
      const result = await startOnce(program, join(folder, `${round}-${rounds.length}-${name.replace(/\W+/g, '-')}`))
      process.stderr.write(`round ${round}, ${name}: ${JSON.stringify(result)}, load ${loadavg()[0].toFixed(1)}\n`)
      if (round > 0) rounds.push(result)
    }
  }
} finally {
  github.stop()
  await rm(folder, { recursive: true, force: true })
}
report()

async function startOnce(program, cwd) {
  await mkdir(cwd)
  const webhook = signedPush(0, 1, webhookSecret)
  const begun = performance.now()
  const server = await startServer(program, { githubPort: github.port, cwd, env: { DATA_DIR: join(cwd, 'data') } })
  try {
    while (!(await isAccepted(server.port, webhook))) {
      if (performance.now() - begun > 60_000) throw new Error(`${program} answered nothing within a minute`)
      await pause(2)
    }
    const ms = performance.now() - begun
    const { cpuMs } = measureProcess(server.pid)
    await pause(Number(options.rest) * 1000)
    return { ms, cpuMs, rss: measureProcess(server.pid).rss }
  } finally {
    await server.stop()
  }
}

function isAccepted(port, { headers, body }) {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: webhookPath, method: 'POST', headers, agent: false })
    asked.on('error', () => resolve(false))
    asked.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode < 300)
    })
    asked.end(body)
  })
}

function report() {
  const [bare] = servers
  const titles = ['', 'first answer after ms', 'times', 'CPU ms until then', 'times', 'MB at rest', 'times']
  const rows = servers.map(({ name, rounds }) => [
    name,
    ...['ms', 'cpuMs', 'rss'].flatMap((key) => {
      const value = median(rounds, key)
      return [value.toFixed(0), (value / median(bare.rounds, key)).toFixed(2)]
    }),
  ])
  process.stdout.write(`Medians of ${bare.rounds.length} rounds, Node ${process.versions.node}\n\n`)
  process.stdout.write(`${table([titles, ...rows])}\n`)
  const [, , start, , , , memory] = rows[1]
  if (Number(start) > target.start) process.stdout.write(`\nMore than ${target.start} times as long.\n`)
  if (Number(memory) > target.memory) process.stdout.write(`\nMore than ${target.memory} times the memory.\n`)
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
