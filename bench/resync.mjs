// A hundred installations with a thousand repositories between them on a local GitHub, looked at from a cold start with an empty database: how
// many requests that takes, how long, and how soon a person's command in the middle of it is answered. Landfall runs in a process of its own as
// `npm start` runs it with credentials, writes spaced as GitHub asks. Runs what was built: `npm run build` first.
//
// usage: node bench/resync.mjs [--installations N] [--repositories N]
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { programs, startServer, webhookPath, webhookSecret } from './servers/start-server.mjs'
import { table } from './table.mjs'

const { values: options } = parseArgs({
  options: {
    installations: { type: 'string', default: '100' },
    repositories: { type: 'string', default: '1000' },
  },
})
if (!existsSync(programs.landfall)) {
  process.stderr.write('There is no dist/: run `npm run build` first.\n')
  process.exit(2)
}
const { createLocalGitHub } = await import('../dist/local-github/local-github.js')
const { installApp, registerApp } = await import('../dist/local-github/world/apps.js')
const { addComment, commentsOf } = await import('../dist/local-github/world/comments.js')
const { commitFiles } = await import('../dist/local-github/world/commits.js')
const { createRepository, setCollaborator } = await import('../dist/local-github/world/repositories.js')
const { createUser } = await import('../dist/local-github/world/users.js')
const { readManifest } = await import('../dist/start/manifest.js')
const { countRequests } = await import('./peers/count-requests.mjs')
const { landfallFiles } = await import('./peers/landfall.mjs')

const installations = Number(options.installations)
const count = Number(options.repositories)
const rows = [['', 'REST', 'GraphQL', 'requests a repository', 'all seen after s', 'quiet after s']]
const folder = await mkdtemp(join(tmpdir(), 'landfall-resync-'))
const github = createLocalGitHub({ dataDir: join(folder, 'github') })
const { world } = github
const githubPort = Number(new URL(await github.listen(0)).port)
const requests = countRequests(githubPort)
const maya = createUser(world, { login: 'maya', name: 'Maya Lindqvist', email: 'maya@example.com' })
try {
  await measure()
} finally {
  await github.close()
  await rm(folder, { recursive: true, force: true })
}

async function measure() {
  const app = registerApp(world, {
    slug: 'landfall',
    name: 'Landfall',
    owner: maya,
    ...readManifest(),
    webhookUrl: '',
    webhookSecret,
  })
  const asked = await populate(app)

  // What is there to be written is written: the release pull request of the one repository that has something to release.
  const first = await requests.during(() => lookAtEverything(app, 'first'))
  report('first looks', first)
  const [pullRequest] = asked.pullRequests.values()
  if (pullRequest === undefined) throw new Error('Landfall opened no release pull request')

  let answeredMs
  const again = await requests.during(() =>
    lookAtEverything(app, 'again', async () => {
      answeredMs = await command(asked, pullRequest.number)
    }),
  )
  report('again, empty database', again)
  process.stdout.write(
    `${count} repositories of ${installations} installations, Node ${process.versions.node}, load ${loadavg()[0].toFixed(1)}\n\n${table(rows)}\n\n`,
  )
  process.stdout.write(`/release refresh in the middle of it: answered after ${(answeredMs / 1000).toFixed(1)} s\n`)
}

/** Everything sleeps through: one commit, nothing to release; but for one repository of the last installation, in which people talk. */
async function populate(app) {
  const actor = { kind: 'user', user: maya }
  const owners = new Map()
  let repository
  for (let number = 0; number < count; number += 1) {
    const login = `harbour-${Math.floor((number * installations) / count)}`
    const owner = owners.get(login) ?? createUser(world, { login, type: 'Organization' })
    repository = await createRepository(world, { owner, name: `tides-${number}` })
    setCollaborator(world, repository, maya, 'admin')
    const message = number === count - 1 ? 'feat: begin' : 'chore: begin'
    await commitFiles(world, repository, actor, { branch: 'main', message, files: landfallFiles })
    if (!owners.has(login)) installApp(world, app, owner, 'all')
    owners.set(login, owner)
  }
  await github.idle()
  return repository
}

/** Starts Landfall with nothing remembered, and ends when its queue is empty. `meanwhile` happens once a third was looked at. */
async function lookAtEverything(app, name, meanwhile) {
  const cwd = join(folder, name)
  await mkdir(cwd)
  const env = { APP_ID: String(app.id), PRIVATE_KEY: app.privateKey, DATA_DIR: join(cwd, 'data') }
  const server = await startServer(programs.landfall, { githubPort, cwd, env })
  try {
    await server.listens()
    app.webhook.url = `http://127.0.0.1:${server.port}${webhookPath}`
    const begun = performance.now()
    let lookedMs
    let happening
    for (let seen = 0, waiting = 1; seen < count || waiting > 0; await pause(250)) {
      ;({ seen, waiting } = await progress(server.port))
      if (seen >= count / 3) happening ??= meanwhile?.()
      if (seen >= count) lookedMs ??= performance.now() - begun
      if (performance.now() - begun > 1_200_000) throw new Error(`only ${seen} looks within 20 minutes`)
    }
    await happening
    return { lookedMs, quietMs: performance.now() - begun }
  } finally {
    app.webhook.url = ''
    await server.stop()
  }
}

/** How many looks have ended, and how many wait or run. */
async function progress(port) {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const sum = (pattern) => [...text.matchAll(pattern)].reduce((total, [, number]) => total + Number(number), 0)
  return {
    seen: sum(/^landfall_look_seconds_count\{[^}]*\} (\d+)$/gm),
    waiting: sum(/^landfall_queue_jobs\{state="(?:ready|later|running)"\} (\d+)$/gm),
  }
}

/** A person asks, and waits for the answer. */
async function command(repository, number) {
  const before = commentsOf(repository, number).length
  const begun = performance.now()
  await addComment(world, repository, { kind: 'user', user: maya }, number, '/release refresh')
  while (commentsOf(repository, number).length < before + 2) {
    if (performance.now() - begun > 300_000) throw new Error('the command was not answered within five minutes')
    await pause(50)
  }
  return performance.now() - begun
}

function report(name, { rest, graphql, result }) {
  rows.push([
    name,
    String(rest),
    String(graphql),
    ((rest + graphql) / count).toFixed(2),
    (result.lookedMs / 1000).toFixed(0),
    (result.quietMs / 1000).toFixed(0),
  ])
  process.stderr.write(`${rows.at(-1).join(', ')}\n`)
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
