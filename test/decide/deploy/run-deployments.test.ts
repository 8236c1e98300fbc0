import { describe, expect, test } from '@jest/globals'
import { runDeployments } from '../../../src/decide/deploy/run-deployments.js'
import type { Action } from '../../../src/model/action.js'
import { parseCommandReply, printCommandReply, type AcceptedDeployment } from '../../../src/model/command-reply.js'
import type { Comment } from '../../../src/model/comment.js'
import { readConfig } from '../../../src/model/config.js'
import type { Deployment } from '../../../src/model/deployment.js'
import { noRecord, type EnvironmentRecord } from '../../../src/model/environment-record.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import { head as mainHead, now, quiet, sha } from '../snapshots.js'
import { deployable, head } from './deployable.js'

function ago(minutes: number): string {
  return new Date(now.getTime() - minutes * 60_000).toISOString()
}

function said(id: number, body: string, minutes = 1): Comment {
  const author = { login: 'maya', isBot: false }
  return { id, author, isOurs: false, body, createdAt: ago(minutes), edited: false, url: '' }
}

const accepted: AcceptedDeployment = {
  kind: 'deploy',
  task: 'deploy',
  environment: 'staging',
  sha: head,
  login: 'maya',
  from: 'head',
  stage: 'starting',
  at: ago(0.5),
}

function replied(change: Partial<AcceptedDeployment>, edited = false): Comment {
  const body = printCommandReply({ comment: 1, accepted: { ...accepted, ...change } }, 'Deploying.')
  return { ...said(2, body), author: { login: 'landfall', isBot: true }, isOurs: true, edited }
}

function deployment(state: Deployment['status']['state'], change: Partial<Deployment> = {}): Deployment {
  const status = { state, at: ago(2), description: '', logUrl: undefined, environmentUrl: undefined }
  const purpose = { key: 'comment:1', task: 'deploy', thread: 5, by: 'maya' } as const
  const made = { id: 9, environment: 'staging', sha: head, tree: sha('1'), createdAt: ago(3), creator: 'landfall' }
  return { ...made, isOurs: true, purpose, status, ...change }
}

interface Given {
  readonly rules?: string
  readonly comments?: readonly Comment[]
  readonly deployments?: readonly Deployment[]
  readonly record?: Partial<EnvironmentRecord>
  readonly snapshot?: Partial<Snapshot>
}

function run({ rules = '', comments = [], deployments = [], record, snapshot }: Given) {
  const read = readConfig(`environments:\n  staging: {${rules}}`)
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.problems))
  const subject = { kind: 'pull-request', state: 'open', isDraft: false } as const
  const talk = { number: 5, touchedAt: ago(1), isLocked: false, subject, comments }
  const seen: Snapshot = {
    ...quiet,
    talks: { list: [talk], more: undefined },
    rights: { maya: { push: true, maintain: true } },
    deployables: { 5: { ...deployable, comments } },
    deployments,
    ...(record === undefined ? {} : { records: { staging: { oid: sha('9'), record: { ...noRecord, ...record } } } }),
    ...snapshot,
  }
  const branch = { name: 'main', head: mainHead, tree: sha('e') }
  return runDeployments({ snapshot: seen, branch, config: read.config }, now)
}

/** What is done, in a word each: of a reply the stage that its marker says and the beginning of its text. */
function inWords(actions: readonly Action[]): string[] {
  return actions.map((action) => {
    switch (action.kind) {
      case 'post-comment':
      case 'edit-comment': {
        const stage = parseCommandReply(action.body)?.accepted
        const text = action.body.slice(action.body.indexOf('\n') + 1).split('\n')[0] ?? ''
        return `${action.kind} ${stage?.kind === 'deploy' ? stage.stage : '-'}: ${text.slice(0, 60)}`
      }
      case 'say-deployment-status':
        return `${action.state} on ${action.deployment}: ${action.description}`
      case 'write-record':
        return `record of ${action.environment}`
      default:
        return action.kind
    }
  })
}

