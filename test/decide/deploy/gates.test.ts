import { describe, expect, test } from '@jest/globals'
import { factsOf, readDeploying } from '../../../src/decide/deploy/deploying.js'
import { judgeGates } from '../../../src/decide/deploy/judge-gates.js'
import type { Request } from '../../../src/decide/deploy/request.js'
import { readConfig } from '../../../src/model/config.js'
import type { DeployableCommit, DeployablePullRequest, SeenCheck } from '../../../src/model/deployable.js'
import type { Deployment } from '../../../src/model/deployment.js'
import { noRecord, type EnvironmentRecord } from '../../../src/model/environment-record.js'
import type { GateCode } from '../../../src/model/gate.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import { head as mainHead, quiet, sha } from '../snapshots.js'
import { deployable, head } from './deployable.js'

const now = new Date('2026-06-01T12:00:00Z')
const commented = '2026-06-01T11:59:00Z'

const green: SeenCheck = { name: 'build', isOurs: false, isRequired: true, state: 'success' }
const mine: SeenCheck = { name: 'Landfall / preview', isOurs: true, isRequired: false, state: 'failure' }

const pullRequest: DeployablePullRequest = { ...deployable, checks: { list: [green, mine], isWhole: true } }

const request: Request = {
  task: 'deploy',
  key: 'comment:1',
  sha: head,
  tree: sha('1'),
  source: { kind: 'pull-request', pullRequest, isNamed: false },
  login: 'maya',
  thread: { number: 5, author: 'sam', approvals: [] },
  at: commented,
}

interface Change {
  readonly pull?: Partial<DeployablePullRequest>
  readonly isNamed?: boolean
  readonly request?: Partial<Request>
  readonly snapshot?: Partial<Snapshot>
  readonly record?: Partial<EnvironmentRecord> | 'unreadable'
  readonly deployments?: readonly Deployment[]
  readonly at?: string
}

/** What one gate makes of a request that passes all of them, with something changed. */
function judge(rules: string, change: Change, code: GateCode): string | undefined {
  const read = readConfig(`environments:\n  staging: {}\n  production: {${rules}}`)
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.problems))
  const { record } = change
  const seenRecord = { oid: sha('9'), record: record === 'unreadable' ? undefined : { ...noRecord, ...record } }
  const snapshot: Snapshot = {
    ...quiet,
    rights: { maya: { push: true, maintain: false } },
    deployments: change.deployments ?? [],
    ...(record === undefined ? {} : { records: { production: seenRecord } }),
    ...change.snapshot,
  }
  const branch = { name: 'main', head: mainHead, tree: sha('e') }
  const at = change.at === undefined ? now : new Date(change.at)
  const deploying = readDeploying({ snapshot, branch, config: read.config }, at)
  const environment = deploying.states.find(({ rules: { name } }) => name === 'production')
  if (environment === undefined) throw new Error('there is no production')
  const pull = { ...pullRequest, ...change.pull }
  const source = { kind: 'pull-request', pullRequest: pull, isNamed: change.isNamed ?? false } as const
  const facts = factsOf(deploying, environment, { ...request, source, ...change.request })
  const gate = judgeGates(facts).gates.find((one) => one.code === code)
  return gate && `${gate.verdict}: ${gate.observed}${gate.until === undefined ? '' : ` [${gate.until}]`}`
}

function deployed(
  change: Partial<Omit<Deployment, 'status'>> & { state: Deployment['status']['state']; since?: string },
) {
  const { state, since = '2026-06-01T11:00:00Z', ...rest } = change
  const status = { state, at: since, description: '', logUrl: undefined, environmentUrl: undefined }
  const made = { id: 1, environment: 'staging', sha: head, tree: sha('1'), createdAt: '2026-06-01T10:00:00Z' }
  return { ...made, creator: 'landfall[bot]', isOurs: true, purpose: undefined, ...rest, status } satisfies Deployment
}

function locked(owner: { kind: 'person'; login: string } | { kind: 'pull-request'; number: number }, until?: string) {
  const lock = {
    owner,
    by: 'sam',
    reason: 'the *fair*',
    at: '2026-06-01T08:00:00Z',
    until,
    cause: 'command',
    comment: 3,
  }
  return { lock } as { lock: EnvironmentRecord['lock'] }
}

