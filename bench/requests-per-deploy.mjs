// Counts what a `/deploy staging` in a pull request makes Landfall ask of GitHub until the deployment is there, and until it has come to rest, and how long it takes; beside
// what github/branch-deploy asks for until then, read from its sources (bench/README.md says which). Runs what was built: `npm run build` first.
//
// usage: node bench/requests-per-deploy.mjs
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { table } from './table.mjs'

if (!existsSync(fileURLToPath(new URL('../dist/app.js', import.meta.url)))) {
  process.stderr.write('There is no dist/: run `npm run build` first.\n')
  process.exit(2)
}
const { createLocalGitHub } = await import('../dist/local-github/local-github.js')
const { addComment } = await import('../dist/local-github/world/comments.js')
const { createDeploymentStatus } = await import('../dist/local-github/world/deployments.js')
const { configPath } = await import('../dist/model/config.js')
const { releasedLabel } = await import('../dist/model/change.js')
const { releaseBranchName } = await import('../dist/model/pull-request.js')
const { countRequests } = await import('./peers/count-requests.mjs')
const { wakeLandfall } = await import('./peers/landfall.mjs')
const { longRepository } = await import('./peers/long-repository.mjs')

/** So long after a comment was made, by GitHub's word, it is judged: what was pushed before it is seen by then. */
const waitMs = 10_000

/** Landfall is to ask for at most so many until the deployment is there. */
const target = 8

const folder = await mkdtemp(join(tmpdir(), 'landfall-deploy-'))
const github = createLocalGitHub({ dataDir: join(folder, 'github') })
const { world } = github
const requests = countRequests(Number(new URL(await github.listen(0)).port))
try {
  const released = {
    subject: (version) => `chore: release ${version}`,
    head: releaseBranchName,
    labels: [releasedLabel],
  }
  const files = { [configPath]: 'environments:\n  staging: {}\n' }
  const long = await longRepository(world, { name: 'harbour', released, closed: 20, unreleased: 5, files })
  const bot = await wakeLandfall({ github, repository: long.repository, owner: long.actor.user, pace: false })
  try {
    await bot.rest()
    await long.propose()
    await bot.rest()
    // Until then a commit's first checks may still come, and a deployment waits for that.
    await new Promise((resolve) => setTimeout(resolve, 31_000))
    const rows = [
      [
        'deployment to an environment',
        'until the deployment is there',
        'until it has come to rest',
        's',
        's behind the wait',
      ],
    ]
    let madeAt = 0
    world.listen(({ name, action }) => {
      if (name === 'deployment' && action === 'created') madeAt = Date.now()
    })
    // The others find a record of the environment, and a deployment before theirs.
    for (const name of ['the first', 'the next', 'another']) {
      const number = Math.max(...long.repository.pullRequests.keys())
      const askedAt = Date.now()
      let dueAt = 0
      const { lines } = await requests.during(async () => {
        const comment = await addComment(world, long.repository, long.actor, number, '/deploy staging')
        dueAt = Date.parse(comment.createdAt) + waitMs
        await bot.rest()
      })
      const made = lines.findIndex((line) => /^POST .*\/deployments$/.test(line)) + 1
      if (made === 0) throw new Error(`no deployment was made:\n${lines.join('\n')}`)
      const [inAll, behindWait] = [askedAt, dueAt].map((from) => ((madeAt - from) / 1000).toFixed(2))
      rows.push([name, String(made), String(lines.length), inAll, behindWait])
      process.stderr.write(`${name}:\n${lines.map((line, index) => `  ${index + 1} ${line}\n`).join('')}`)
      const deployment = [...world.records(long.repository).deployments.values()].at(-1)
      createDeploymentStatus(world, long.repository, long.actor, deployment, { state: 'success' })
      await bot.rest()
      if (made > target) process.stderr.write(`more than ${target}\n`)
    }
    process.stdout.write(`${table(rows)}\n`)
  } finally {
    await bot.stop()
  }
} finally {
  await github.close()
  await rm(folder, { recursive: true, force: true })
}
