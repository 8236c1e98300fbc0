import { describe, expect, test } from '@jest/globals'
import { noRecord } from '../../../src/model/environment-record.js'
import { head as mainHead, sha } from '../snapshots.js'
import { deployable } from './deployable.js'
import { ago, deployment, inWords, noneRead, replied, run, type Given } from './deployments-run.js'

/** The head of the default branch, as it is read before it is deployed. */
const merged = { sha: mainHead, tree: sha('e'), isOnDefaultBranch: true, checks: { list: [], isWhole: true } }

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
        { comments: [replied({ stage: 'running' })], snapshot: { deploymentsOf: { staging: noneRead } } },
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
        ['edit-comment ended: Nothing was deployed to **staging**: this pull request is no'],
      ],
      [
        'waiting, and the pull request is not shown',
        {
          comments: [replied({ stage: 'waiting', at: ago(-60) })],
          snapshot: { deployables: { 5: 'missing' } },
        },
        ['edit-comment ended: Nothing was deployed to **staging**: GitHub does not show th'],
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
            commitsNamed: { [mainHead]: merged },
          },
        },
        ['record of staging', 'create-deployment'],
      ],
      [
        'goes to each place by itself: of two, the second is claimed when GitHub has made the first',
        {
          rules: 'on: merge}\n  canary: {on: merge',
          snapshot: {
            records: Object.fromEntries(
              ['staging', 'canary'].map((name) => [
                name,
                {
                  oid: sha('9'),
                  record: {
                    ...noRecord,
                    promotion: { key: 'merge:old', sha: sha('0'), at: ago(90), isAsked: true },
                  },
                },
              ]),
            ),
            commitsNamed: { [mainHead]: merged },
          },
        },
        ['record of staging', 'create-deployment', 'record of canary', 'create-deployment'],
      ],
    ],
  ],
])('%s', (_, cases) => {
  test.each(cases)('%s', (__, given, expected) => {
    const { actions, looks } = run(given)
    expect([inWords(actions), looks]).toEqual([expected, []])
  })
})
