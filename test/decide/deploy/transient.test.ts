import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../src/decide/decide.js'
import { runDeployments } from '../../../src/decide/deploy/run-deployments.js'
import { printCommandReply, type AcceptedDeployment } from '../../../src/model/command-reply.js'
import type { Comment } from '../../../src/model/comment.js'
import { readConfig } from '../../../src/model/config.js'
import type { Deployment } from '../../../src/model/deployment.js'
import { deploymentsAtOnce } from '../../../src/model/deployments-read.js'
import { noRecord, type EnvironmentRecord } from '../../../src/model/environment-record.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import type { Subject } from '../../../src/model/talk.js'
import { head as mainHead, now, quiet, sha } from '../snapshots.js'
import { deployable, head } from './deployable.js'
import { ago, deployment, inWords, said } from './deployments-run.js'

const config = 'environments:\n  preview: { transient: true }\n  staging: {}\n'
const accepted: AcceptedDeployment = {
  kind: 'deploy',
  task: 'deploy',
  environment: 'preview-5',
  sha: head,
  login: 'maya',
  from: 'head',
  stage: 'waiting',
  at: new Date(now.getTime() + 60 * 60_000).toISOString(),
}
const preview = (state: Deployment['status']['state'], change: Partial<Deployment> = {}) =>
  deployment(state, { environment: 'preview-5', ...change })

interface Given {
  readonly text?: string
  readonly subject?: Subject
  readonly comments?: readonly Comment[]
  readonly deployments?: readonly Deployment[]
  readonly record?: Partial<EnvironmentRecord>
  readonly snapshot?: Partial<Snapshot>
}

const open: Subject = { kind: 'pull-request', state: 'open', isDraft: false }
const closed: Subject = { kind: 'pull-request', state: 'closed' }

function run({ text = config, subject = open, comments = [], deployments = [], record, snapshot }: Given) {
  const read = readConfig(text)
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.problems))
  const seen: Snapshot = {
    ...quiet,
    talks: { list: [{ number: 5, touchedAt: ago(1), isLocked: false, subject, comments }], more: undefined },
    rights: { maya: { push: true, maintain: true } },
    conversations: { 5: comments },
    deployments,
    ...(record && { records: { 'preview-5': { oid: sha('9'), record: { ...noRecord, ...record } } } }),
    ...(subject.kind === 'pull-request' && {
      deployables: { 5: { ...deployable, state: subject.state, comments } },
    }),
    ...snapshot,
  }
  return runDeployments(
    { snapshot: seen, branch: { name: 'main', head: mainHead, tree: sha('e') }, config: read.config },
    now,
  )
}

function replied(change: Partial<AcceptedDeployment>): Comment {
  const body = printCommandReply({ comment: 1, accepted: { ...accepted, ...change } }, 'Deploying.')
  return { ...said(2, body), author: { login: 'landfall', isBot: true }, isOurs: true }
}

