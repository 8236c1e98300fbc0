// Counts what a push costs in requests, for release-please and for Landfall, on the same local GitHub in one run: with 5, 50 and 500
// unreleased commits, and with 300 and 10,000 closed pull requests behind. Runs what was built: `npm run build` first.
//
// usage: node bench/requests-per-push.mjs [--installed FOLDER]
//   --installed FOLDER  keep the peers there, and use what is there already
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createLocalGitHub } from '../dist/local-github/local-github.js'
import { countRequests } from './peers/count-requests.mjs'
import { freshRepository } from './peers/fresh-repository.mjs'
import { installPeers, versionOf } from './peers/install.mjs'
import { landfall, landfallFiles } from './peers/landfall.mjs'
import { releasePlease } from './peers/release-please.mjs'
import { table } from './table.mjs'

const { values: options } = parseArgs({ options: { installed: { type: 'string' } } })
const folder = await mkdtemp(join(tmpdir(), 'landfall-push-'))
const installed = resolve(options.installed ?? join(folder, 'installed'))
await mkdir(installed, { recursive: true })
process.stderr.write('installing the peers\n')
await installPeers(installed)

const root = fileURLToPath(new URL('..', import.meta.url))
const tools = [
  { name: 'release-please', at: join(installed, 'node_modules/release-please'), releases: releasePlease },
  { name: 'landfall', at: root, releases: landfall, files: landfallFiles, pace: false },
]
for (const { name, at } of tools) process.stderr.write(`${name} ${await versionOf(at)}\n`)

const github = createLocalGitHub({ dataDir: join(folder, 'github') })
const { world } = github
const requests = countRequests(Number(new URL(await github.listen(0)).port))

const rows = [['closed pull requests', 'unreleased commits', 'release-please', 'Landfall', 'ratio', 'they propose']]
for (const closed of [300, 10_000]) {
  for (const commits of [5, 50, 500]) {
    const counts = []
    const titles = []
    for (const { name, releases, files, pace } of tools) {
      process.stderr.write(`${name}: ${commits} commits, ${closed} closed pull requests\n`)
      const fresh = await freshRepository(world, {
        name: `${name}-${closed}-${commits}`,
        folder,
        files,
        closed,
        commits,
      })
      const { opening } = await releases({ world, github, requests, fresh, installed, pace, publishes: false })
      counts.push(opening.rest + opening.graphql)
      titles.push(fresh.openPullRequest().title)
    }
    const [theirs, ours] = counts
    rows.push([closed, commits, theirs, ours, (ours / theirs).toFixed(2), titles.join(', ')].map(String))
  }
}
process.stdout.write(`${table(rows)}\n`)
await github.close()
await rm(folder, { recursive: true, force: true })
