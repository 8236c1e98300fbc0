import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { noHints, type Hints } from '../../src/model/job.js'
import type { Snapshot } from '../../src/model/snapshot.js'
import { createKnown } from '../../src/observe/known.js'
import { look } from '../../src/observe/look.js'
import { observeRepository } from '../../src/observe/observe-repository.js'
import { readAlong } from '../../src/observe/read-along.js'
import { octokitClass, type Octokit } from '../../src/octokit.js'
import { install, serve, type Installed, type Serving } from '../local-github/serving.js'

const where = { owner: 'alice', repo: 'app' }
const repo = { installationId: 1, owner: 'alice', name: 'app' }
const permissions = { contents: 'write', pull_requests: 'write', issues: 'write', checks: 'write' } as const

let serving: Serving
let installed: Installed
let octokit: Octokit
let asked: string[]
let number: number

beforeEach(async () => {
  serving = await serve()
  installed = install(serving, permissions)
  const Client = octokitClass({ pace: false })
  octokit = new Client({
    auth: { token: await installed.token({}) },
    baseUrl: `${serving.url}/api/v3`,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  }) as Octokit
  asked = []
  octokit.hook.before('request', ({ url }) => void asked.push(url))
  const alice = serving.clientOf(serving.alice).rest
  await serving.commit('lamp', { 'lamp.txt': 'one\n', 'CHANGELOG.md': '# Changelog\n' })
  const { data } = await alice.pulls.create({ ...where, title: 'fix: the lamp', head: 'lamp', base: 'main' })
  number = data.number
  await alice.pulls.merge({ ...where, pull_number: number, merge_method: 'squash' })
})
afterEach(() => serving.close())

const paths = ['CHANGELOG.md', 'package.json']

/** Looks at the repository with these hints, then at the files and the thread; gives what was seen, and how many requests that took. */
async function lookWith(hints: Hints): Promise<{ seen: Snapshot; requests: number }> {
  const along = readAlong(hints, () => paths)
  const known = { ...createKnown(() => new Date()), along }
  asked.length = 0
  let seen = await observeRepository(octokit, repo, installed.app.id, { along })
  const at = seen.defaultBranch?.head ?? ''
  seen = await look(octokit, seen, { kind: 'files', at, paths }, known)
  seen = await look(octokit, seen, { kind: 'threads', pullRequests: [number], issues: [] }, known)
  return { seen, requests: asked.length }
}

test('what hints say that will be asked for is read with the first query, and is the same', async () => {
  const plain = await lookWith(noHints)
  expect(plain.requests).toBe(3)
  const hinted = await lookWith({ ...noHints, shas: ['x'], merged: [number] })
  expect(hinted.requests).toBe(1)
  expect(hinted.seen).toEqual(plain.seen)
  expect(hinted.seen.threads?.pullRequests[number]).toMatchObject({ number, labels: [] })
})

test('hints that are wrong cost a request, and change nothing that is seen', async () => {
  const plain = await lookWith(noHints)
  await serving.commit('main', { 'tide.txt': 'low\n' })
  const wrong = await lookWith({ ...noHints, merged: [4711] })
  expect(wrong.requests).toBe(3)
  expect(wrong.seen.threads).toEqual(plain.seen.threads)
})

test.each<[string, object]>([
  [
    'is for others to see',
    { data: { errors: [] }, errors: [{ path: ['repository', 'defaultBranchRef', 'target', 'fresh', 'nodes'] }] },
  ],
  ['is too much', { status: 502 }],
])('where what is read along %s, it is asked once more without', async (_, failure) => {
  const { requests, seen } = await lookWith(noHints)
  let failures = 0
  octokit.hook.wrap('request', async (request, options) => {
    if (!String(options['query']).includes('fresh: history')) return request(options)
    failures += 1
    const answer = await request({ ...options, query: '{ viewer { login } }' } as never)
    if ('status' in failure) {
      const { RequestError } = await import('@octokit/request-error')
      throw new RequestError('Bad gateway', 502, { request: options as never })
    }
    return { ...answer, data: { data: null, ...failure } } as never
  })
  const hinted = await lookWith({ ...noHints, shas: ['x'], merged: [number] })
  expect([failures, hinted.seen]).toEqual([1, seen])
  expect(hinted.requests).toBeGreaterThan(requests)
})

test('of many pull requests none is read along', () => {
  expect(readAlong({ ...noHints, merged: [1, 2, 3, 4] }, () => paths)).toMatchObject({ commits: 0, paths: [] })
})

describe('a pull request that was foreseen', () => {
  async function judgeWith(hints: Hints, judged: number): Promise<{ seen: Snapshot; requests: number }> {
    const along = readAlong(hints, () => [])
    const known = { ...createKnown(() => new Date()), along }
    asked.length = 0
    const first = await observeRepository(octokit, repo, installed.app.id, { along })
    const seen = await look(octokit, first, { kind: 'deployable', pullRequest: judged }, known)
    return { seen, requests: asked.length }
  }

  async function proposes(branch: string): Promise<number> {
    await serving.commit(branch, { [`${branch}.txt`]: 'one\n' })
    const alice = serving.clientOf(serving.alice).rest
    const { data } = await alice.pulls.create({ ...where, title: `fix: the ${branch}`, head: branch, base: 'main' })
    await serving.commit('main', { 'elsewhere.txt': `beside ${branch}\n` })
    return data.number
  }

  test('is read with the first query, and is the same', async () => {
    const foreseen = { number: await proposes('tide'), branch: 'tide' }
    const plain = await judgeWith(noHints, foreseen.number)
    const hinted = await judgeWith({ ...noHints, foreseen }, foreseen.number)
    // The pushes to its branch are a request of their own.
    expect([plain.requests, hinted.requests]).toEqual([3, 2])
    expect(hinted.seen).toEqual(plain.seen)
    expect(hinted.seen.deployables?.[foreseen.number]).toMatchObject({ headBranch: 'tide', behindBy: 1 })
  })

  test('is not taken for another, and one that is not there is asked about as ever', async () => {
    const number = await proposes('tide')
    const other = { number: await proposes('mole'), branch: 'mole' }
    const plain = await judgeWith(noHints, number)
    expect((await judgeWith({ ...noHints, foreseen: other }, number)).seen).toEqual(plain.seen)
    expect((await judgeWith({ ...noHints, foreseen: { number: 4711, branch: 'x' } }, number)).seen).toEqual(plain.seen)
  })

  test('whose branch has another name by now is read as ever', async () => {
    const number = await proposes('tide')
    const plain = await judgeWith(noHints, number)
    expect((await judgeWith({ ...noHints, foreseen: { number, branch: 'ebb' } }, number)).seen).toEqual(plain.seen)
  })
})
