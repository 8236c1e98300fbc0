import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Look, Snapshot } from '../../src/model/snapshot.js'
import { createKnown, type Known } from '../../src/observe/known.js'
import { look } from '../../src/observe/look.js'
import { observeRepository } from '../../src/observe/observe-repository.js'
import { octokitClass, type Octokit } from '../../src/octokit.js'
import { addComment } from '../../src/local-github/world/comments.js'
import { createDeployment, createDeploymentStatus } from '../../src/local-github/world/deployments.js'
import { install, serve, type Serving } from '../local-github/serving.js'

const repo = { installationId: 1, owner: 'alice', name: 'app' }
const longAgo = '2020-01-01T00:00:00Z'

let known: Known
let appId: number
let serving: Serving
let octokit: Octokit
let snapshot: Snapshot
let queries: number

beforeEach(async () => {
  known = createKnown(() => new Date())
  serving = await serve()
  const installed = install(serving, {
    contents: 'read',
    issues: 'write',
    pull_requests: 'write',
    deployments: 'write',
  })
  appId = installed.app.id
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

describe('what runs in an environment, behind what the first query shows', () => {
  const runs = { kind: 'deployments', environment: 'staging', sought: { kind: 'live' } } as const
  const alone = { kind: 'deployments', environment: 'staging', sought: { kind: 'all', since: longAgo } } as const
  const succeeds = (deployment: Parameters<typeof createDeploymentStatus>[3]) =>
    createDeploymentStatus(serving.world, serving.repository, alice(), deployment, { state: 'success' })

  /** Another look, told of these environments; what it reads beyond its first query is counted. */
  async function looksAnew(told: Pick<Known, 'unsettled'> = {}, more: Pick<Snapshot, 'mayAct'> = {}): Promise<void> {
    snapshot = { ...(await observeRepository(octokit, repo, appId)), ...more }
    queries = 0
    snapshot = await look(octokit, snapshot, runs, { ...known, ...told })
  }

  beforeEach(async () => {
    const where = { sha: serving.head, ref: 'main', environment: 'staging' }
    succeeds(createDeployment(serving.world, serving.repository, alice(), where))
    await deploymentsTo('elsewhere', 40)
  })

  test('is read once, and remembered', async () => {
    await looksAnew()
    const [read] = [snapshot.deploymentsOf?.['staging']]
    expect([queries, read?.list.length, read?.isRemembered]).toEqual([1, 1, undefined])
    await looksAnew()
    expect([queries, snapshot.deploymentsOf?.['staging']]).toEqual([0, { ...read, isRemembered: true }])
  })

  test('is read anew in a look that may act, and is known to the next', async () => {
    await looksAnew()
    await looksAnew({}, { mayAct: true })
    expect([queries, snapshot.deploymentsOf?.['staging']?.isRemembered]).toEqual([1, undefined])
    await looksAnew()
    expect(queries).toBe(0)
  })

  test.each([['all' as const], [['staging']]])(
    'is not kept from a look that was told of it, and may have read too soon: %j',
    async (unsettled) => {
      await looksAnew({ unsettled })
      await looksAnew()
      expect([queries, snapshot.deploymentsOf?.['staging']?.isRemembered]).toEqual([1, undefined])
    },
  )

  test('is kept from one that was told of another', async () => {
    await looksAnew({ unsettled: ['production'] })
    await looksAnew()
    expect(queries).toBe(0)
  })

  test('is read anew where something else is looked for, from the beginning', async () => {
    await looksAnew()
    await deploymentsTo('staging', 1)
    await deploymentsTo('elsewhere', 10)
    await looksAnew()
    expect(queries).toBe(0)
    await see(alone)
    const { list = [], isRemembered } = snapshot.deploymentsOf?.['staging'] ?? {}
    expect([queries, list.length, isRemembered]).toEqual([1, 2, undefined])
  })

  test('is read anew once it is forgotten', async () => {
    await looksAnew()
    const [live] = [...serving.world.records(serving.repository).deployments.values()]
    if (live === undefined) throw new Error('nothing runs')
    createDeploymentStatus(serving.world, serving.repository, alice(), live, { state: 'inactive' })
    known.deployments.forget(repo, ['staging'])
    await looksAnew()
    expect([queries, snapshot.deploymentsOf?.['staging']?.list[0]?.status.state]).toEqual([1, 'inactive'])
  })
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
