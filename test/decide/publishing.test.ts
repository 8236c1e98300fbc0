import { describe, expect, test } from '@jest/globals'
import { decide } from '../../src/decide/decide.js'
import type { Comment } from '../../src/model/comment.js'
import type { DraftSeen, Snapshot } from '../../src/model/snapshot.js'
import { after } from './carried-out.js'
import { commit, merged, now, quiet, sha, v1, withFix } from './snapshots.js'

function commentOfOurs(id: number, body: string): Comment {
  const author = { login: 'landfall', isBot: true }
  return { id, author, isOurs: true, body, createdAt: now.toISOString(), edited: false, url: '' }
}

function draftWith(...files: string[]): DraftSeen {
  return { author: 'landfall[bot]', name: 'v1.0.1', body: '* the lamp', files, isEmpty: files.length === 0 }
}

describe('a merged release', () => {
  test('a merged release is published before anything new is planned', async () => {
    const snapshot: Snapshot = { ...withFix, mergedReleasePullRequests: [merged] }
    expect(await decide(snapshot, now)).toMatchObject({ looks: [{ kind: 'range', head: sha('c'), candidates: [v1] }] })
    const seen = {
      ...snapshot,
      ranges: { ...snapshot.ranges, [sha('c')]: { previous: v1, commits: [commit('fix: the lamp')] } },
    }
    const decision = await decide(seen, now)
    expect(decision.actions).toMatchObject([
      { kind: 'create-tag', name: 'v1.0.1', sha: sha('c') },
      { kind: 'create-release', tag: 'v1.0.1', body: expect.stringContaining('the lamp') },
    ])
    expect(decision.lookAgainAt).toBe(now.toISOString())
    expect((await decide(await after(seen), now)).actions.map(({ kind }) => kind)).not.toContain('create-release')
  })

  test('a tag that GitHub refused is asked for again after half an hour', async () => {
    const snapshot: Snapshot = {
      ...withFix,
      mergedReleasePullRequests: [merged],
      ranges: { ...withFix.ranges, [sha('c')]: { previous: v1, commits: [commit('fix: the lamp')] } },
      refusedTags: { 'v1.0.1': 'Cannot create ref due to creations being restricted.' },
    }
    const refused = await decide(snapshot, now)
    expect(refused).toMatchObject({ lookAgainAt: '2026-06-01T12:30:00.000Z', reasons: [{ code: 'tag-refused' }] })
    expect(refused.actions).toMatchObject([{ kind: 'post-comment', number: 7 }])
    const body = refused.actions[0]?.kind === 'post-comment' ? refused.actions[0].body : ''
    expect(body).toContain('creations being restricted')

    const said = { ...merged, comments: [1, 2].map((id) => commentOfOurs(id, body)) }
    const next = { ...snapshot, refusedTags: {}, mergedReleasePullRequests: [said] }
    const soon = await decide(next, new Date('2026-06-01T12:29:00Z'))
    expect(soon).toMatchObject({
      actions: [{ kind: 'delete-comment', comment: 2 }],
      lookAgainAt: '2026-06-01T12:30:00.000Z',
    })
    const later = await decide(next, new Date('2026-06-01T12:30:00Z'))
    expect(later.actions[0]).toMatchObject({ kind: 'create-tag' })
  })

  test('a release that is out is labelled, and what was said to stop it is taken back', async () => {
    const comments = [commentOfOurs(1, '<!-- landfall:publishing stopped -->\n**This release is not published.**')]
    const snapshot: Snapshot = {
      ...quiet,
      tags: [v1, { name: 'v1.0.1', sha: sha('c') }],
      released: { 'v1.0.1': true },
      mergedReleasePullRequests: [{ ...merged, labels: [], comments }],
      carried: { 'v1.0.1': { previous: v1, commits: [commit('fix: the lamp')] } },
    }
    expect((await decide(snapshot, now)).actions).toEqual([
      { kind: 'edit-comment', comment: 1, body: '<!-- landfall:publishing done -->\nPublished as v1.0.1.' },
      { kind: 'add-label', number: 7, label: 'landfall: released' },
    ])
  })

  const drafted: Snapshot = {
    ...quiet,
    configText: "release: { assets: ['harbour-${version}.tgz', '<b>.json'] }",
    tags: [v1, { name: 'v1.0.1', sha: sha('c') }],
    released: { 'v1.0.1': true },
    drafts: { 'v1.0.1': [5] },
    mergedReleasePullRequests: [{ ...merged, labels: [] }],
  }

  test.each<[string, readonly string[] | undefined, string, object]>([
    ['nobody has looked', undefined, '11:01', { looks: [{ kind: 'draft', release: 5 }], actions: [] }],
    ['a file is missing', ['<b>.json'], '11:01', { actions: [], lookAgainAt: '2026-06-01T11:02:30.000Z' }],
    ['it is missing for long', ['<b>.json'], '11:15', { actions: [{ kind: 'post-comment', number: 7 }] }],
    [
      'they are all there',
      ['<b>.json', 'harbour-1.0.1.tgz'],
      '11:01',
      { actions: [{ kind: 'publish-draft', release: 5 }] },
    ],
  ])('a draft waits for its files: %s', async (_, files, time, expected) => {
    const draftsSeen = files === undefined ? {} : { 5: draftWith(...files) }
    expect(await decide({ ...drafted, draftsSeen }, new Date(`2026-06-01T${time}:00Z`))).toMatchObject(expected)
  })

  test('the comment about missing files names them, harmlessly, and they are not looked for for ever', async () => {
    const missing = { ...drafted, draftsSeen: { 5: draftWith() } }
    const { actions, reasons, lookAgainAt } = await decide(missing, now)
    expect(JSON.stringify(actions)).toContain('harbour-1.0.1.tgz')
    expect(JSON.stringify(actions)).not.toContain('<b>.json')
    expect(reasons.map(({ code }) => code)).toContain('assets-missing')
    expect(lookAgainAt).toBe('2026-06-01T12:30:00.000Z')
    expect((await decide(missing, new Date('2026-06-04T12:00:00Z'))).lookAgainAt).toBeUndefined()
  })

  const forPeople = { ...drafted, configText: 'release: { draft: true }', drafts: { 'v1.0.1': [5, 6] } }

  test('of two drafts of one tag both are read', async () => {
    const looks = [5, 6].map((release) => ({ kind: 'draft', release }))
    expect(await decide(forPeople, now)).toMatchObject({ looks, actions: [] })
  })

  test.each<[string, DraftSeen | 'gone', DraftSeen | 'gone', number[]]>([
    ['the younger is our twin of the older', draftWith(), draftWith(), [6]],
    ['the younger has the files', draftWith(), draftWith('a'), [5]],
    ['both have files', draftWith('a'), draftWith('a'), []],
    ['a file is on its way to the younger', draftWith('a'), { ...draftWith(), isEmpty: false }, []],
    ['the younger says something else', draftWith(), { ...draftWith(), body: 'mine' }, []],
    ['somebody else made them', { ...draftWith(), author: 'maya' }, { ...draftWith(), author: 'maya' }, []],
    ['somebody else made the older', { ...draftWith(), author: 'maya' }, draftWith(), []],
    ['the older is gone', 'gone', draftWith(), []],
  ])('a twin of a draft goes, and nothing else: %s', async (_, older, younger, removed) => {
    const { looks, actions } = await decide({ ...forPeople, draftsSeen: { 5: older, 6: younger } }, now)
    expect(looks).toEqual([])
    expect(actions).toEqual(removed.map((release) => ({ kind: 'delete-draft', release })))
  })

  test('a draft whose files are all there is published, and its twin goes first', async () => {
    const files = ['<b>.json', 'harbour-1.0.1.tgz']
    const draftsSeen = { 5: draftWith(), 6: draftWith(...files) }
    const { actions } = await decide({ ...drafted, drafts: { 'v1.0.1': [5, 6] }, draftsSeen }, now)
    expect(actions).toEqual([
      { kind: 'delete-draft', release: 5 },
      { kind: 'publish-draft', release: 6 },
    ])
  })

  test('drafts that were seen and are gone are looked for again', async () => {
    const decision = await decide({ ...drafted, draftsSeen: { 5: 'gone' } }, now)
    expect(decision).toMatchObject({ actions: [], lookAgainAt: '2026-06-01T12:00:10.000Z' })
  })

  test('a tag without its release gets the release alone', async () => {
    const snapshot: Snapshot = {
      ...quiet,
      tags: [v1, { name: 'v1.0.1', sha: sha('c') }],
      released: { 'v1.0.0': true, 'v1.0.1': false },
      mergedReleasePullRequests: [merged],
      ranges: { ...quiet.ranges, [sha('c')]: { previous: v1, commits: [commit('fix: the lamp')] } },
    }
    expect((await decide(snapshot, now)).actions.map(({ kind }) => kind)).toEqual(['create-release'])
  })

  test('the version of a merged release is that of its commit, whatever its title says now', async () => {
    const renamed = { ...merged, title: 'chore: release 9.9.9' }
    const ranges = { [sha('c')]: { previous: v1, commits: [commit('fix: the lamp')] } }
    const decision = await decide({ ...quiet, mergedReleasePullRequests: [renamed], ranges }, now)
    expect(decision.actions[0]).toMatchObject({ name: 'v1.0.1' })
  })

  test('of two merged releases the older comes first', async () => {
    const newer = {
      ...merged,
      mergedAt: '2026-06-01T11:30:00Z',
      number: 9,
      commitMessages: ['chore: release 1.0.2'],
      mergeCommit: sha('d'),
    }
    const range = { previous: v1, commits: [commit('fix: the lamp')] }
    const ranges = { [sha('c')]: range, [sha('d')]: range }
    const decision = await decide({ ...quiet, mergedReleasePullRequests: [newer, merged], ranges }, now)
    expect(decision.actions[0]).toMatchObject({ kind: 'create-tag', name: 'v1.0.1' })
  })

  test('a tag of that name elsewhere is never moved', async () => {
    const snapshot = { ...quiet, tags: [v1, { name: 'v1.0.1', sha: sha('f') }], mergedReleasePullRequests: [merged] }
    const { actions, reasons } = await decide(snapshot, now)
    expect(actions).toEqual([{ kind: 'post-comment', number: 7, body: expect.stringContaining('not published') }])
    expect(reasons.map(({ code }) => code)).toContain('tag-elsewhere')
  })

  test('to which commit a tag leads is asked for where it is not known, and whether it has a release at once', async () => {
    const tags = [v1, { name: 'v1.0.1', sha: undefined }, { name: 'core@1.0.1', sha: undefined }]
    const snapshot = {
      ...quiet,
      tags: [...tags, { name: 'v0.9.0', sha: undefined }],
      mergedReleasePullRequests: [merged],
    }
    expect(await decide(snapshot, now)).toMatchObject({
      actions: [],
      looks: [
        { kind: 'tags', names: ['v1.0.1', 'core@1.0.1'] },
        { kind: 'releases', tags: ['v1.0.1'] },
      ],
    })
    const known = { ...snapshot, tags: [v1, { name: 'v1.0.1', sha: sha('c') }], released: { 'v1.0.1': true } }
    expect((await decide(known, now)).looks).toEqual([])
  })

  test('whether a tag has a release is asked for where the newest releases do not tell', async () => {
    const snapshot = { ...quiet, tags: [v1, { name: 'v1.0.1', sha: sha('c') }], mergedReleasePullRequests: [merged] }
    expect(await decide(snapshot, now)).toMatchObject({ actions: [], looks: [{ kind: 'releases', tags: ['v1.0.1'] }] })
    const told = { ...snapshot, released: { 'v1.0.1': true } }
    expect((await decide(told, now)).reasons.map(({ code }) => code)).toEqual(['nothing-to-release'])
  })

  test.each<[string, Partial<Snapshot>]>([
    ['published while tags were named otherwise', { tags: [v1, { name: 'harbour-v1.0.1', sha: sha('c') }] }],
    ['older than what is out', { tags: [v1], released: { 'v1.1.0': true } }],
    ['merged into another branch', { mergedReleasePullRequests: [{ ...merged, base: 'old' }] }],
  ])('a release that was %s is not published again', async (_, change) => {
    const { actions } = await decide({ ...quiet, mergedReleasePullRequests: [merged], ...change }, now)
    expect(actions).toEqual([])
  })

  test('the squash of the release itself is no entry, whatever its title', async () => {
    const squash = { ...commit('feat: spring release (#7)', 'c'), sha: sha('c') }
    const ranges = { [sha('c')]: { previous: v1, commits: [commit('fix: the lamp'), squash] } }
    const { actions } = await decide({ ...quiet, mergedReleasePullRequests: [merged], ranges }, now)
    expect(actions[1]).toMatchObject({ kind: 'create-release', body: expect.not.stringContaining('spring') })
  })
})
