// Makes 1,000 commits on the local GitHub over REST, one after another as a client does: blob, tree, commit, ref. The secondary limits
// are lifted; what git thinks of the repository afterwards is asked at the end. Runs what was built: `npm run build` first.
//
// usage: node bench/rest-commits.mjs [COUNT]
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Octokit } from '@octokit/rest'
import { run } from './peers/run.mjs'

const count = Number(process.argv[2] ?? 1_000)
if (!Number.isInteger(count) || count < 1) {
  process.stderr.write('usage: node bench/rest-commits.mjs [COUNT]\n')
  process.exit(2)
}
if (!existsSync(fileURLToPath(new URL('../dist/local-github/local-github.js', import.meta.url)))) {
  process.stderr.write('There is no dist/: run `npm run build` first.\n')
  process.exit(2)
}
const { createLocalGitHub } = await import('../dist/local-github/local-github.js')
const { commitFiles } = await import('../dist/local-github/world/commits.js')
const { createRepository } = await import('../dist/local-github/world/repositories.js')
const { createUser } = await import('../dist/local-github/world/users.js')

const unlimited = {
  atOnce: Infinity,
  restPointsAMinute: Infinity,
  graphqlPointsAMinute: Infinity,
  contentAMinute: Infinity,
  contentAnHour: Infinity,
}

const folder = await mkdtemp(join(tmpdir(), 'landfall-commits-'))
const github = createLocalGitHub({ dataDir: folder, secondaryLimits: unlimited, requestsPerHour: 100 * count })
try {
  await measure()
} catch (error) {
  process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
} finally {
  await github.close()
  await rm(folder, { recursive: true, force: true })
}

async function measure() {
  const { world } = github
  const baseUrl = `${await github.listen(0)}/api/v3`
  const maya = createUser(world, { login: 'maya' })
  const repository = await createRepository(world, { owner: maya, name: 'harbour' })
  const first = { branch: 'main', message: 'chore: begin', files: { 'README.md': '# Harbour\n' } }
  let head = await commitFiles(world, repository, { kind: 'user', user: maya }, first)
  const { git } = new Octokit({ auth: maya.token, baseUrl }).rest
  const repo = { owner: maya.login, repo: repository.name }
  let base = (await git.getCommit({ ...repo, commit_sha: head })).data.tree.sha

  const start = performance.now()
  for (let number = 1; number <= count; number += 1) {
    const blob = await git.createBlob({ ...repo, content: `tide ${number}\n` })
    const entry = { path: `tides/${number}.txt`, mode: '100644', type: 'blob', sha: blob.data.sha }
    const tree = await git.createTree({ ...repo, base_tree: base, tree: [entry] })
    const message = `feat: tide ${number}`
    const commit = await git.createCommit({ ...repo, message, tree: tree.data.sha, parents: [head] })
    await git.updateRef({ ...repo, ref: 'heads/main', sha: commit.data.sha })
    head = commit.data.sha
    base = tree.data.sha
  }
  const ms = performance.now() - start
  process.stdout.write(
    `${count} commits in ${(ms / 1000).toFixed(1)} s, ${(ms / count).toFixed(1)} ms each (four requests)\n`,
  )
  await github.idle()
  await expectClean(repository.path)
}

/** @throws where git finds fault with the repository, or not every commit is on main */
async function expectClean(path) {
  const faults = await run('git', ['-C', path, 'fsck', '--strict', '--no-progress'])
  if (faults.trim() !== '') throw new Error(`git fsck --strict:\n${faults}`)
  const commits = Number(await run('git', ['-C', path, 'rev-list', '--count', 'main']))
  if (commits !== count + 1) throw new Error(`main has ${commits} commits, not ${count + 1}`)
  process.stdout.write('git fsck --strict: clean\n')
}
