import { describe, expect, test } from '@jest/globals'
import nock from 'nock'
import { act } from '../../src/act/act.js'
import type { Action } from '../../src/model/action.js'
import { octokitClass, type Octokit } from '../../src/octokit.js'
import { answerByNock } from '../support/answer-by-nock.js'

const repo = { installationId: 1, owner: 'acme', name: 'harbour' }
const api = 'https://api.github.example'
const octokit: Octokit = new (octokitClass({ pace: false }))({ auth: { token: 'ghs_x' }, baseUrl: api }) as Octokit
const base = '/repos/acme/harbour'
const sha = 'a'.repeat(40)
const other = 'f'.repeat(40)

answerByNock()

describe('asking for a deployment', () => {
  const create = {
    kind: 'create-deployment',
    environment: 'staging',
    sha,
    purpose: { key: 'comment:5', task: 'deploy', thread: 7, by: 'ada' },
    description: 'Asked for by ada',
    headOf: undefined,
    isProduction: false,
    isTransient: false,
  } as const satisfies Action
  const notDeployed = (detail: unknown) => ({ kind: 'not-deployed', key: 'comment:5', detail })

  test('merges nothing, requires nothing and says what it is for', async () => {
    nock(api)
      .post(`${base}/deployments`, {
        ref: sha,
        auto_merge: false,
        required_contexts: [],
        environment: 'staging',
        description: 'Asked for by ada',
        payload: { landfall: { key: 'comment:5', task: 'deploy', thread: 7, by: 'ada' } },
        production_environment: false,
        transient_environment: false,
      })
      .reply(201, { id: 1, sha })
    expect(await act(octokit, repo, create)).toEqual({ kind: 'done' })
  })

  test('of a transient environment says so, and makes none where its pull request is closed', async () => {
    const transient = { ...create, environment: 'preview-12', headOf: 12, isTransient: true } as const
    const answer = (state: string) => nock(api).get(`${base}/pulls/12`).reply(200, { state, head: { sha } })
    answer('closed')
    expect(await act(octokit, repo, transient)).toEqual(notDeployed('#12 is closed'))
    answer('open')
    nock(api)
      .post(
        `${base}/deployments`,
        (body) => body.transient_environment === true && body.production_environment === false,
      )
      .reply(201, { id: 1, sha })
    expect(await act(octokit, repo, transient)).toEqual({ kind: 'done' })
  })

  test.each([
    [202, 'Auto-merged main into topic on deployment.'],
    [409, 'Conflict: Commit status checks failed for topic.'],
    [422, 'No ref found for: topic'],
    [403, 'Resource not accessible by integration'],
  ])('and hearing %i is an outcome, with GitHub’s words', async (status, message) => {
    nock(api).post(`${base}/deployments`).reply(status, { message })
    expect(await act(octokit, repo, create)).toEqual(notDeployed(message))
  })

  test.each([
    [403, 'You have exceeded a secondary rate limit.', { 'retry-after': '60' }],
    [403, 'API rate limit exceeded for installation ID 1.', {}],
    [429, 'Too many requests', {}],
    [502, 'Bad gateway', {}],
    [404, 'Not Found', {}],
  ])('and hearing %i, %s is a surprise', async (status, message, headers) => {
    nock(api).post(`${base}/deployments`).reply(status, { message }, headers)
    await expect(act(octokit, repo, create)).rejects.toMatchObject({ status })
  })

  test('and hearing nothing is a surprise, after which nobody asks again', async () => {
    nock(api).post(`${base}/deployments`).replyWithError('socket hang up')
    await expect(act(octokit, repo, create)).rejects.toThrow(/socket hang up/)
  })

  test('of the head of a pull request that is no longer its head is refused, with both named', async () => {
    nock(api)
      .get(`${base}/pulls/7`)
      .reply(200, { head: { sha: other } })
    const detail = expect.stringMatching(new RegExp(`${other}.*${sha}`))
    expect(await act(octokit, repo, { ...create, headOf: 7 })).toEqual(notDeployed(detail))
  })

  test('of the head of a pull request is done where it still is', async () => {
    nock(api).get(`${base}/pulls/7`).reply(200, { head: { sha } })
    nock(api).post(`${base}/deployments`).reply(201, { id: 1, sha })
    expect(await act(octokit, repo, { ...create, headOf: 7 })).toEqual({ kind: 'done' })
  })

  test('and getting one of another commit gives it up', async () => {
    nock(api).post(`${base}/deployments`).reply(201, { id: 4, sha: other })
    nock(api)
      .post(
        `${base}/deployments/4/statuses`,
        ({ state, auto_inactive }) => state === 'error' && auto_inactive === false,
      )
      .reply(201, {})
    const detail = expect.stringMatching(new RegExp(`${other}.*${sha}`))
    expect(await act(octokit, repo, create)).toEqual(notDeployed(detail))
  })
})

