import { describe, expect, test } from '@jest/globals'
import nock from 'nock'
import { actTogether, together } from '../../src/act/act-together.js'
import type { Action, EditPullRequest, PushReleaseBranch, ShowStage } from '../../src/model/action.js'
import { octokitClass, type Octokit } from '../../src/octokit.js'
import { answerByNock } from '../support/answer-by-nock.js'

const repo = { installationId: 1, owner: 'acme', name: 'harbour' }
const api = 'https://api.github.example'
const octokit: Octokit = new (octokitClass({ pace: false }))({ auth: { token: 'ghs_x' }, baseUrl: api }) as Octokit

const [before, made] = ['d'.repeat(40), '2'.repeat(40)]
const check = { name: 'Landfall / release', verdict: 'success', title: 't', summary: 's', key: 'success-1' } as const
const push: PushReleaseBranch = {
  kind: 'push-release-branch',
  repositoryId: 'R_1',
  branch: 'landfall/release',
  base: 'b'.repeat(40),
  baseTree: 'c'.repeat(40),
  expected: before,
  message: 'chore: release 1.0.0',
  files: [],
  checks: [check],
}
const edit: EditPullRequest = {
  kind: 'edit-pull-request',
  number: 7,
  title: 'chore: release 1.0.0',
  body: 'new',
  base: 'main',
  observed: { title: 'chore: release 1.0.0', body: 'old' },
}
const show: ShowStage = {
  kind: 'show-stage',
  number: 8,
  thread: 'PR_8',
  comment: { post: 'It waits.' },
  isRelease: false,
}
const page = { id: 'PR_7', title: 'chore: release 1.0.0', body: 'old', baseRefName: 'main' }
const begun = (seen: object = page) => ({ checkRun: { id: 'CR_1', repository: { pullRequest: seen } } })
const unexplained = { message: 'Something went wrong while executing your query.' }

answerByNock()

function commits() {
  nock(api)
    .post('/repos/acme/harbour/git/trees')
    .reply(201, { sha: '1'.repeat(40) })
  nock(api).post('/repos/acme/harbour/git/commits').reply(201, { sha: made })
}

/** Answers a document of these mutations, and gives their inputs once it came. */
function mutates(names: readonly string[], data: object, errors?: readonly object[]): object[] {
  const inputs: object[] = []
  nock(api)
    .post('/graphql', ({ query }) => names.every((name, index) => query.includes(`change${index}: ${name}(`)))
    .reply(200, (_, body) => {
      inputs.push(...Object.values((body as { variables: Record<string, object> }).variables))
      return { data, ...(errors ? { errors } : {}) }
    })
  return inputs
}

describe('a refresh of the release', () => {
  test('ends the check behind the page that it vouches for, and shows stages with it', async () => {
    commits()
    const first = mutates(['updateRefs', 'createCheckRun'], { change0: {}, change1: begun() })
    const second = mutates(['updatePullRequest', 'updateCheckRun', 'addComment'], {
      change0: {},
      change1: {},
      change2: {},
    })
    expect(await actTogether(octokit, repo, [push, edit, show])).toEqual([
      { kind: 'done' },
      { kind: 'done' },
      { kind: 'done' },
    ])
    expect(first).toMatchObject([
      { refUpdates: [{ beforeOid: before, afterOid: made }] },
      { headSha: made, name: check.name, status: 'IN_PROGRESS' },
    ])
    expect(second).toMatchObject([
      { pullRequestId: 'PR_7', title: edit.title, body: 'new' },
      { checkRunId: 'CR_1', status: 'COMPLETED', conclusion: 'SUCCESS', externalId: 'success-1' },
      { subjectId: 'PR_8' },
    ])
    expect(second[0]).not.toHaveProperty('baseRefName')
  })

  test('leaves the page as a person has written it meanwhile, and calls nothing good', async () => {
    commits()
    mutates(['updateRefs', 'createCheckRun'], { change0: {}, change1: begun({ ...page, body: 'hers' }) })
    expect(await actTogether(octokit, repo, [push, edit, show])).toMatchObject([{ kind: 'done' }, { kind: 'conflict' }])
  })

  test.each([
    ['moved by a person', 'f'.repeat(40), [{ kind: 'conflict' }]],
    ['moved all the same', made, [{ kind: 'done' }, { kind: 'done' }]],
  ])('knows of a branch that is %s where GitHub does not say what it did', async (_, sha, outcomes) => {
    commits()
    mutates(['updateRefs', 'createCheckRun'], { change0: null, change1: begun() }, [unexplained])
    nock(api).get('/repos/acme/harbour/git/ref/heads%2Flandfall%2Frelease').reply(200, { object: { sha } })
    if (outcomes.length > 1) mutates(['updatePullRequest', 'updateCheckRun'], { change0: {}, change1: {} })
    expect(await actTogether(octokit, repo, [push, edit])).toMatchObject(outcomes)
  })

  test('goes on one by one where no check can be begun', async () => {
    commits()
    const refused = { type: 'FORBIDDEN', path: ['change1'], message: 'Resource not accessible by integration' }
    mutates(['updateRefs', 'createCheckRun'], { change0: {}, change1: null }, [refused])
    expect(await actTogether(octokit, repo, [push, edit, show])).toEqual([{ kind: 'done' }])
  })

  test('is a surprise where the page is not written, whatever is behind it', async () => {
    commits()
    mutates(['updateRefs', 'createCheckRun'], { change0: {}, change1: begun() })
    const failed = { path: ['change0'], message: 'Something went wrong.' }
    mutates(['updatePullRequest', 'updateCheckRun'], { change0: null, change1: {} }, [failed])
    await expect(actTogether(octokit, repo, [push, edit])).rejects.toThrow(/Something went wrong/)
  })
})

describe('stages', () => {
  test('that are shown by one request have an outcome each', async () => {
    const locked = { type: 'UNPROCESSABLE', path: ['change1'], message: 'it is locked' }
    mutates(['addComment', 'addComment', 'addComment'], { change0: {}, change1: null, change2: {} }, [locked])
    expect(await actTogether(octokit, repo, [show, show, show])).toEqual([
      { kind: 'done' },
      { kind: 'unable', detail: 'it is locked' },
      { kind: 'done' },
    ])
  })

  test('of whom it is not known are a surprise', async () => {
    mutates(['addComment', 'addComment'], { change0: {}, change1: null }, [unexplained])
    await expect(actTogether(octokit, repo, [show, show])).rejects.toThrow(/Something went wrong/)
  })
})

const tag: Action = { kind: 'create-tag', name: 'v1', sha: made }
const many = Array.from({ length: 20 }, () => show)

test.each<[string, readonly Action[], number]>([
  ['a tag', [tag, show], 1],
  ['a few stages', [show, show, tag, show], 2],
  ['as many stages as one request bears', many, 8],
  ['a stage of more changes than that', [{ ...show, deletes: many.map(() => 'IC_1') }, show], 1],
  ['a refresh with a stage', [push, edit, show, tag], 3],
  ['a refresh with as many as it bears', [push, edit, ...many], 8],
  ['a head without a page', [push, show], 1],
  ['a head without a check', [{ ...push, checks: [] }, edit], 1],
])('together go %s', (_, actions, expected) => {
  expect(together(actions)).toBe(expected)
})
