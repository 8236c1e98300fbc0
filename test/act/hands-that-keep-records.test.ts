import { describe, expect, test } from '@jest/globals'
import nock from 'nock'
import { act } from '../../src/act/act.js'
import { actTogether, together } from '../../src/act/act-together.js'
import type { Action, CreateDeployment, WriteRecord } from '../../src/model/action.js'
import { noRecord } from '../../src/model/environment-record.js'
import { octokitClass, type Octokit } from '../../src/octokit.js'
import { answerByNock } from '../support/answer-by-nock.js'

const repo = { installationId: 1, owner: 'acme', name: 'harbour' }
const api = 'https://api.github.example'
const octokit: Octokit = new (octokitClass({ pace: false }))({ auth: { token: 'ghs_x' }, baseUrl: api }) as Octokit
const base = '/repos/acme/harbour'
const sha = 'a'.repeat(40)
const other = 'f'.repeat(40)
const next = '2'.repeat(40)
const branch = 'landfall/environment/staging'
const record = { ...noRecord, waiting: [7] }
const write: WriteRecord = {
  kind: 'write-record',
  repositoryId: 'R_1',
  environment: 'staging',
  record,
  observed: undefined,
  tree: 'c'.repeat(40),
  claims: undefined,
}
const written = { kind: 'done', wrote: { environment: 'staging', seen: { oid: next, record } } }
const rule = 'Repository rule violations found'
const surprise = { message: 'Something went wrong while executing your query.' }

answerByNock()

function commitsFirst() {
  nock(api)
    .post(`${base}/git/commits`, (body) => body.tree === write.tree && body.parents.length === 0 && !('author' in body))
    .reply(201, { sha: next })
}

/** Answers one mutation, and gives its input once it came. */
function mutates(name: string, answer: object | null, error?: object): object[] {
  const inputs: object[] = []
  nock(api)
    .post('/graphql', ({ query }) => query.includes(`change0: ${name}(`))
    .reply(200, (_, body) => {
      inputs.push((body as { variables: { input0: object } }).variables.input0)
      return { data: { change0: answer }, ...(error ? { errors: [{ path: ['change0'], ...error }] } : {}) }
    })
  return inputs
}

describe('the first record of an environment', () => {
  test('begins a branch of its own', async () => {
    commitsFirst()
    const inputs = mutates('createRef', { ref: { name: branch } })
    expect(await act(octokit, repo, write)).toEqual(written)
    expect(inputs).toEqual([{ repositoryId: 'R_1', name: `refs/heads/${branch}`, oid: next }])
  })

  test('is not the first, though none was seen', async () => {
    commitsFirst()
    const message = `A ref named "refs/heads/${branch}" already exists in the repository.`
    mutates('createRef', null, { type: 'UNPROCESSABLE', message })
    expect(await act(octokit, repo, write)).toMatchObject({ kind: 'conflict' })
  })

  test('is not even a commit where the app may write none', async () => {
    const message = 'Resource not accessible by integration'
    nock(api).post(`${base}/git/commits`).reply(403, { message })
    expect(await act(octokit, repo, write)).toEqual({ kind: 'unable', detail: message })
  })
})

describe('a record of an environment', () => {
  const following = { ...write, observed: other }

  test('follows the one that was seen, and changes no file', async () => {
    const inputs = mutates('createCommitOnBranch', { commit: { oid: next }, ref: { name: branch } })
    expect(await act(octokit, repo, following)).toEqual(written)
    expect(inputs).toEqual([
      {
        branch: { repositoryNameWithOwner: 'acme/harbour', branchName: branch },
        expectedHeadOid: other,
        message: {
          headline: 'Note what is known of staging [skip ci]',
          body: `\`\`\`json\n${JSON.stringify(record)}\n\`\`\``,
        },
        fileChanges: { additions: [], deletions: [] },
      },
    ])
  })

  test.each([
    ['somebody else wrote one', 'STALE_DATA', `Expected branch to point to "${other}" but it did not.`],
    ['it was deleted', 'NOT_FOUND', `Could not resolve to a Ref with the name 'refs/heads/${branch}'.`],
  ])('is not written where %s meanwhile', async (_, type, message) => {
    mutates('createCommitOnBranch', null, { type, message })
    expect(await act(octokit, repo, following)).toMatchObject({ kind: 'conflict' })
  })

  test.each([
    ['claims a deployment, which is not made then', 'comment:1', { kind: 'not-deployed', key: 'comment:1' }],
    ['claims none, and nothing waits for it', undefined, { kind: 'unable' }],
  ])('is refused by a rule: it %s', async (_, claims, expected) => {
    mutates('createCommitOnBranch', null, { type: 'UNPROCESSABLE', message: rule })
    expect(await act(octokit, repo, { ...following, claims })).toEqual({ ...expected, detail: rule })
  })

  test('and a surprise of GitHub’s own is tried again', async () => {
    mutates('createCommitOnBranch', null, surprise)
    await expect(act(octokit, repo, following)).rejects.toThrow('Something went wrong')
  })

  test.each(['RATE_LIMITED', 'SERVICE_UNAVAILABLE', 'INTERNAL'])(
    'and what passes by itself is no refusal, though it has a type: %s',
    async (type) => {
      mutates('createCommitOnBranch', null, { type, message: 'Not now' })
      await expect(act(octokit, repo, { ...following, claims: 'comment:1' })).rejects.toThrow('Not now')
    },
  )
})