describe('saying how a deployment stands', () => {
  const say = { kind: 'say-deployment-status', deployment: 4, state: 'inactive', description: 'd' } as const
  const statuses = `${base}/deployments/4/statuses`

  test('leaves the others as they are, and fits', async () => {
    nock(api)
      .post(statuses, { state: 'inactive', description: 'd'.repeat(140), auto_inactive: false })
      .reply(201, {})
    expect(await act(octokit, repo, { ...say, description: 'd'.repeat(150) })).toEqual({ kind: 'done' })
  })

  test.each([404, 422])('of one that is gone (%i) stops nothing', async (status) => {
    nock(api).post(statuses).reply(status, { message: 'Gone' })
    expect(await act(octokit, repo, say)).toEqual({ kind: 'unable', detail: 'Gone' })
  })
})

describe('starting a workflow', () => {
  const dispatch = {
    kind: 'dispatch-workflow',
    workflow: 'deploy.yml',
    branch: 'main',
    inputs: { sha },
    deployment: 4,
  } as const
  const dispatches = `${base}/actions/workflows/deploy.yml/dispatches`

  test('is told the branch and the inputs', async () => {
    nock(api).post(dispatches, { ref: 'main', inputs: { sha } }).reply(204)
    expect(await act(octokit, repo, dispatch)).toEqual({ kind: 'done' })
  })

  test.each([
    [404, 'Not Found'],
    [422, 'Unexpected inputs provided: ["sha"]'],
    [403, 'Resource not accessible by integration'],
  ])('that GitHub does not start (%i) fails its deployment', async (status, message) => {
    nock(api).post(dispatches).reply(status, { message })
    const description = `deploy.yml: ${message}`
    nock(api)
      .post(`${base}/deployments/4/statuses`, { state: 'error', description, auto_inactive: false })
      .reply(201, {})
    expect(await act(octokit, repo, dispatch)).toEqual({ kind: 'unable', detail: description })
  })

  test('and hearing nothing is a surprise', async () => {
    nock(api).post(dispatches).reply(500, {})
    await expect(act(octokit, repo, dispatch)).rejects.toMatchObject({ status: 500 })
  })
})

describe('eyes on a comment', () => {
  const eyes: Action = { kind: 'react', comment: 5 }
  const reactions = `${base}/issues/comments/5/reactions`

  test.each([
    [201, 'done'],
    [200, 'already'],
  ])('are there once (%i)', async (status, kind) => {
    nock(api).post(reactions, { content: 'eyes' }).reply(status, {})
    expect(await act(octokit, repo, eyes)).toEqual({ kind })
  })

  test.each([404, 403])('that GitHub will not have (%i) stop nothing', async (status) => {
    nock(api).post(reactions).reply(status, { message: 'No' })
    expect(await act(octokit, repo, eyes)).toEqual({ kind: 'unable', detail: 'No' })
  })
})
