import { describe, expect, test } from '@jest/globals'
import type { Deployment } from '../../../src/model/deployment.js'
import type { Comment } from '../../../src/model/comment.js'
import type { EnvironmentRecord } from '../../../src/model/environment-record.js'
import { now, sha } from '../snapshots.js'
import { deployable, head } from './deployable.js'
import { ago, deployment, inWords, replied, run, said } from './deployments-run.js'

const claim = { key: 'comment:1', at: ago(90), thread: 5 }
const theirs = Array.from({ length: 30 }, (_, index) =>
  deployment('success', {
    id: 100 - index,
    environment: `preview-${index}`,
    isOurs: false,
    purpose: undefined,
    createdAt: ago(1),
  }),
)

/** The newest thirty are others', and nobody said anything lately where the deployment was asked for. */
function runAmongOthers(given: {
  readonly rules?: string
  readonly record?: Partial<EnvironmentRecord>
  /** What was read of the environment, and of the thread, on request. */
  readonly read?: readonly Deployment[]
  readonly said?: readonly Comment[]
}) {
  const { rules = '', record = { claim }, read, said: comments } = given
  return run({
    rules,
    record,
    deployments: theirs,
    snapshot: {
      talks: { list: [], more: undefined },
      deployables: {},
      conversations: comments === undefined ? {} : { 5: comments },
      deploymentsOf: read === undefined ? {} : { staging: { list: read, more: undefined, backTo: undefined } },
    },
  })
}

describe('what was claimed, where only others are to be seen,', () => {
  test('is looked for, with the reply that tells of it', () => {
    expect(runAmongOthers({}).looks).toEqual([
      { kind: 'deployments', environment: 'staging', sought: { kind: 'live' } },
      {
        kind: 'deployments',
        environment: 'staging',
        sought: { kind: 'asked', key: 'comment:1', since: new Date(Date.parse(ago(91))).toISOString() },
      },
      { kind: 'conversation', thread: 5, comment: 1 },
    ])
  })

  test.each<[string, readonly Deployment[], readonly Comment[], string[]]>([
    [
      'is followed to its end',
      [deployment('success')],
      [replied({ stage: 'running' })],
      ['edit-comment ended: ccccccc runs in **staging**.'],
    ],
    [
      'is an error in the end',
      [deployment('in_progress', { createdAt: ago(31) })],
      [replied({ stage: 'running' })],
      [
        'edit-comment running: Deploying ccccccc to **staging**: in progress.',
        'error on 9: Nobody said how it ended within 30 minutes',
      ],
    ],
    ['is over once that is told', [deployment('success')], [replied({ stage: 'ended' })], ['record of staging']],
    ['is over where nobody replied', [deployment('success')], [said(3, 'Nice.')], ['record of staging']],
    ['is over where there is none', [], [replied({ stage: 'ended' })], ['record of staging']],
    ['is not over while it runs', [deployment('queued')], [replied({ stage: 'ended' })], []],
  ])('%s', (_, read, comments, expected) => {
    const { actions, looks } = runAmongOthers({ read, said: comments })
    expect([inWords(actions), looks]).toEqual([expected, []])
  })

  test('is looked for no more once it is over', () => {
    const over = { claim: { ...claim, isOver: true } } as const
    const { actions, looks } = runAmongOthers({ record: over })
    expect([actions, looks]).toEqual([[], [{ kind: 'deployments', environment: 'staging', sought: { kind: 'live' } }]])
  })
})

test('of what is in sight nobody notes that it is over', () => {
  const { actions, looks } = run({
    comments: [said(1, '/deploy staging', 90), replied({ stage: 'ended' })],
    deployments: [deployment('success')],
    record: { claim },
  })
  expect([actions, looks]).toEqual([[], []])
})

test('a deployment to an environment that is not listed any more is looked for, for a day', () => {
  const forgotten = (at: string) =>
    run({
      rules: '',
      deployments: theirs,
      snapshot: {
        deploymentsOf: { staging: { list: [], more: undefined, backTo: undefined } },
        records: {
          canary: {
            oid: sha('9'),
            record: {
              lock: undefined,
              unlocked: undefined,
              waiting: [],
              claim: { key: 'merge:x', at },
              promotion: undefined,
              failure: undefined,
              dispatched: undefined,
            },
          },
        },
      },
    })
  expect(forgotten(ago(5)).looks).toMatchObject([{ kind: 'deployments', environment: 'canary' }])
  expect(forgotten(ago(25 * 60)).looks).toEqual([])
})

describe('where only others are to be seen', () => {
  const earlier = deployment('success', { id: 8, sha: sha('b') })
  const command = (body: string, read: readonly Deployment[], backTo?: string) =>
    run({
      comments: [said(1, body)],
      deployments: theirs,
      snapshot: { deploymentsOf: { staging: { list: read, more: 'x', backTo } }, deployables: { 5: deployable } },
    })

  test.each<[string, object]>([
    ['/rollback staging', { kind: 'before-live' }],
    ['/deploy staging', { kind: 'all', since: new Date(now.getTime() - 30 * 60_000).toISOString() }],
  ])('%s reads on where something may be behind', (body, sought) => {
    expect(command(body, [earlier], ago(2)).looks).toEqual([{ kind: 'deployments', environment: 'staging', sought }])
  })

  test('what ran before is found behind them', () => {
    const [record, create] = command('/rollback staging', [earlier, deployment('inactive', { id: 7 })], ago(200)).looks
    expect(record).toEqual({ kind: 'between', from: head, to: sha('b') })
    expect(create).toBeUndefined()
  })

  test('a reply that waits behind a hundred comments is looked for', () => {
    const comments = Array.from({ length: 100 }, (_, index) => said(500 + index, 'Word.'))
    const snapshot = {
      talks: { list: [], more: undefined },
      deployables: { 5: { ...deployable, comments } },
      conversations: {},
    }
    expect(run({ record: { waiting: [5] }, snapshot }).looks).toEqual([{ kind: 'conversation', thread: 5, comment: 0 }])
  })
})
