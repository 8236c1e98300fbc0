import { spawn } from 'node:child_process'
import { commitFiles } from '../../dist/local-github/world/commits.js'
import { nodeIdOf } from '../../dist/local-github/world/ids.js'
import { mergePullRequest } from '../../dist/local-github/world/merge-pull-request.js'
import { openPullRequest } from '../../dist/local-github/world/pull-requests.js'
import { createRef } from '../../dist/local-github/world/refs.js'
import { createRepository, gitOf, setCollaborator } from '../../dist/local-github/world/repositories.js'
import { createUser } from '../../dist/local-github/world/users.js'
import { run } from './run.mjs'

const hourMs = 3_600_000
const tags = 20

/**
 * A repository in which each commit is a squashed pull request, one an hour: `closed` of them, the newest `unreleased` since v1.0.0. It is written by one
 * git process, its pull requests and releases are put into the world as they would be found there. `released` says how the tool
 * at hand leaves a release behind: the commit's subject, the title, the branch and the labels of its pull request. `propose` opens one more, by a person.
 */
export async function longRepository(world, { name, closed, unreleased, released, files = {} }) {
  const owner = createUser(world, { login: `acme-${name}`, type: 'Organization' })
  const maya = createUser(world, { login: 'maya', name: 'Maya Lindqvist', email: 'maya@example.com' })
  const releaser = createUser(world, { login: 'releaser', name: 'Releaser' })
  const actor = { kind: 'user', user: maya }
  const repository = await createRepository(world, { owner, name: 'harbour' })
  setCollaborator(world, repository, maya, 'admin')
  setCollaborator(world, repository, releaser, 'write')
  const manifest = `${JSON.stringify({ name: 'harbour', version: '1.0.0', private: true }, null, 2)}\n`
  const start = await commitFiles(world, repository, actor, {
    branch: 'main',
    message: 'chore: begin',
    files: { 'package.json': manifest, 'CHANGELOG.md': '# Changelog\n', ...files },
  })

  const last = closed - unreleased
  const tagAt = new Map()
  for (let tag = 1; tag <= tags; tag += 1) {
    tagAt.set(Math.round((tag * last) / tags), tag === tags ? '1.0.0' : `0.${tag}.0`)
  }
  const begin = world.clock().getTime() - (closed + 1) * hourMs
  const at = (position) => new Date(begin + position * hourMs)
  await fastImport(repository.path, story(closed, { start, at, tagAt, released }))
  const log = await run('git', ['-C', repository.path, 'rev-list', '--reverse', `${start}..main`])
  const shas = log.trim().split('\n')
  for (const [index, sha] of shas.entries()) {
    const version = tagAt.get(index + 1)
    const { head, labels } = version === undefined ? { head: `tide-${index + 1}`, labels: [] } : released
    const title = version === undefined ? `fix: the tide of day ${index + 1}` : released.subject(version)
    const where = { base: shas[index - 1] ?? start, sha, date: at(index + 1).toISOString() }
    addMerged(world, repository, maya, { ...where, title, head, labels })
  }
  for (const [position, version] of tagAt)
    addRelease(world, repository, maya, `v${version}`, at(position).toISOString())

  let merged = 0
  /** Opens a pull request of one fix; `merge` squashes it. */
  async function propose() {
    merged += 1
    const branch = `fix-${merged}`
    await createRef(world, repository, actor, `refs/heads/${branch}`, await gitOf(world, repository).resolve('main'))
    const message = `fix: low water, again (${merged})`
    await commitFiles(world, repository, actor, { branch, message, files: { [`fix-${merged}.md`]: 'low\n' } })
    const pullRequest = await openPullRequest(world, repository, actor, { title: message, head: branch, base: 'main' })
    return {
      merge: () => mergePullRequest(world, repository, actor, pullRequest.number, { method: 'squash' }),
    }
  }

  return {
    repository,
    actor,
    path: `${owner.login}/${repository.name}`,
    token: releaser.token,
    propose,
    /** What a tool opened. */
    releasePullRequest: () => [...repository.pullRequests.values()].find(({ state }) => state === 'open'),
  }
}

function* story(closed, { start, at, tagAt, released }) {
  for (let position = 1; position <= closed; position += 1) {
    const who = `Maya Lindqvist <maya@example.com> ${Math.floor(at(position).getTime() / 1000)} +0000`
    const version = tagAt.get(position)
    const type = position % 3 === 0 ? 'feat' : 'fix'
    const subject = version === undefined ? `${type}: the tide of day ${position}` : released.subject(version)
    const message = `${subject} (#${position})`
    yield `commit refs/heads/main\nmark :${position}\nauthor ${who}\ncommitter ${who}\n${data(message)}`
    if (position === 1) yield `from ${start}\n`
    yield `M 100644 inline tides.txt\n${data(`${position}\n`)}\n`
    if (version !== undefined) yield `reset refs/tags/v${version}\nfrom :${position}\n\n`
  }
}

function data(text) {
  return `data ${Buffer.byteLength(text)}\n${text}\n`
}

function fastImport(path, stream) {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['-C', path, 'fast-import', '--quiet'], { stdio: ['pipe', 'ignore', 'inherit'] })
    child.on('error', reject)
    child.stdin.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`git fast-import ended with ${code}`))))
    child.stdin.end([...stream].join(''))
  })
}

function addMerged(world, repository, author, { title, base, sha, date, head, labels }) {
  const id = world.ids.number()
  const number = repository.nextNumber++
  repository.pullRequests.set(number, {
    id,
    nodeId: nodeIdOf('PR', id),
    number,
    author,
    title,
    body: '',
    edits: [],
    state: 'closed',
    labels: [...labels],
    assignees: [],
    locked: false,
    createdAt: date,
    updatedAt: date,
    closedAt: date,
    closedBy: author,
    events: [],
    draft: false,
    linkedIssues: [],
    head: { repository, ref: head, sha },
    base: { ref: repository.defaultBranch, sha: base },
    merged: { at: date, by: author, sha, method: 'squash' },
  })
}

function addRelease(world, repository, author, tagName, date) {
  const id = world.ids.number()
  repository.releases.set(id, {
    id,
    nodeId: nodeIdOf('RE', id),
    author,
    tagName,
    targetCommitish: repository.defaultBranch,
    name: tagName,
    body: '',
    draft: false,
    prerelease: false,
    createdAt: date,
    publishedAt: date,
    assets: [],
  })
}
