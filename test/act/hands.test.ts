import { beforeEach, describe, expect, test } from '@jest/globals'
import nock from 'nock'
import { act } from '../../src/act/act.js'
import type { Action } from '../../src/model/action.js'
import { octokitClass, type Octokit } from '../../src/octokit.js'
import { answerByNock } from '../support/answer-by-nock.js'

const repo = { installationId: 1, owner: 'acme', name: 'harbour' }
const api = 'https://api.github.example'
const octokit: Octokit = new (octokitClass({ pace: false }))({ auth: { token: 'ghs_x' }, baseUrl: api }) as Octokit

const tag: Action = { kind: 'create-tag', name: 'v1.0.0', sha: 'a'.repeat(40) }
const release: Action = { kind: 'create-release', tag: 'v1.0.0', name: 'v1.0.0', body: '' }
const open: Action = { kind: 'open-pull-request', head: 'landfall/release', base: 'main', title: 't', body: '' }
const push: Action = {
  kind: 'push-release-branch',
  repositoryId: 'R_1',
  branch: 'landfall/release',
  base: 'b'.repeat(40),
  baseTree: 'c'.repeat(40),
  expected: 'd'.repeat(40),
  message: 'chore: release 1.0.0',
  files: [],
}

answerByNock()

function refused(path: string, message: string, errors: object[] = []) {
  nock(api).post(`/repos/acme/harbour${path}`).reply(422, { message, errors })
}

describe('the hands, when GitHub says no', () => {
  test('a tag that is there at this commit is done already', async () => {
    refused('/git/refs', 'Reference already exists')
    nock(api)
      .get('/repos/acme/harbour/git/ref/tags%2Fv1.0.0')
      .reply(200, { object: { sha: 'a'.repeat(40) } })
    expect(await act(octokit, repo, tag)).toEqual({ kind: 'already' })
  })

  test('a tag that is there at another commit is a conflict', async () => {
    refused('/git/refs', 'Reference already exists')
    nock(api)
      .get('/repos/acme/harbour/git/ref/tags%2Fv1.0.0')
      .reply(200, { object: { sha: 'f'.repeat(40) } })
    expect(await act(octokit, repo, tag)).toMatchObject({ kind: 'conflict' })
  })

  test('a tag that is there and is not read yet asks for another look', async () => {
    refused('/git/refs', 'Reference already exists')
    nock(api).get('/repos/acme/harbour/git/ref/tags%2Fv1.0.0').reply(404, { message: 'Not Found' })
    expect(await act(octokit, repo, tag)).toMatchObject({ kind: 'conflict' })
  })

  test('a tag that a ruleset refuses is an outcome, with GitHub’s words', async () => {
    refused('/git/refs', 'Repository rule violations found')
    const detail = 'Repository rule violations found'
    expect(await act(octokit, repo, tag)).toEqual({ kind: 'refused', tag: tag.name, detail })
  })

  test('a release that is there is done already', async () => {
    refused('/releases', 'Validation Failed', [{ resource: 'Release', code: 'already_exists', field: 'tag_name' }])
    expect(await act(octokit, repo, release)).toEqual({ kind: 'already' })
  })

  test('a pull request that is there asks for another look', async () => {
    refused('/pulls', 'Validation Failed', [
      { resource: 'PullRequest', code: 'custom', message: 'A pull request already exists for acme:landfall/release.' },
    ])
    expect(await act(octokit, repo, open)).toMatchObject({ kind: 'conflict' })
  })

  describe('moving the release branch ends in “Something went wrong”', () => {
    beforeEach(() => {
      nock(api)
        .post('/repos/acme/harbour/git/trees')
        .reply(201, { sha: '1'.repeat(40) })
      nock(api)
        .post('/repos/acme/harbour/git/commits')
        .reply(201, { sha: '2'.repeat(40) })
      nock(api)
        .post('/graphql', (body) => body.variables.input0.refUpdates[0].beforeOid === 'd'.repeat(40))
        .reply(200, { data: null, errors: [{ message: 'Something went wrong while executing your query.' }] })
    })

    function branchStandsAt(sha: string) {
      nock(api).get('/repos/acme/harbour/git/ref/heads%2Flandfall%2Frelease').reply(200, { object: { sha } })
    }

    test('a person moved it: it is not overwritten', async () => {
      branchStandsAt('f'.repeat(40))
      expect(await act(octokit, repo, push)).toMatchObject({ kind: 'conflict' })
    })

    test('it was moved all the same: done', async () => {
      branchStandsAt('2'.repeat(40))
      expect(await act(octokit, repo, push)).toEqual({ kind: 'done' })
    })

    test('it stands where it stood: a surprise', async () => {
      branchStandsAt('d'.repeat(40))
      await expect(act(octokit, repo, push)).rejects.toThrow(/Something went wrong/)
    })
  })

  describe('a report that is not known', () => {
    const report: Action = {
      kind: 'report-check',
      name: 'Landfall',
      sha: 'a'.repeat(40),
      verdict: 'success',
      title: 't',
      summary: 's',
      annotations: [],
      key: 'k',
      appId: 1,
      run: undefined,
      askedAgain: false,
    }
    const runs = '/repos/acme/harbour/check-runs'
    const listed = (...keys: string[]) =>
      nock(api)
        .get(`/repos/acme/harbour/commits/${report.sha}/check-runs`)
        .query({ check_name: 'Landfall', app_id: 1, filter: 'latest' })
        .reply(200, { total_count: keys.length, check_runs: keys.map((external_id) => ({ external_id })) })

    test('and is there is not made twice', async () => {
      listed('k')
      expect(await act(octokit, repo, report)).toEqual({ kind: 'already' })
    })

    test.each([['nothing'], ['another report', 'another']])('is made where there is %s', async (_, ...keys) => {
      listed(...keys)
      nock(api)
        .post(runs, (body) => body.external_id === 'k')
        .reply(201, {})
      expect(await act(octokit, repo, report)).toEqual({ kind: 'done' })
    })

    test('and was asked for again is made without a question', async () => {
      nock(api).post(runs).reply(201, {})
      expect(await act(octokit, repo, { ...report, askedAgain: true })).toEqual({ kind: 'done' })
    })
  })

  describe('a draft that is to go', () => {
    const page = '/repos/acme/harbour/releases/6'
    const remove: Action = { kind: 'delete-draft', release: 6 }

    test.each([
      ['was published meanwhile', { draft: false, assets: [] }],
      ['has a file meanwhile', { draft: true, assets: [{ name: 'a', state: 'starter' }] }],
    ])('and %s stays', async (_, data) => {
      nock(api).get(page).reply(200, data)
      expect(await act(octokit, repo, remove)).toMatchObject({ kind: 'conflict' })
    })

    test('and is gone is gone', async () => {
      nock(api).get(page).reply(404, { message: 'Not Found' })
      expect(await act(octokit, repo, remove)).toEqual({ kind: 'already' })
    })

    test('and is as it was goes', async () => {
      nock(api).get(page).reply(200, { draft: true, assets: [] })
      nock(api).delete(page).reply(204)
      expect(await act(octokit, repo, remove)).toEqual({ kind: 'done' })
    })
  })

  test('a 502 is a surprise', async () => {
    nock(api).post('/repos/acme/harbour/releases').reply(502, '<html>Bad gateway</html>')
    await expect(act(octokit, repo, release)).rejects.toMatchObject({ status: 502 })
  })
})
