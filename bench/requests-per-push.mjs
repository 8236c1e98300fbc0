// Counts what one push to the default branch makes release-please and Landfall ask of GitHub while their release pull request is open: with 5,
// 50 and 500 unreleased commits, and 300 and 10,000 closed pull requests behind. Both work on the same local GitHub, each on a repository of its own
// with the same history. release-please comes unmodified from the npm registry. Runs what was built: `npm run build` first.
//
// usage: node bench/requests-per-push.mjs [--installed FOLDER] [--requests]
//   --installed FOLDER  keep release-please there, and use what is there already
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
const { installPeers, versionOf } = await import('./peers/install.mjs')
const { landfallFiles, wakeLandfall } = await import('./peers/landfall.mjs')
const { longRepository } = await import('./peers/long-repository.mjs')
const { releasedLabel } = await import('../dist/model/change.js')
const { releaseBranchName } = await import('../dist/model/pull-request.js')
const { runReleasePlease } = await import('./peers/release-please.mjs')

/** How each of them leaves a release behind. */
const releasedBy = {
  releasePlease: {
    subject: (version) => `chore(main): release ${version}`,
    head: 'release-please--branches--main--components--harbour',
    labels: ['autorelease: tagged'],
  },
  landfall: {
    subject: (version) => `chore: release ${version}`,
    head: releaseBranchName,
    labels: [releasedLabel],
  },
}

/** Landfall is to ask for at most this part of what release-please asks for. */
const target = 1 / 4

const folder = await mkdtemp(join(tmpdir(), 'landfall-requests-'))
const installed = resolve(options.installed ?? join(folder, 'installed'))
await mkdir(installed, { recursive: true })
process.stderr.write('installing release-please\n')
await installPeers(installed, ['release-please'])

const github = createLocalGitHub({ dataDir: join(folder, 'github') })
const { world } = github
const requests = countRequests(Number(new URL(await github.listen(0)).port))
const env = { PATH: process.env.PATH, HOME: folder }

const rows = [
  [
    'closed pull requests',
    'unreleased commits',
    'release-please: REST, GraphQL',
    'Landfall: REST, GraphQL',
    'part',
    'until it is refreshed',
    'part',
    'a pull request opens: REST, GraphQL',
  ],
]
let missed = 0
try {
  for (const closed of [300, 10_000]) {
    for (const unreleased of [5, 50, 500]) {
      // Each commit is a pull request: as many are closed as it takes.
      rows.push(await compare(Math.max(closed, unreleased + 20), unreleased))
    }
  }
} finally {
  await github.close()
  await rm(folder, { recursive: true, force: true })
}
const [theirs, ours] = await Promise.all([versionOf(join(installed, 'node_modules/release-please')), versionOf(root)])
process.stdout.write(`release-please ${theirs}, Landfall ${ours}, Node ${process.versions.node}\n\n${table(rows)}\n`)
process.stdout.write(
  `\nMore than a quarter of release-please's requests, second looks included: ${missed} of ${rows.length - 1}.\n`,
)

async function compare(closed, unreleased) {
  process.stderr.write(`${closed} closed pull requests, ${unreleased} unreleased commits\n`)
  const peer = await pushToReleasePlease(closed, unreleased)
  const { opened, pushed, refreshed } = await pushToLandfall(closed, unreleased)
  const part = total(pushed) / total(peer)
  if (part > target) missed += 1
  if (options.requests) process.stderr.write(lines({ 'release-please': peer, Landfall: pushed }))
  return [
    String(closed),
    String(unreleased),
    cell(peer),
    cell(pushed),
    part.toFixed(2),
    String(refreshed),
    (refreshed / total(peer)).toFixed(2),
    cell(opened),
  ]
}

/** It has its pull request open; one more is merged, and it runs again, as its action does at a push. */
async function pushToReleasePlease(closed, unreleased) {
  const name = `release-please-${closed}-${unreleased}`
  const released = releasedBy.releasePlease
  const long = await longRepository(world, { name, released, ...withOneMore(closed, unreleased) })
  const command = () =>
    runReleasePlease('release-pr', { url: world.url, path: long.path, token: long.token, installed, env })
  const printed = await command()
  const opened = long.releasePullRequest()
  if (!opened) throw new Error(`release-please opened no pull request:\n${printed}`)
  const before = opened.head.sha
  await (await long.propose()).merge()
  const counted = await requests.during(command)
  if (opened.head.sha === before) throw new Error(`release-please did not follow the push:\n${counted.result}`)
  return counted
}

/** The same; counted until the bot has come to rest, its second looks included. Before, the pull request that is merged is opened. */
async function pushToLandfall(closed, unreleased) {
  const name = `landfall-${closed}-${unreleased}`
  const released = releasedBy.landfall
  const past = { name, released, ...withOneMore(closed, unreleased) }
  const long = await longRepository(world, { ...past, files: landfallFiles })
  const bot = await wakeLandfall({ github, repository: long.repository, owner: long.actor.user, pace: false })
  try {
    await bot.rest()
    const release = long.releasePullRequest()
    if (!release) throw new Error('Landfall opened no pull request')
    const before = release.head.sha
    let proposed
    const opened = await requests.during(async () => {
      proposed = await long.propose()
      await bot.rest()
    })
    let refreshed = 0
    world.listen(({ name, action, repository }) => {
      const isPageWritten = name === 'pull_request' && action === 'edited' && repository === long.repository
      if (isPageWritten) refreshed = requests.soFar()
    })
    const pushed = await requests.during(async () => {
      await proposed.merge()
      await bot.rest()
    })
    if (release.head.sha === before) throw new Error('Landfall did not follow the push')
    return { opened, pushed, refreshed }
  } finally {
    await bot.stop()
  }
}

/** The push itself brings the last of them. */
function withOneMore(closed, unreleased) {
  return { closed: closed - 1, unreleased: unreleased - 1 }
}

function total({ rest, graphql }) {
  return rest + graphql
}

function cell({ rest, graphql }) {
  return `${rest}, ${graphql}`
}

function lines(counts) {
  return Object.entries(counts)
    .flatMap(([name, counted]) => counted.lines.map((line) => `  ${name}: ${line}\n`))
    .join('')
}
