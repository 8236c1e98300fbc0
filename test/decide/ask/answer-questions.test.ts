import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../src/decide/decide.js'
import type { Action } from '../../../src/model/action.js'
import type { Comment } from '../../../src/model/comment.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import type { Subject, Talk } from '../../../src/model/talk.js'
import { head, now, quiet, sha, v1, withFix } from '../snapshots.js'

const open = { kind: 'pull-request', state: 'open', isDraft: false } as const

function ago(seconds: number): string {
  return new Date(now.getTime() - seconds * 1_000).toISOString()
}

function said(id: number, body = '/status', more: Partial<Comment> = {}): Comment {
  const author = { login: 'maya', isBot: false }
  return { id, author, isOurs: false, body, createdAt: ago(60), edited: false, url: '', ...more }
}

function replied(id: number, to: number): Comment {
  const author = { login: 'landfall', isBot: true }
  return said(id, `<!-- landfall:reply comment=${to} -->\nSo it is.`, { author, isOurs: true })
}

function talk(comments: readonly Comment[], subject: Subject = open, more: Partial<Talk> = {}): Talk {
  return { number: 5, touchedAt: ago(60), isLocked: false, subject, comments, ...more }
}

function asking(...list: readonly Talk[]): Snapshot {
  return { ...quiet, talks: { list, more: undefined } }
}

function merged(mergeCommit: string, base = 'main'): Subject {
  return {
    kind: 'pull-request',
    state: 'merged',
    base,
    merged: { number: 5, mergeCommit, mergedAt: '2026-05-31T10:00:00Z' },
  }
}

async function repliesTo(snapshot: Snapshot): Promise<string[]> {
  const { actions } = await decide(snapshot, now)
  return actions.flatMap((action) => (action.kind === 'post-comment' ? [textOf(action)] : []))
}

function textOf({ body }: Extract<Action, { kind: 'post-comment' }>): string {
  return body.slice(body.indexOf('\n') + 1)
}

describe('a question', () => {
  test('has one reply, which names the comment', async () => {
    const { actions, reasons } = await decide(asking(talk([said(1)])), now)
    expect(actions).toEqual([
      {
        kind: 'post-comment',
        number: 5,
        body: '<!-- landfall:reply comment=1 -->\nOpen, and not merged: no release has it.',
      },
    ])
    expect(reasons.map(({ code }) => code)).toContain('command-answered')
  })

  test('two in one comment have one reply', async () => {
    expect(await repliesTo(asking(talk([said(1, '/status\n/why')])))).toEqual([
      'Open, and not merged: no release has it.\n\nIt is not merged: a release has only what is merged into main.',
    ])
  })

  test.each([
    ['is answered', talk([said(1), replied(2, 1)])],
    ['was answered by a reply that somebody edited', talk([said(1), { ...replied(2, 1), edited: true }])],
    ['is a bot’s', talk([said(1, '/status', { author: { login: 'ci', isBot: true } })])],
    ['was edited into a comment', talk([said(1, '/status', { edited: true })])],
    ['is of nobody any more', talk([said(1, '/status', { author: undefined })])],
    ['is older than a day', talk([said(1, '/status', { createdAt: ago(90_000) })])],
    ['is in a thread that is locked', talk([said(1)], open, { isLocked: true })],
  ])('has no reply where it %s', async (_why, one) => {
    expect((await decide(asking(one), now)).actions).toEqual([])
  })

  test('a reply that somebody copied is none of ours', async () => {
    expect(await repliesTo(asking(talk([said(1), { ...replied(2, 1), isOurs: false }])))).toHaveLength(1)
  })

  test('is not answered before what was done a moment earlier is seen', async () => {
    const { actions, lookAgainAt } = await decide(asking(talk([said(1, '/status', { createdAt: ago(3) })])), now)
    expect(actions).toEqual([])
    expect(lookAgainAt).toBe(new Date(now.getTime() + 7_000).toISOString())
  })

  test('waits while a release is to be brought up to date', async () => {
    const kinds = (await decide({ ...withFix, talks: asking(talk([said(1)])).talks }, now)).actions.map(
      ({ kind }) => kind,
    )
    expect(kinds).toContain('open-pull-request')
    expect(kinds).not.toContain('post-comment')
  })

  test('twins of a reply go, and the oldest stays', async () => {
    const { actions } = await decide(asking(talk([said(1), replied(2, 1), replied(3, 1)])), now)
    expect(actions).toEqual([{ kind: 'delete-comment', comment: 3 }])
  })

  test('twins of a reply go where the release pull request was merged before they were seen, too', async () => {
    const comments = [said(1, '/release refresh'), replied(2, 1), replied(3, 1)]
    const { actions } = await decide(asking(talk(comments, merged(head))), now)
    expect(actions).toContainEqual({ kind: 'delete-comment', comment: 3 })
    expect(actions).not.toContainEqual({ kind: 'delete-comment', comment: 2 })
  })

  test('ten are answered at a look, and the rest soon', async () => {
    const talks = Array.from({ length: 12 }, (_, index) =>
      talk([said(index + 1, '/status', { author: { login: `sam${index}`, isBot: false } })], open, {
        number: index + 5,
      }),
    )
    const { actions, lookAgainAt } = await decide(asking(...talks), now)
    expect(actions).toHaveLength(10)
    expect(lookAgainAt).toBe(new Date(now.getTime() + 60_000).toISOString())
  })

  test('nobody is answered more than twenty times within an hour', async () => {
    const many = Array.from({ length: 20 }, (_, index) => [said(index + 1), replied(index + 101, index + 1)]).flat()
    const ours = talk([...many, said(50)])
    const others = talk([said(51, '/status', { author: { login: 'sam', isBot: false } })], open, { number: 6 })
    expect(await repliesTo(asking(ours, others))).toHaveLength(1)
  })

  test('behind the first conversations it is looked for', async () => {
    const edge = (seconds: number) => ({
      ...quiet,
      talks: { list: [], more: { issues: { after: 'x', touchedAt: ago(seconds) }, pullRequests: undefined } },
    })
    expect((await decide(edge(60), now)).looks).toEqual([{ kind: 'talks', since: ago(6 * 3_600) }])
    expect((await decide(edge(7 * 3_600), now)).looks).toEqual([])
  })

  test('one that is held back by paused: true is recorded', async () => {
    const { heldBack, actions } = await decide({ ...asking(talk([said(1)])), configText: 'paused: true' }, now)
    expect(heldBack).toBeDefined()
    expect(actions).toHaveLength(1)
  })
})

