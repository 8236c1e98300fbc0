// Lets release-please, semantic-release and Landfall each make a release on the local GitHub, and counts what each asks of it. The
// peers come unmodified from the npm registry into a temporary folder. Runs what was built: `npm run build` first.
//
// usage: node bench/peers.mjs [--installed FOLDER] [--requests]
//   --installed FOLDER  keep the peers there, and use what is there already
//   --requests          print every request as well
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { table } from './table.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
if (!existsSync(join(root, 'dist/app.js'))) {
  process.stderr.write('There is no dist/: run `npm run build` first.\n')
  process.exit(2)
}
const { values: options } = parseArgs({ options: { installed: { type: 'string' }, requests: { type: 'boolean' } } })

const { createLocalGitHub } = await import('../dist/local-github/local-github.js')
const { countRequests } = await import('./peers/count-requests.mjs')
const { freshRepository } = await import('./peers/fresh-repository.mjs')
const { installPeers, versionOf } = await import('./peers/install.mjs')
const { landfall, landfallFiles } = await import('./peers/landfall.mjs')
const { releasePlease } = await import('./peers/release-please.mjs')
const { semanticRelease } = await import('./peers/semantic-release.mjs')

const folder = await mkdtemp(join(tmpdir(), 'landfall-peers-'))
const installed = resolve(options.installed ?? join(folder, 'installed'))
await mkdir(installed, { recursive: true })
process.stderr.write('installing the peers\n')
await installPeers(installed)

const github = createLocalGitHub({ dataDir: join(folder, 'github') })
const { world } = github
const requests = countRequests(Number(new URL(await github.listen(0)).port))

const tools = [
  { name: 'release-please', at: join(installed, 'node_modules/release-please'), releases: releasePlease },
  { name: 'semantic-release', at: join(installed, 'node_modules/semantic-release'), releases: semanticRelease },
  { name: 'Landfall', at: root, releases: landfall, files: landfallFiles, pace: true },
  { name: 'Landfall, writes not spaced', at: root, releases: landfall, files: landfallFiles, pace: false },
]

const rows = [['tool', 'version', 'push: REST, GraphQL, git', 's', 'publishing: REST, GraphQL, git', 's', 'tag']]
let failed = false
for (const { name, at, releases, files, pace } of tools) {
  process.stderr.write(`${name}\n`)
  const version = await versionOf(at)
  try {
    const fresh = await freshRepository(world, { name: name.toLowerCase().replace(/\W+/g, '-'), folder, files })
    const { opening, publishing } = await releases({ world, github, requests, fresh, installed, pace })
    rows.push([name, version, ...cells(opening), ...cells(publishing), await fresh.released()])
    if (options.requests) process.stderr.write(lines({ opening, publishing }))
  } catch (error) {
    failed = true
    process.stderr.write(`${error.stack}\n`)
    rows.push([name, version, '', '', '', '', 'failed'])
  }
}
process.stdout.write(`${table(rows)}\n`)
await github.close()
await rm(folder, { recursive: true, force: true })
process.exitCode = failed ? 1 : 0

function cells(step) {
  if (!step) return ['–', '–']
  return [[step.rest, step.graphql, step.git].join(', '), step.seconds.toFixed(1)]
}

function lines(steps) {
  return Object.entries(steps)
    .flatMap(([name, step]) => (step?.lines ?? []).map((line) => `  ${name}: ${line}\n`))
    .join('')
}