describe('a command', () => {
  const command = said(1, '/deploy staging')

  test('is claimed, carried out and answered, in this order', () => {
    const { actions } = run({ comments: [command] })
    expect(inWords(actions)).toEqual([
      'record of staging',
      'create-deployment',
      'post-comment starting: Deploying ccccccc to **staging**.',
    ])
    expect(actions[0]).toMatchObject({ record: { claim: { key: 'comment:1' } }, observed: undefined })
    expect(actions[1]).toMatchObject({ sha: head, headOf: 5, purpose: { key: 'comment:1', thread: 5, by: 'maya' } })
  })

  test('shows at once that it was seen, and is judged when reads have caught up', () => {
    const decision = run({ comments: [{ ...command, createdAt: ago(0.05) }] })
    expect(inWords(decision.actions)).toEqual(['react'])
    expect(decision.lookAgainAt).toBe(new Date(Date.parse(ago(0.05)) + 10_000).toISOString())
  })

  test('that is claimed and has no reply gets one, and no deployment', () => {
    const { actions } = run({ comments: [command], record: { claim: { key: 'comment:1', at: ago(0.5) } } })
    expect(inWords(actions)).toEqual(['post-comment starting: Deploying ccccccc to **staging**.'])
  })

  test('of two for one environment the second waits for another look', () => {
    const decision = run({ comments: [command, said(3, '/deploy staging')] })
    expect(decision.actions.filter(({ kind }) => kind === 'create-deployment')).toHaveLength(1)
    expect(decision.lookAgainAt).toBe(new Date(now.getTime() + 10_000).toISOString())
  })

  test('waits for a minute while another that GitHub was asked for does not show', () => {
    const asked = (minutes: number, deployments: Deployment[] = []) =>
      run({ comments: [command], record: { claim: { key: 'comment:77', at: ago(minutes) } }, deployments })
    const early = asked(0.5)
    expect(early.actions.map(({ kind }) => kind)).toEqual(['write-record', 'post-comment'])
    expect(early.lookAgainAt).toBe(new Date(Date.parse(ago(0.5)) + 60_000).toISOString())
    const purpose = { key: 'comment:77', task: 'deploy', thread: 5, by: 'sam' } as const
    for (const { actions } of [asked(1.5), asked(0.5, [deployment('failure', { purpose })])])
      expect(actions.map(({ kind }) => kind)).toContain('create-deployment')
  })

  test('that a deployment names is not carried out again, whatever was claimed since', () => {
    const { actions } = run({
      comments: [command],
      record: { claim: { key: 'comment:77', at: ago(2) } },
      deployments: [deployment('in_progress')],
    })
    expect(actions.map(({ kind }) => kind)).toEqual(['post-comment'])
  })

  test('is answered where GitHub does not show the deployments', () => {
    const { actions, reasons } = run({ comments: [command], snapshot: { deployments: undefined } as never })
    expect(inWords(actions)).toEqual(['post-comment -: Nothing was done: GitHub does not show Landfall the deployme'])
    expect(reasons.map(({ code }) => code)).toContain('deployments-unseen')
  })

  test('of one whose rights nobody knows looks first, at all that it needs', () => {
    const { looks } = run({ comments: [command], snapshot: { rights: {}, deployables: {} } })
    expect(looks).toEqual([
      { kind: 'permissions', logins: ['maya'] },
      { kind: 'deployable', pullRequest: 5 },
    ])
  })
})

