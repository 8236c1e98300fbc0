import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createRef } from '../../src/local-github/world/refs.js'
import { observePullRequestStates } from '../../src/observe/observe-pull-request-states.js'
import { observeRepository } from '../../src/observe/observe-repository.js'
import { octokitClass, type Octokit } from '../../src/octokit.js'
import { install, serve, type Serving } from '../local-github/serving.js'

const repo = { installationId: 1, owner: 'alice', name: 'app' }

let serving: Serving
let octokit: Octokit
let appId: number
let queries: number

beforeEach(async () => {
  serving = await serve()
  const permissions = { contents: 'read', issues: 'read', pull_requests: 'read', deployments: 'read' } as const
  const installed = install(serving, permissions)
  appId = installed.app.id
  const Client = octokitClass({ pace: false })
  octokit = new Client({
    auth: { token: await installed.token({}) },
    baseUrl: `${serving.url}/api/v3`,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  }) as Octokit
  queries = 0
  octokit.hook.before('request', () => void (queries += 1))
})
afterEach(() => serving.close())

test('whether pull requests are open is read by one query, beside one that is not there and an issue', async () => {
  const { rest } = serving.clientOf(serving.alice)
  const where = { owner: 'alice', repo: 'app' }
  const numbers: number[] = []
  for (const head of ['one', 'other']) {
    await serving.commit(head, { [head]: '1\n' })
    const { data } = await rest.pulls.create({ ...where, title: `feat: ${head}`, head, base: 'main' })
    numbers.push(data.number)
  }
  const [one = 0, other = 0] = numbers
  await rest.pulls.update({ ...where, pull_number: other, state: 'closed' })
  const { data: issue } = await rest.issues.create({ ...where, title: 'what runs where' })
  const pullRequests = [one, other, issue.number, 999]
  expect(await observePullRequestStates(octokit, repo, { pullRequests })).toEqual({
    [one]: 'open',
    [other]: 'closed',
    [issue.number]: 'missing',
    999: 'missing',
  })
  expect(queries).toBe(1)
})

test('records are all read, by a query for each hundred behind the first', async () => {
  const alice = { kind: 'user', user: serving.alice } as const
  const records = async (): Promise<string[]> =>
    Object.keys((await observeRepository(octokit, repo, appId)).records ?? {})
  const named = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `preview-${String(from + index).padStart(3, '0')}`)
  const branch = (name: string) =>
    createRef(serving.world, serving.repository, alice, `refs/heads/landfall/environment/${name}`, serving.head)
  for (const name of named(0, 100)) await branch(name)
  expect(await records()).toEqual(named(0, 100))
  expect(queries).toBe(1)
  for (const name of ['production', ...named(100, 130)]) await branch(name)
  queries = 0
  expect(await records()).toEqual([...named(0, 130), 'production'])
  expect(queries).toBe(2)
})
