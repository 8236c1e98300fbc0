// Measures `landfall replay`: wall time from the start of node to its end, the most memory that node held (Linux only; git runs
// beside it), and the agreement. Runs the built command line: `npm run build` first.
//
// usage: node bench/replay.mjs REPOSITORY...
// For the repositories of the release histories: node to-git.mjs HISTORY.json.gz NAME.git
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

const runs = 7
const landfall = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
const repositories = process.argv.slice(2)
if (repositories.length === 0) {
  process.stderr.write('usage: node bench/replay.mjs REPOSITORY...\n')
  process.exit(2)
}

const rows = [['repository', 'releases', 'agree', 'median ms', 'best ms', 'worst ms', 'memory MB']]
for (const repository of repositories) rows.push(await measure(repository))
process.stdout.write(`${table(rows)}\n`)

async function measure(repository) {
  const results = []
  for (let run = 0; run < runs; run += 1) results.push(await replay(repository))
  const times = results.map((result) => result.time).sort((a, b) => a - b)
  const { releases, agreement } = JSON.parse(results[0].output)
  return [
    basename(repository),
    String(releases.length),
    `${(agreement * 100).toFixed(1)} %`,
    ...[times[Math.floor(runs / 2)], times[0], times.at(-1)].map((time) => time.toFixed(0)),
    memory(results),
  ]
}

function replay(repository) {
  return new Promise((resolve, reject) => {
    const start = performance.now()
    const child = spawn(process.execPath, [landfall, 'replay', '--json', repository], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let errors = ''
    let peak = 0
    const watch = setInterval(() => (peak = Math.max(peak, peakMemory(child.pid))), 10)
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (errors += chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(watch)
      if (code === 0) resolve({ output, peak, time: performance.now() - start })
      else reject(new Error(errors))
    })
  })
}

/** The most that a process has held so far, in MB; 0 where the system does not tell. */
function peakMemory(pid) {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

function memory(results) {
  const most = Math.max(...results.map((result) => result.peak))
  return most === 0 ? 'unknown' : most.toFixed(0)
}

function table(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  const printed = lines.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`)
  return [printed[0], `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...printed.slice(1)].join('\n')
}