describe.each<[string, [what: string, given: Given, expected: string[]][]]>([
  [
    'a reply that was agreed on',
    [
      ['starting, and nothing to be seen yet', { comments: [replied({})] }, []],
      [
        'starting, and nothing to be seen for a minute',
        { comments: [replied({ at: ago(1) })] },
        ['edit-comment ended: **It is not known whether ccccccc is being deployed to stagi'],
      ],
      [
        'starting, and GitHub said no',
        { comments: [replied({})], snapshot: { notDeployed: { 'comment:1': 'No @everyone.' } } },
        ['edit-comment ended: Nothing was deployed to **staging**: GitHub made no deployme'],
      ],
      [
        'starting, and there it is',
        { comments: [replied({})], deployments: [deployment('in_progress')] },
        ['edit-comment running: Deploying ccccccc to **staging**: in progress.'],
      ],
      [
        'running, and over',
        { comments: [replied({ stage: 'running' })], deployments: [deployment('failure')] },
        ['edit-comment ended: **staging** does not run ccccccc: the deployment ended with '],
      ],
      [
        'running, and deleted',
        { comments: [replied({ stage: 'running' })], snapshot: { deploymentsOf: { staging: [] } } },
        ['edit-comment ended: The deployment of ccccccc to **staging** is gone: somebody d'],
      ],
      ['that somebody edited drives nothing', { comments: [replied({ at: ago(1) }, true)] }, []],
      [
        'waiting, and everything is there',
        { comments: [replied({ stage: 'waiting', at: ago(-60) })], record: { waiting: [5] } },
        ['record of staging', 'edit-comment starting: Deploying ccccccc to **staging**.', 'create-deployment'],
      ],
      [
        'waiting for too long',
        {
          comments: [replied({ stage: 'waiting', at: ago(1) })],
          snapshot: { deployables: { 5: { ...deployable, reviewDecision: 'review-required' } } },
        },
        ['edit-comment ended: Nothing was deployed to **staging**: this waited long enough'],
      ],
      [
        'waiting, and the pull request closed',
        {
          comments: [replied({ stage: 'waiting', at: ago(-60) })],
          snapshot: { deployables: { 5: { ...deployable, state: 'closed' } } },
        },
        ['edit-comment ended: The deployment of ccccccc to **staging** is gone: somebody d'],
      ],
      [
        'waiting for an environment that is not listed any more',
        { comments: [replied({ stage: 'waiting', at: ago(-60), environment: 'canary' })] },
        ['edit-comment ended: Nothing was done: there is no environment `canary`. There is'],
      ],
    ],
  ],
  [
    'a deployment',
    [
      [
        'is handed to its workflow, once',
        { rules: 'workflow: deploy.yml', deployments: [deployment('created')] },
        ['record of staging', 'queued on 9: Dispatching deploy.yml', 'dispatch-workflow'],
      ],
      [
        'that was handed to it is not again, though nobody said anything of it yet',
        { rules: 'workflow: deploy.yml', deployments: [deployment('created')], record: { dispatched: 9 } },
        [],
      ],
      [
        'that was handed to it is left alone',
        { rules: 'workflow: deploy.yml', deployments: [deployment('queued')] },
        [],
      ],
      [
        'that says nothing more is an error',
        { rules: 'timeout: 3m', deployments: [deployment('in_progress')] },
        ['error on 9: Nobody said how it ended within 3 minutes'],
      ],
      [
        "somebody else's is theirs",
        { rules: 'timeout: 3m', deployments: [deployment('queued', { isOurs: false })] },
        [],
      ],
      [
        'that a job made beside ours says how ours ends',
        {
          deployments: [
            deployment('failure', { id: 10, isOurs: false, purpose: undefined, createdAt: ago(2) }),
            deployment('in_progress'),
          ],
        },
        ["failure on 9: As deployment 10 of the job's own environment says"],
      ],
      [
        'that succeeds makes what ran before inactive',
        { deployments: [deployment('success'), deployment('success', { id: 8, sha: sha('b') })] },
        ['inactive on 8: ccccccc runs here now'],
      ],
      [
        'of others makes nothing inactive',
        { deployments: [deployment('success', { isOurs: false }), deployment('success', { id: 8, sha: sha('b') })] },
        [],
      ],
      [
        'that failed locks the environment, where it is to',
        { rules: 'on-failure: lock', deployments: [deployment('failure')] },
        ['record of staging'],
      ],
      [
        'that failed is followed by what ran before, where it is to',
        {
          rules: 'on-failure: rollback',
          deployments: [deployment('error'), deployment('success', { id: 8, sha: sha('b') })],
        },
        ['record of staging', 'create-deployment'],
      ],
      [
        'that failed is followed once',
        {
          rules: 'on-failure: rollback',
          deployments: [deployment('error'), deployment('success', { id: 8, sha: sha('b') })],
          record: { failure: 9 },
        },
        [],
      ],
    ],
  ],
  [
    'a record',
    [
      ['names no thread in which nothing waits', { record: { waiting: [5] } }, ['record of staging']],
      [
        'loses the lock of a pull request that closed',
        {
          record: {
            lock: {
              owner: { kind: 'pull-request', number: 6 },
              by: 'maya',
              reason: '',
              at: ago(9),
              until: undefined,
              cause: 'command',
              comment: 4,
            },
          },
        },
        ['record of staging'],
      ],
    ],
  ],
  [
    'what was merged',
    [
      ['before the environment was listed is left alone', { rules: 'on: merge' }, ['record of staging']],
      [
        'and tried is not tried again',
        {
          rules: 'on: merge',
          record: { promotion: { key: `merge:${mainHead}`, sha: mainHead, at: ago(90), isAsked: true } },
        },
        [],
      ],
      [
        'goes there',
        {
          rules: 'on: merge',
          record: { promotion: { key: 'merge:old', sha: sha('0'), at: ago(90), isAsked: true } },
          snapshot: {
            commitsNamed: {
              [mainHead]: {
                sha: mainHead,
                tree: sha('e'),
                isOnDefaultBranch: true,
                checks: { list: [], isWhole: true },
              },
            },
          },
        },
        ['record of staging', 'create-deployment'],
      ],
    ],
  ],
])('%s', (_, cases) => {
  test.each(cases)('%s', (__, given, expected) => {
    const { actions, looks } = run(given)
    expect([inWords(actions), looks]).toEqual([expected, []])
  })
})