describe('the environment of a pull request', () => {
  test.each(['/deploy preview', '/deploy preview-5', `/deploy preview ${head}`])('%s deploys its head', (body) => {
    const { actions } = run({ comments: [said(1, body)] })
    expect(actions.find(({ kind }) => kind === 'create-deployment')).toMatchObject({
      environment: 'preview-5',
      sha: head,
      isTransient: true,
      isProduction: false,
    })
  })

  test('is none of production, whatever it is called', () => {
    const text = 'environments:\n  production: { transient: true }\n'
    const { actions } = run({ text, comments: [said(1, '/deploy production')] })
    expect(actions.find(({ kind }) => kind === 'create-deployment')).toMatchObject({
      environment: 'production-5',
      isProduction: false,
    })
  })

  const issue: Subject = { kind: 'issue', state: 'open' }
  test.each<[string, string, Subject, RegExp]>([
    ['an issue', '/deploy preview', issue, /^Nothing was done: there is one `preview` for each pull reque/],
    ['an issue', '/lock preview', issue, /^Nothing was done: there is one `preview` for each pull reque/],
    ['an open pull request', '/deploy preview v1.0.0', open, /\*\*preview-5\*\* runs the head of #5, an/],
    ['an open pull request', `/deploy preview ${sha('7')}`, open, /\*\*preview-5\*\* runs the head of #5, an/],
    ['an open pull request', '/unlock preview-6', open, /`preview-6` is the environment of #6/],
    ['a closed one', '/deploy preview', closed, /^Nothing more is done in \*\*preview-5\*\*: #5 is closed\./],
    ['a closed one', '/lock preview', closed, /^Nothing more is done in \*\*preview-5\*\*: #5 is closed\./],
    ['a closed one', '/rollback preview', closed, /^Nothing more is done in \*\*preview-5\*\*: #5 is closed\./],
  ])('in %s %s is refused', (_, body, subject, answer) => {
    const { actions } = run({ subject, comments: [said(1, body)] })
    expect(actions.map(({ kind }) => kind)).toEqual(['post-comment'])
    expect(inWords(actions)[0]?.replace('post-comment -: ', '')).toMatch(answer)
  })

  test('stays as it is while its pull request is open', () => {
    const given = { record: {}, deployments: [preview('success')] }
    expect(run(given)).toMatchObject({ looks: [], actions: [] })
  })

  test.each(['closed', 'merged'] as const)('ends when it is %s: ours become inactive, and the record goes', (state) => {
    const deployments = [
      preview('success', { id: 12, isOurs: false, purpose: undefined, creator: 'other' }),
      preview('in_progress', { id: 11 }),
      preview('failure', { id: 10 }),
      preview('inactive', { id: 9 }),
      deployment('success', { id: 8, environment: 'preview-50' }),
    ]
    const subject = { kind: 'pull-request', state, base: 'main', merged: {} } as unknown as Subject
    const lock = { owner: { kind: 'pull-request', number: 5 }, by: 'maya', reason: '', at: ago(5) } as const
    const { actions, reasons } = run({
      subject,
      deployments,
      record: { lock: { ...lock, until: undefined, cause: 'command', comment: 3 } },
      snapshot: { pullRequestStates: { 50: 'open' } },
    })
    expect(inWords(actions)).toEqual(['inactive on 11: #5 is closed', 'inactive on 10: #5 is closed', 'delete-record'])
    expect(actions.at(-1)).toMatchObject({ environment: 'preview-5', observed: sha('9') })
    expect(reasons.map(({ code }) => code)).toContain('environment-ended')
  })

  test('is left when all is inactive and the record is gone', () => {
    expect(run({ subject: closed, deployments: [preview('inactive')] })).toMatchObject({ looks: [], actions: [] })
  })

  test('becomes inactive once more where a workflow says success afterwards', () => {
    expect(inWords(run({ subject: closed, deployments: [preview('success')] }).actions)).toEqual([
      'inactive on 9: #5 is closed',
    ])
  })

  test('keeps its record while a deployment that was asked for may still come', () => {
    const claim = { key: 'comment:1', at: ago(0.5), thread: 5 }
    const { actions, lookAgainAt } = run({
      subject: closed,
      record: { claim },
      comments: [replied({ stage: 'starting', at: ago(0.5) })],
    })
    expect(actions).toEqual([])
    expect(lookAgainAt).toBeDefined()
  })

  test.each([
    ['waiting', [], 'edit-comment ended: Nothing more is done in **preview-5**: #5 is closed.'],
    [
      'running',
      [preview('in_progress')],
      `edit-comment ended: The deployment of ${head.slice(0, 7)} to **preview-5** is over: #5 is closed`,
    ],
  ] as const)('tells whoever asked, where that is %s', (stage, deployments, words) => {
    const given = { subject: closed, comments: [replied({ stage })], record: { waiting: [5] }, deployments }
    const { actions } = run(given)
    expect(inWords(actions)).toContain(words.slice(0, 'edit-comment ended: '.length + 60))
  })

  test('with many deployments ends in several looks, the record at last', () => {
    const deployments = Array.from({ length: 12 }, (_, index) => preview('failure', { id: 40 - index }))
    expect(inWords(run({ subject: closed, record: {}, deployments }).actions)).toHaveLength(10)
    const rest = run({ subject: closed, record: {}, deployments: deployments.slice(10) })
    expect(inWords(rest.actions).at(-1)).toBe('delete-record')
  })

  test('reads all that was deployed there, and no more of one that stays', () => {
    const others = Array.from({ length: deploymentsAtOnce }, (_, index) =>
      deployment('success', { id: 100 - index, environment: 'elsewhere', isOurs: false, purpose: undefined }),
    )
    const staging = { staging: { list: [], more: undefined, backTo: undefined } }
    const given = { record: {}, deployments: others, snapshot: { deploymentsOf: staging } }
    expect(run(given)).toMatchObject({ looks: [], actions: [] })
    expect(run({ ...given, subject: closed }).looks).toMatchObject([{ kind: 'deployments', environment: 'preview-5' }])
  })

  test('whose pull request was not seen is asked about, and is kept where GitHub does not show that', () => {
    const records = { 'preview-7': { oid: sha('9'), record: noRecord } }
    const talks = { list: [], more: undefined }
    const given = { snapshot: { talks, records, deployables: {} } }
    expect(run(given).looks).toEqual([{ kind: 'pull-request-states', pullRequests: [7] }])
    const seen = (state: 'open' | 'closed' | 'missing') =>
      run({ snapshot: { ...given.snapshot, pullRequestStates: { 7: state } } }).actions.map(({ kind }) => kind)
    expect(seen('open')).toEqual([])
    expect(seen('missing')).toEqual([])
    expect(seen('closed')).toEqual(['delete-record'])
  })

  test('whose pull request and whose claim are both out of sight is read about at once', () => {
    const claim = { key: 'comment:1', at: ago(600), thread: 7 }
    const records = { 'preview-7': { oid: sha('9'), record: { ...noRecord, claim } } }
    const others = Array.from({ length: deploymentsAtOnce }, (_, index) =>
      deployment('success', { id: 100 - index, environment: 'staging', isOurs: false, purpose: undefined }),
    )
    const { looks } = run({ deployments: others, snapshot: { records, conversations: {} } })
    expect(looks.map(({ kind }) => kind).sort()).toEqual(['conversation', 'deployments', 'pull-request-states'])
  })

  test('is told of where somebody asks what there is', () => {
    const { actions } = run({ comments: [said(1, '/help')] })
    expect(actions).toMatchObject([
      { body: expect.stringContaining('Environments: `preview` (one for each pull request), `staging`.') },
    ])
  })

  test('has no record that nobody can read taken away', () => {
    const records = { 'preview-5': { oid: sha('9'), record: undefined } }
    expect(run({ subject: closed, snapshot: { records } }).actions).toEqual([])
  })

  test('is none where nothing is transient: what has such a name is left alone', () => {
    const text = 'environments:\n  preview: {}\n'
    const given = { text, subject: closed, record: {}, deployments: [preview('success')] }
    expect(run(given)).toMatchObject({ looks: [], actions: [] })
  })

  test('is held as all else by the brake', async () => {
    const records = { 'preview-5': { oid: sha('9'), record: noRecord } }
    const talks = {
      list: [{ number: 5, touchedAt: ago(1), isLocked: false, subject: closed, comments: [] }],
      more: undefined,
    }
    const decision = await decide(
      { ...quiet, configText: `paused: true\n${config}`, deployments: [], records, talks },
      now,
    )
    expect(inWords(decision.actions)).toContain('delete-record')
    expect(decision.heldBack).toBeDefined()
  })
})