describe('where a merged pull request stands', () => {
  test('is asked of the tags where it is not unreleased', async () => {
    const { looks } = await decide(asking(talk([said(1)], merged(sha('5')))), now)
    expect(looks).toEqual([
      { kind: 'first-with', commit: sha('5'), tags: [{ ...v1, version: '1.0.0' }] },
      { kind: 'backports', of: [{ number: 5, mergeCommit: sha('5'), mergedAt: '2026-05-31T10:00:00Z' }] },
    ])
  })

  test.each([
    ['v1.0.0', {}, 'Released in [v1.0.0](https://github.example/acme/harbour/releases/tag/v1.0.0).'],
    [
      'v1.0.0',
      { drafts: { 'v1.0.0': [1] } },
      'Merged. Waiting in v1.0.0, whose release is a draft that nobody has published yet.',
    ],
    [null, {}, 'Merged, but main does not carry it any more, and no release has it.'],
  ])('with the tag %s and %j', async (tag, more, expected) => {
    const seen = { firstWith: { [sha('5')]: tag }, backports: { 5: [] } }
    const snapshot = { ...asking(talk([said(1)], merged(sha('5')))), ...more, ...seen }
    expect(await repliesTo(snapshot)).toEqual([expected])
  })

  test('a merge into another branch is told so, and its name does nothing', async () => {
    const line = { commits: [{ sha: sha('5'), parents: [] }], end: 'whole' } as const
    const subject = { ...merged(sha('5'), '@all<img>'), baseHead: sha('5') } as Subject
    const snapshot = { ...asking(talk([said(1)], subject)), lineMerges: { 5: null } }
    expect((await decide(snapshot, now)).looks).toMatchObject([{ kind: 'lines', of: [{ number: 5 }] }])
    const [text] = await repliesTo({ ...snapshot, lines: { [sha('5')]: line } })
    expect(text).toMatch(/^Merged into .*\. No release of that branch has it yet\.$/)
    expect(text).not.toMatch(/@all|<img>/)
  })

  test('of an issue, the pull requests that close it', async () => {
    const snapshot = asking(talk([said(1, '/why')], { kind: 'issue', state: 'open' }, { number: 9 }))
    expect((await decide(snapshot, now)).looks).toEqual([{ kind: 'closers', issues: [9] }])
    const change = { number: 5, mergeCommit: sha('5'), mergedAt: '2026-05-31T10:00:00Z' }
    const closers = {
      9: [
        { number: 4, merged: undefined },
        { number: 5, merged: change },
      ],
    }
    const ranges = {
      [head]: {
        previous: v1,
        commits: [{ sha: sha('5'), parents: [sha('0')], message: 'docs: a', committedAt: ago(90) }],
      },
    }
    expect(await repliesTo({ ...snapshot, closers, ranges })).toEqual([
      [
        'This waits for the merge of #4 and for the release of #5.',
        '',
        '* #4: It is not merged: a release has only what is merged into main.',
        '* #5: Merged on 2026-05-31T10:00:00Z. It ships with the next release.',
        '',
        'No change since the last release asks for another.',
      ].join('\n'),
    ])
  })
})