describe('a claim with its deployment', () => {
  const deployment: CreateDeployment = {
    kind: 'create-deployment',
    environment: 'staging',
    sha,
    purpose: { key: 'comment:5', task: 'deploy', thread: 7, by: 'ada' },
    description: 'Asked for by ada',
    headOf: 7,
    isProduction: false,
    isTransient: false,
  }
  const claim: WriteRecord = { ...write, observed: other, claims: 'comment:5' }
  const answer = (pullRequest: object | null) => ({ commit: { oid: next }, ref: { repository: { pullRequest } } })
  const deploys = () =>
    nock(api)
      .post(`${base}/deployments`, (body) => body.ref === sha)
      .reply(201, { id: 1, sha })
  const notDeployed = (detail: unknown) => [written, { kind: 'not-deployed', key: 'comment:5', detail }]

  test('reads the head in the answer to the claim', async () => {
    mutates('createCommitOnBranch', answer({ state: 'OPEN', headRefOid: sha }))
    deploys()
    expect(together([claim, deployment])).toBe(2)
    expect(await actTogether(octokit, repo, [claim, deployment])).toEqual([written, { kind: 'done' }])
  })

  test('is the first of its environment, and reads the head all the same', async () => {
    commitsFirst()
    mutates('createRef', { ref: { repository: { pullRequest: { state: 'OPEN', headRefOid: sha } } } })
    deploys()
    const first = { ...claim, observed: undefined }
    expect(await actTogether(octokit, repo, [first, deployment])).toEqual([written, { kind: 'done' }])
  })

  test('is refused where that is another head, with both named', async () => {
    mutates('createCommitOnBranch', answer({ state: 'OPEN', headRefOid: other }))
    const detail = expect.stringMatching(new RegExp(`${other}.*${sha}`))
    expect(await actTogether(octokit, repo, [claim, deployment])).toEqual(notDeployed(detail))
  })

  test('is refused where its pull request was closed, and the environment would end with it', async () => {
    mutates('createCommitOnBranch', answer({ state: 'CLOSED', headRefOid: sha }))
    const transient = { ...deployment, isTransient: true }
    expect(await actTogether(octokit, repo, [claim, transient])).toEqual(notDeployed('#7 is closed'))
  })

  test('asks for the head by itself where GitHub did not tell it', async () => {
    const error = { type: 'NOT_FOUND', path: ['change0', 'ref', 'repository', 'pullRequest'], message: 'Not there' }
    mutates('createCommitOnBranch', answer(null), error)
    nock(api).get(`${base}/pulls/7`).reply(200, { state: 'open', head: { sha } })
    deploys()
    expect(await actTogether(octokit, repo, [claim, deployment])).toEqual([written, { kind: 'done' }])
  })

  test('is not deployed where somebody else claimed meanwhile', async () => {
    mutates('createCommitOnBranch', null, { type: 'STALE_DATA', message: 'Expected branch to point elsewhere' })
    expect(await actTogether(octokit, repo, [claim, deployment])).toMatchObject([{ kind: 'conflict' }])
  })

  test.each<[string, readonly Action[]]>([
    ['claims another one', [{ ...claim, claims: 'comment:6' }, deployment]],
    ['claims none', [{ ...claim, claims: undefined }, deployment]],
    ['has a reply in between', [claim, { kind: 'edit-comment', comment: 9, body: 'It starts.' }, deployment]],
  ])('goes one by one where a record %s', (_, actions) => {
    expect(together(actions)).toBe(1)
  })
})

describe('the record of an environment that is no more', () => {
  const forget = {
    kind: 'delete-record',
    repositoryId: 'R_1',
    environment: 'preview-12',
    observed: other,
  } as const satisfies Action
  const place = `${base}/git/ref/heads%2Flandfall%2Fenvironment%2Fpreview-12`
  const ruled = { type: 'UNPROCESSABLE', message: rule, path: ['change0'] }
  const standsAt = (oid: string) =>
    nock(api)
      .get(place)
      .reply(200, { object: { sha: oid } })
  const refuse = (error: object) =>
    nock(api)
      .post('/graphql')
      .reply(200, { data: { change0: null }, errors: [error] })

  test('goes, provided that it is the one that was seen', async () => {
    nock(api)
      .post('/graphql', ({ variables: { input0 } }) => {
        const [{ name, beforeOid, afterOid }] = input0.refUpdates
        return (
          [input0.repositoryId, name, beforeOid, afterOid].join() ===
          `R_1,refs/heads/landfall/environment/preview-12,${other},${'0'.repeat(40)}`
        )
      })
      .reply(200, { data: { change0: { clientMutationId: null } } })
    expect(await act(octokit, repo, forget)).toEqual({ kind: 'done' })
  })

  test('is gone already', async () => {
    refuse(surprise)
    nock(api).get(place).reply(404, { message: 'Not Found' })
    expect(await act(octokit, repo, forget)).toEqual({ kind: 'already' })
  })

  test('stays where somebody wrote another meanwhile', async () => {
    refuse(surprise)
    standsAt(sha)
    expect(await act(octokit, repo, forget)).toMatchObject({ kind: 'conflict' })
  })

  test('stays where a rule keeps it, and nothing waits for that', async () => {
    refuse(ruled)
    standsAt(other)
    expect(await act(octokit, repo, forget)).toEqual({ kind: 'unable', detail: rule })
  })

  test('and a surprise of GitHub’s own is tried again', async () => {
    refuse(surprise)
    standsAt(other)
    await expect(act(octokit, repo, forget)).rejects.toThrow('Something went wrong')
  })
})
