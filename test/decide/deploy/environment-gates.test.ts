import { describe, expect, test } from '@jest/globals'
import type { GateCode } from '../../../src/model/gate.js'
import { sha } from '../snapshots.js'
import { agreed, deployed, judge, locked, rights, team, type Change } from './gates-judged.js'

describe.each<[GateCode, [what: string, rules: string, change: Change, expected: RegExp | undefined][]]>([
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
