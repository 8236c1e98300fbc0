import { describe, expect, test } from '@jest/globals'
import type { GateCode } from '../../../src/model/gate.js'
import { sha } from '../snapshots.js'
import { head } from './deployable.js'
import { checks, commented, green, judge, mine, named, onMain, type Change } from './gates-judged.js'

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
])('the gate "%s"', (code, cases) => {
  test.each(cases)('%s', (_, rules, change, expected) => {
    const judged = judge(rules, change, code)
    if (expected === undefined) expect(judged).toBeUndefined()
    else expect(judged).toMatch(expected)
  })
})