const onMain: DeployableCommit = {
  sha: sha('2'),
  tree: sha('3'),
  isOnDefaultBranch: true,
  checks: { list: [green], isWhole: true },
}
const named = (commit: DeployableCommit) =>
  ({ request: { sha: commit.sha, source: { kind: 'named', name: 'v1.0.0', commit } } }) as const

const agreed = (...logins: string[]) => {
  const approvals = logins.map((login) => ({ environment: 'production', sha: head, login }))
  return { request: { thread: { number: 5, author: 'sam', approvals } } }
}
const team = { teams: { releasers: { rita: true, ann: false } } }
const rights = {
  rights: {
    maya: { push: true, maintain: true },
    sam: { push: true, maintain: true },
    rita: { push: true, maintain: false },
    ann: { push: true, maintain: true },
    eve: { push: false, maintain: false },
  },
}

describe.each<[GateCode, [what: string, rules: string, change: Change, expected: RegExp | undefined][]]>([
  [
    'permission',
    [
      ['who may push', '', {}, /^pass: maya may push$/],
      [
        'who may not',
        '',
        { snapshot: { rights: { maya: { push: false, maintain: false } } } },
        /^refuse: maya may not push/,
      ],
      ['whose rights nobody knows', '', { snapshot: { rights: {} } }, /^refuse/],
      ['what the configuration asks for', '', { request: { login: undefined } }, undefined],
    ],
  ],
  [
    'commit',
    [
      ['what stood there', '', {}, /^pass: ccccccc was the head when the comment was made$/],
      [
        'a push after the comment, whatever its commits say of their dates',
        '',
        {
          pull: {
            pushes: [
              { after: head, at: '2026-06-01T11:59:30Z' },
              { after: sha('b'), at: '2026-06-01T10:00:00Z' },
            ],
          },
        },
        /^refuse: bbbbbbb was the head .* and ccccccc was pushed after it/,
      ],
      [
        'a branch that came after the comment',
        '',
        { pull: { pushes: [{ after: head, at: '2026-06-01T11:59:30Z' }] } },
        /^refuse: another commit was the head/,
      ],
      [
        'a record that lags, at first',
        '',
        { pull: { pushes: [{ after: sha('b'), at: '2026-06-01T10:00:00Z' }] }, at: '2026-06-01T11:59:20Z' },
        /^wait: GitHub's record of pushes to dark-mode ends with bbbbbbb, and ccccccc is the head$/,
      ],
      [
        'a record that never comes',
        '',
        { pull: { pushes: [{ after: sha('b'), at: '2026-06-01T10:00:00Z' }] } },
        /^refuse: GitHub's/,
      ],
      [
        'a push in the very second of the comment, which may have come after it',
        '',
        {
          pull: {
            pushes: [
              { after: head, at: commented },
              { after: sha('b'), at: '2026-06-01T10:00:00Z' },
            ],
          },
        },
        /^refuse: bbbbbbb was the head/,
      ],
      ['a branch without a record', '', { pull: { pushes: [] } }, /^refuse: GitHub shows no record/],
      ['a record that is not shown', '', { pull: { pushes: undefined } }, /^refuse: GitHub shows no record/],
      [
        'a head that moved since',
        '',
        { pull: { head: sha('d') } },
        /^refuse: ccccccc was asked for, and ddddddd is the head now/,
      ],
      ['a head that was named', '', { isNamed: true, pull: { pushes: undefined } }, /^pass: ccccccc is the head/],
      ['a commit of the default branch', '', named(onMain), /^pass: v1\.0\.0 is 2222222$/],
      ['any other commit', '', named({ ...onMain, isOnDefaultBranch: false }), /^refuse: .* which main does not reach/],
      ['into another branch, which has rules of its own', '', { pull: { base: 'v0' } }, /^refuse: goes into v0, and/],
      ['what ran before', '', { request: { source: { kind: 'earlier' } } }, /^pass: ccccccc ran here before$/],
    ],
  ],
  [
    'fork',
    [
      ['none', '', {}, undefined],
      ['a fork', '', { pull: { isFork: true } }, /^refuse: from a fork, whose code is not run here/],
      [
        'an allowed one, without its commit',
        'allow: [forks]',
        { pull: { isFork: true } },
        /^refuse: .*name the commit/,
      ],
      [
        'an allowed one, by its commit',
        'allow: [forks]',
        { pull: { isFork: true }, isNamed: true },
        /^pass: from a fork, by its/,
      ],
      ['one by its commit, not allowed', '', { pull: { isFork: true }, isNamed: true }, /^refuse/],
    ],
  ],
  [
    'draft',
    [
      ['no draft', '', {}, /^pass: not a draft$/],
      ['a draft', '', { pull: { isDraft: true } }, /^refuse: a draft: mark it/],
      ['an allowed one', 'allow: [drafts]', { pull: { isDraft: true } }, /^pass: a draft, which/],
    ],
  ],
  [
    'checks',
    [
      ['all passed, our own aside', '', {}, /^pass: the only one has passed$/],
      [
        'a failed one',
        '',
        checks({ ...green, name: 'a|b <c>', state: 'failure' }),
        /^refuse: failed: a(&#124;|\\\|)b (&lt;|\\<)c/,
      ],
      ['one that runs', '', checks(green, { ...green, name: 'lint', state: 'pending' }), /^wait: not finished: lint$/],
      [
        'none yet',
        '',
        { pull: { checks: { list: [mine], isWhole: true }, pushes: [{ after: head, at: '2026-06-01T11:59:45Z' }] } },
        /^wait: there are no checks on this commit yet, .* \[2026-06-01T12:00:15.000Z\]$/,
      ],
      ['none at all', '', checks(mine), /^pass: there are \*\*no checks at all\*\*/],
      [
        'not read whole',
        '',
        { pull: { checks: { list: [green], isWhole: false } } },
        /^refuse: .*could not be read whole$/,
      ],
      [
        'required ones only',
        'checks: required',
        checks(green, { ...green, name: 'lint', isRequired: false, state: 'failure' }),
        /^pass: the only one/,
      ],
      [
        'none required',
        'checks: required',
        checks({ ...green, isRequired: false, state: 'failure' }),
        /^pass: the branch requires none/,
      ],
      [
        'named ones',
        'checks: [build]',
        checks(green, { ...green, name: 'lint', state: 'failure' }),
        /^pass: the only one/,
      ],
      ['a named one that is missing', 'checks: [build, e2e]', {}, /^wait: not there yet: e2e$/],
      [
        'of a commit that was named',
        '',
        named({ ...onMain, checks: { list: [{ ...green, state: 'failure' }], isWhole: true } }),
        /^refuse/,
      ],
      ['what ran before', '', { request: { source: { kind: 'earlier' } } }, undefined],
    ],
  ],
  [
    'reviews',
    [
      ['none asked for', '', {}, /^pass: the branch asks for none$/],
      ['approved', '', { pull: { reviewDecision: 'approved' } }, /^pass: approved$/],
      ['missing', '', { pull: { reviewDecision: 'review-required' } }, /^wait: the branch asks for a review/],
      ['changes requested', '', { pull: { reviewDecision: 'changes-requested' } }, /^refuse: changes are requested$/],
      ['not wanted here', 'reviews: off', { pull: { reviewDecision: 'changes-requested' } }, undefined],
    ],
  ],
  [
    'up-to-date',
    [
      ['has all', '', {}, /^pass: has all of main$/],
      ['lacks some', '', { pull: { behindBy: 2 } }, /^refuse: lacks 2 commits of main, and would take them out/],
      ['lacks some, allowed', 'allow: [behind]', { pull: { behindBy: 1 } }, /^pass: lacks 1 commit of main, which/],
      ['not known', '', { pull: { behindBy: undefined } }, /^refuse: GitHub does not say/],
    ],
  ],
  [
    'lock',
    [
      ['none', '', {}, /^pass: production is not locked$/],
      [
        "a person's",
        '',
        { record: locked({ kind: 'person', login: 'sam' }) },
        /^refuse: production is locked for sam: the \\\*fair/,
      ],
      ['their own', '', { record: locked({ kind: 'person', login: 'maya' }) }, /^pass: production is locked for maya/],
      ['of this pull request', '', { record: locked({ kind: 'pull-request', number: 5 }) }, /^pass/],
      [
        'of another',
        '',
        { record: locked({ kind: 'pull-request', number: 6 }) },
        /^refuse: production is locked for #6/,
      ],
      [
        'for what deploys by itself',
        '',
        { record: locked({ kind: 'pull-request', number: 5 }), request: { login: undefined } },
        /^refuse/,
      ],
      [
        'whose time is over',
        '',
        { record: locked({ kind: 'person', login: 'sam' }, '2026-06-01T11:59:59Z') },
        /^pass: production is not/,
      ],
      [
        'with an end',
        '',
        { record: locked({ kind: 'person', login: 'sam' }, '2026-06-01T13:00:00Z') },
        /until 2026-06-01T13:00:00Z/,
      ],
      [
        'that nobody can read',
        '',
        { record: 'unreadable' },
        /^refuse: what the branch landfall\/environment\/production says cannot be read/,
      ],
    ],
  ],
  [
    'freeze',
    [
      ['none', '', {}, undefined],
      ['outside', 'freeze: ["13:00 - 14:00"]', {}, /^pass: no freeze$/],
      ['inside', 'freeze: ["11:00 - 14:00"]', {}, /^wait: a freeze until 2026-06-01T14:00:00.000Z \[/],
      [
        'by the clock on the wall, in winter',
        'freeze: ["Sun 01:00 - Sun 04:00"], time-zone: Europe/Berlin',
        { at: '2026-03-22T02:30:00Z' },
        /^wait: a freeze until 2026-03-22T03:00:00.000Z/,
      ],
      [
        'over the change to summer time, which takes an hour out of it',
        'freeze: ["Sun 01:00 - Sun 04:00"], time-zone: Europe/Berlin',
        { at: '2026-03-29T01:30:00Z' },
        /^wait: a freeze until 2026-03-29T02:00:00.000Z/,
      ],
      [
        'after it',
        'freeze: ["Sun 01:00 - Sun 04:00"], time-zone: Europe/Berlin',
        { at: '2026-03-29T02:00:00Z' },
        /^pass/,
      ],
      ['over the weekend', 'freeze: ["Fri 16:00 - Mon 13:00"]', {}, /^wait: a freeze until 2026-06-01T13:00:00.000Z/],
      ['over midnight', 'freeze: ["22:00 - 12:30"]', {}, /^wait: a freeze until 2026-06-01T12:30:00.000Z/],
      ['once', 'freeze: ["2026-05-30 - 2026-06-03 18:00"]', {}, /^wait: a freeze until 2026-06-03T18:00:00.000Z/],
      [
        'two, the longer counts',
        'freeze: ["11:00 - 14:00", "11:00 - 15:00"]',
        {},
        /^wait: a freeze until 2026-06-01T15:00/,
      ],
      ['a rollback', 'freeze: ["11:00 - 14:00"]', { request: { task: 'rollback' } }, undefined],
    ],
  ],
  [
    'order',
    [
      ['none', '', {}, undefined],
      [
        'ran there',
        'after: staging',
        { deployments: [deployed({ state: 'success' })] },
        /^pass: ccccccc ran in staging$/,
      ],
      [
        'the same files',
        'after: staging',
        { deployments: [deployed({ state: 'success', sha: sha('7') })] },
        /^pass: 7777777, with the same/,
      ],
      ['was replaced there', 'after: staging', { deployments: [deployed({ state: 'inactive' })] }, /^pass/],
      [
        'failed there',
        'after: staging',
        { deployments: [deployed({ state: 'failure' })] },
        /^refuse: ccccccc has not run in staging: nothing/,
      ],
      [
        'ran elsewhere',
        'after: staging',
        { deployments: [deployed({ state: 'success', environment: 'x' })] },
        /^refuse/,
      ],
      [
        'runs there just now',
        'after: staging',
        { deployments: [deployed({ state: 'in_progress', createdAt: '2026-06-01T11:50:00Z' })] },
        /^wait/,
      ],
      [
        'something else runs there',
        'after: staging',
        { deployments: [deployed({ state: 'success', sha: sha('7'), tree: sha('8') })] },
        /^refuse: ccccccc has not run in staging: 7777777 runs there$/,
      ],
      ['what deploys by itself', 'after: staging', { request: { login: undefined } }, /^wait/],
    ],
  ],
  [
    'soak',
    [
      ['none', 'after: staging', { deployments: [deployed({ state: 'success' })] }, undefined],
      [
        'long enough',
        'after: staging, soak: 1h',
        { deployments: [deployed({ state: 'success' })] },
        /^pass: ran in staging for 1 hour and more$/,
      ],
      [
        'too short',
        'after: staging, soak: 2h',
        { deployments: [deployed({ state: 'success' })] },
        /^wait: runs in staging; long enough at 2026-06-01T13:00:00.000Z \[2026-06-01T13:00:00.000Z\]$/,
      ],
      [
        'replaced too soon',
        'after: staging, soak: 2h',
        { deployments: [deployed({ state: 'inactive' })] },
        /^refuse: was replaced/,
      ],
    ],
  ],
  [
    'approvals',
    [
      ['none', '', {}, undefined],
      ['missing', 'approvals: 1', {}, /^wait: 0 of 1 by people who may push \(nobody yet\)/],
      ['one', 'approvals: 1', { ...agreed('rita'), snapshot: rights }, /^pass: 1 of 1 .*\(rita\)/],
      ["the author's", 'approvals: 1', { ...agreed('sam'), snapshot: rights }, /^wait: 0 of 1/],
      ['their own', 'approvals: 1', { ...agreed('maya'), snapshot: rights }, /^wait: 0 of 1/],
      ['their own, allowed', 'approvals: 1, allow: [self-approval]', { ...agreed('maya'), snapshot: rights }, /^pass/],
      ['one twice', 'approvals: 2', { ...agreed('rita', 'rita'), snapshot: rights }, /^wait: 1 of 2/],
      ['who may not push', 'approvals: 1', { ...agreed('eve'), snapshot: rights }, /^wait: 0 of 1/],
      [
        'by who may maintain',
        'approvals: 1 by maintain',
        { ...agreed('rita', 'ann'), snapshot: rights },
        /^pass: 1 of 1 .*\(ann\)/,
      ],
      [
        'by a team',
        'approvals: 1 by releasers',
        { ...agreed('ann'), snapshot: { ...rights, ...team } },
        /^wait: 0 of 1 by members of the team releasers/,
      ],
      ['by one of it', 'approvals: 1 by releasers', { ...agreed('rita'), snapshot: { ...rights, ...team } }, /^pass/],
      [
        'of another commit',
        'approvals: 1',
        {
          request: {
            thread: {
              number: 5,
              author: 'sam',
              approvals: [{ environment: 'production', sha: sha('d'), login: 'rita' }],
            },
          },
          snapshot: rights,
        },
        /^wait: 0 of 1/,
      ],
      ['where nobody could give one', 'approvals: 1', { request: { thread: undefined } }, /^refuse/],
      ['a rollback', 'approvals: 1', { request: { task: 'rollback' } }, undefined],
    ],
  ],
  [
    'concurrency',
    [
      ['nothing runs', '', {}, /^pass: no other deployment to production is under way$/],
      [
        'another runs',
        '',
        {
          deployments: [
            deployed({
              state: 'in_progress',
              environment: 'production',
              createdAt: '2026-06-01T11:50:00Z',
              isOurs: false,
            }),
          ],
        },
        /^wait: ccccccc is being deployed to production \(in_progress\)$/,
      ],
      [
        'one that nobody ever ended',
        '',
        { deployments: [deployed({ state: 'queued', environment: 'production' })] },
        /^pass/,
      ],
    ],
  ],
])('the gate "%s"', (code, cases) => {
  test.each(cases)('%s', (_, rules, change, expected) => {
    const judged = judge(rules, change, code)
    if (expected === undefined) expect(judged).toBeUndefined()
    else expect(judged).toMatch(expected)
  })
})

function checks(...list: SeenCheck[]): Change {
  return { pull: { checks: { list, isWhole: true } } }
}
