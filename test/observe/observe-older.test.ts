import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Look, Snapshot } from '../../src/model/snapshot.js'
import { createKnown } from '../../src/observe/known.js'
import { look } from '../../src/observe/look.js'
import { observeRepository } from '../../src/observe/observe-repository.js'
import { octokitClass, type Octokit } from '../../src/octokit.js'
import { addComment } from '../../src/local-github/world/comments.js'
import { createDeployment } from '../../src/local-github/world/deployments.js'
import { install, serve, type Serving } from '../local-github/serving.js'

const repo = { installationId: 1, owner: 'alice', name: 'app' }
const known = createKnown(() => new Date())
const longAgo = '2020-01-01T00:00:00Z'

let serving: Serving
let octokit: Octokit
let snapshot: Snapshot
let queries: number

beforeEach(async () => {
  serving = await serve()
  const installed = install(serving, {
    contents: 'read',
    issues: 'write',
    pull_requests: 'write',
    deployments: 'write',
  })
  const Client = octokitClass({ pace: false })
  octokit = new Client({
    auth: { token: await installed.token({}) },
    baseUrl: `${serving.url}/api/v3`,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  }) as Octokit
  snapshot = await observeRepository(octokit, repo, installed.app.id)
  queries = 0
  octokit.hook.before('request', () => void (queries += 1))
})
afterEach(() => serving.close())

const alice = () => ({ kind: 'user', user: serving.alice }) as const
const see = async (wanted: Look): Promise<Snapshot> => (snapshot = await look(octokit, snapshot, wanted, known))

async function deploymentsTo(environment: string, times: number): Promise<number[]> {
  const where = { sha: serving.head, ref: 'main', environment }
  return Array.from({ length: times }, () => createDeployment(serving.world, serving.repository, alice(), where).id)
}

test('the deployments of one environment are read by the hundred, back to what is looked for and no further', async () => {
  const ids = (await deploymentsTo('staging', 230)).reverse()
  await deploymentsTo('elsewhere', 40)
  const sought = { kind: 'asked', key: 'comment:1' } as const
  const first = await see({
    kind: 'deployments',
    environment: 'staging',
    sought: { kind: 'all', since: '2099-01-01T00:00:00Z' },
  })
  expect(first.deploymentsOf?.['staging']?.list.map(({ id }) => id)).toEqual(ids.slice(0, 100))
  expect(queries).toBe(1)

  const all = await see({ kind: 'deployments', environment: 'staging', sought: { ...sought, since: longAgo } })
  expect(all.deploymentsOf?.['staging']).toMatchObject({ more: undefined, backTo: undefined })
  expect(all.deploymentsOf?.['staging']?.list.map(({ id }) => id)).toEqual(ids)
  expect(queries).toBe(3)
  await see({ kind: 'deployments', environment: 'staging', sought: { kind: 'live' } })
  expect(queries).toBe(3)
})

test('a conversation is read by the hundred, back to a comment and no further, in an issue and in a pull request', async () => {
  const { rest } = serving.clientOf(serving.alice)
  const where = { owner: 'alice', repo: 'app' }
  await serving.commit('topic', { topic: '1\n' })
  const { data: pullRequest } = await rest.pulls.create({ ...where, title: 'feat: a', head: 'topic', base: 'main' })
  const { data: issue } = await rest.issues.create({ ...where, title: 'what runs where' })
  for (const { number } of [issue, pullRequest]) {
    const ids: number[] = []
    for (let count = 0; count < 230; count += 1)
      ids.push((await addComment(serving.world, serving.repository, alice(), number, `word ${count}`)).id)
    queries = 0
    const near = await see({ kind: 'conversation', thread: number, comment: ids[200] ?? 0 })
    expect(near.conversations?.[number]?.map(({ id }) => id)).toEqual(ids.slice(130))
    expect(queries).toBe(1)
    const far = await see({ kind: 'conversation', thread: number, comment: ids[100] ?? 0 })
    expect(far.conversations?.[number]?.map(({ id }) => id)).toEqual(ids.slice(30))
    expect(queries).toBe(3)
  }
})

test('of a thread that is not there nothing is read', async () => {
  expect((await see({ kind: 'conversation', thread: 999, comment: 1 })).conversations).toEqual({ 999: [] })
})
