import { describe, expect, test } from '@jest/globals'
import { decide } from '../../src/decide/decide.js'
import type { Action } from '../../src/model/action.js'
import { noChecks } from '../../src/model/check-run.js'
import type { Comment } from '../../src/model/comment.js'
import type { Commit } from '../../src/model/commit.js'
import type { Snapshot } from '../../src/model/snapshot.js'

const now = new Date('2026-06-01T12:00:00Z')
const sha = (digit: string): string => digit.repeat(40)
const head = sha('a')

function commit(message: string, digit = '1', parents = [sha('0')]): Commit {
  return { sha: sha(digit), parents, message, committedAt: '2026-05-31T10:00:00Z' }
}

const v1 = { name: 'v1.0.0', sha: sha('0') }

const quiet: Snapshot = {
  repo: { installationId: 1, owner: 'acme', name: 'harbour' },
  repositoryId: 'R_1',
  appId: 1,
  url: 'https://github.example/acme/harbour',
  archived: false,
  fork: false,
  defaultBranch: { name: 'main', head, tree: sha('e') },
  configText: '',
  configOid: sha('d'),
  tags: [v1],
  released: { 'v1.0.0': true },
  releaseBranch: undefined,
  openReleasePullRequest: undefined,
  mergedReleasePullRequests: [],
  closedReleasePullRequest: undefined,
  mayPush: {},
  onboarding: { pullRequest: undefined, branch: undefined },
  openPullRequests: { list: [], more: undefined },
  mergeGroups: [],
  headChecks: noChecks,
  releaseChecks: noChecks,
  ranges: { [head]: { previous: v1, commits: [] } },
  files: {},
}

const withFix: Snapshot = {
  ...quiet,
  ranges: { [head]: { previous: v1, commits: [commit('fix: the lamp')] } },
  files: {
    [head]: {
      'package.json': { kind: 'text', text: '{"version":"1.0.0"}' },
      'package-lock.json': { kind: 'absent' },
      'CHANGELOG.md': { kind: 'absent' },
    },
  },
}

const merged = {
  number: 7,
  title: 'chore: release 1.0.1',
  body: '',
  base: 'main',
  head: sha('b'),
  parent: head,
  commitMessages: ['chore: release 1.0.1'],
  mergeCommit: sha('c'),
  mergedAt: '2026-06-01T11:00:00Z',
  labels: ['landfall: released'],
  comments: [],
}

function commentOfOurs(id: number, body: string): Comment {
  const author = { login: 'landfall', isBot: true }
  return { id, author, isOurs: true, body, createdAt: now.toISOString(), edited: false, url: '' }
}

/** The snapshot as it would be found after the actions were carried out, and those of the looks that follow at once. */
async function after(snapshot: Snapshot): Promise<Snapshot> {
  const { actions, lookAgainAt } = await decide(snapshot, now)
  const next = carriedOut(snapshot, actions)
  return actions.length > 0 && lookAgainAt === now.toISOString() ? after(next) : next
}

function carriedOut(snapshot: Snapshot, actions: readonly Action[]): Snapshot {
  let next = snapshot
  for (const action of actions) {
    if (action.kind === 'push-release-branch') {
      next = {
        ...next,
        releaseBranch: {
          head: sha('b'),
          parents: [action.base],
          message: action.message,
          committedAt: now.toISOString(),
          isOurs: true,
        },
      }
    } else if (action.kind === 'open-pull-request' || action.kind === 'edit-pull-request') {
      const { title, body } = action
      next = {
        ...next,
        openReleasePullRequest: {
          number: 7,
          title,
          body,
          base: 'main',
          head: next.releaseBranch?.head ?? sha('b'),
          parent: head,
          commitMessages: [title],
          comments: next.openReleasePullRequest?.comments ?? [],
          edits: [],
        },
      }
    } else if (action.kind === 'create-tag') {
      next = { ...next, tags: [...next.tags, { name: action.name, sha: action.sha }] }
    } else if (action.kind === 'create-release') {
      next = { ...next, released: { ...next.released, [action.tag]: true } }
    } else if (action.kind === 'report-check') {
      const runs = [{ id: 1, name: action.name, key: action.key }]
      const checks = { runs, askedAgain: false }
      next = {
        ...next,
        ...(action.sha === next.releaseBranch?.head ? { releaseChecks: checks } : {}),
        ...(action.sha === next.defaultBranch?.head ? { headChecks: checks } : {}),
      }
    } else if (action.kind === 'close-pull-request') {
      next = { ...next, openReleasePullRequest: undefined }
    }
  }
  return next
}

function asleepWith(pullRequest: Snapshot['onboarding']['pullRequest']): Partial<Snapshot> {
  return { configText: undefined, onboarding: { pullRequest, branch: undefined } }
}

describe('what is to be done', () => {
  test.each<[string, Partial<Snapshot>, string]>([
    ['an archived repository', { archived: true }, 'archived'],
    ['a fork without a configuration', { configText: undefined, fork: true }, 'asleep'],
    ['a proposal that was closed', asleepWith({ number: 1, state: 'CLOSED' }), 'asleep'],
    ['a proposal that is open', asleepWith({ number: 1, state: 'OPEN' }), 'asleep'],
    ['a proposal that was merged, its file gone since', asleepWith({ number: 1, state: 'MERGED' }), 'asleep'],
    [
      'an empty repository without a configuration',
      { configText: undefined, defaultBranch: undefined },
      'empty-repository',
    ],
    ['a repository without a commit', { defaultBranch: undefined }, 'empty-repository'],
    ['nothing new', {}, 'nothing-to-release'],
  ])('%s: nothing, and why', async (_, change, code) => {
    const decision = await decide({ ...quiet, ...change }, now)
    expect(decision.actions).toEqual([])
    expect(decision.reasons.map((reason) => reason.code)).toEqual([code])
  })

  test('a configuration that cannot be used: nothing but a check that says where', async () => {
    const { actions, reasons } = await decide({ ...quiet, configText: 'release: 1' }, now)
    const annotations = [expect.objectContaining({ line: 1, column: 1 })]
    expect(actions).toMatchObject([{ kind: 'report-check', sha: head, verdict: 'failure', annotations }])
    expect(reasons.map((reason) => reason.code)).toEqual(['config-invalid'])
  })

  test('it looks before it decides: first the commits, then the files', async () => {
    const blind = { ...withFix, ranges: {}, files: {} }
    expect(await decide(blind, now)).toMatchObject({ actions: [], looks: [{ kind: 'range', head, candidates: [v1] }] })
    expect(await decide({ ...withFix, files: {} }, now)).toMatchObject({
      actions: [],
      looks: [
        {
          kind: 'files',
          at: head,
          paths: ['package.json', 'package-lock.json', 'npm-shrinkwrap.json', 'CHANGELOG.md'],
        },
      ],
    })
  })

  test('a change opens the release pull request: the branch first', async () => {
    const { actions, reasons } = await decide(withFix, now)
    expect(actions.map(({ kind }) => kind)).toEqual(['push-release-branch', 'open-pull-request'])
    expect(actions[0]).toMatchObject({ base: head, expected: undefined, message: 'chore: release 1.0.1' })
    expect(reasons.map(({ code }) => code)).toEqual(['release-refreshed'])
  })

  test.each<[string, Snapshot, string[], string[]]>([
    [
      'a release',
      {
        ...withFix,
        mergedReleasePullRequests: [merged],
        ranges: { ...withFix.ranges, [sha('c')]: { previous: v1, commits: [commit('fix: the lamp')] } },
      },
      ['paused', 'publishing'],
      ['create-tag', 'create-release'],
    ],
    ['a refresh', withFix, ['paused', 'release-refreshed'], ['push-release-branch', 'open-pull-request']],
    ['nothing at all', quiet, ['paused', 'nothing-to-release'], []],
  ])('paused holds back %s', async (_, snapshot, codes, kinds) => {
    const decision = await decide({ ...snapshot, configText: 'paused: true' }, now)
    expect(decision.heldBack).toBe('paused: true')
    expect(decision.reasons.map(({ code }) => code)).toEqual(codes)
    expect(decision.actions.map(({ kind }) => kind)).toEqual(kinds)
  })

  test('paused, it may still look', async () => {
    const { looks } = await decide({ ...withFix, ranges: {}, configText: 'paused: true' }, now)
    expect(looks).toHaveLength(1)
  })

  test('once done, it decides nothing', async () => {
    const decision = await decide(await after(withFix), now)
    expect(decision).toMatchObject({ looks: [], actions: [], reasons: [{ code: 'release-up-to-date' }] })
  })

  test.each<[string, Partial<Snapshot>, object | undefined]>([
    ['a refresh', {}, { version: '1.0.1', tag: 'v1.0.1', previous: v1, bump: 'patch' }],
    ['what is held back', { configText: 'paused: true' }, { version: '1.0.1' }],
    ['what is stopped', { tags: [v1, { name: 'v1.0.1', sha: sha('f') }] }, { version: '1.0.1' }],
    ['nothing to release', { ranges: quiet.ranges }, { kind: 'no-release' }],
    ['a release that is published first', { mergedReleasePullRequests: [merged] }, undefined],
    [
      'a tag format that fits no tag',
      {
        tags: [{ name: '5.3.1', sha: sha('0') }],
        ranges: { [head]: { previous: undefined, commits: [commit('fix: a')] } },
      },
      undefined,
    ],
  ])('%s says what is next, where that is known', async (_, change, next) => {
    const decision = await decide({ ...withFix, ...change }, now)
    if (next === undefined) expect(decision.next).toBeUndefined()
    else expect(decision.next).toMatchObject(next)
  })

  test('what is next is told with the words that people gave it', async () => {
    const done = await after(withFix)
    const open = done.openReleasePullRequest
    if (open === undefined) throw new Error('there should be a pull request')
    const body = `The lamp burns again.\n\n${open.body}`
    const { next } = await decide({ ...done, openReleasePullRequest: { ...open, body } }, now)
    expect(next).toMatchObject({ notes: expect.stringMatching(/The lamp burns again\.[^]*the lamp/) })
  })

  test('the line ends that a browser writes change nothing', async () => {
    const done = await after(withFix)
    const open = done.openReleasePullRequest
    if (open === undefined) throw new Error('there should be a pull request')
    const edited = { ...open, body: `${open.body.replaceAll('\n', '\r\n')}\r\n` }
    expect((await decide({ ...done, openReleasePullRequest: edited }, now)).actions).toEqual([])
  })

  test('a tag that changes the notes renews the files, though the head is the same', async () => {
    const done = await after(withFix)
    const v2 = { name: 'v2.0.0', sha: sha('0') }
    const tagged: Snapshot = {
      ...done,
      tags: [v1, v2],
      ranges: { [head]: { previous: v2, commits: [commit('fix: the lamp')] } },
    }
    expect((await decide(tagged, now)).actions).toMatchObject([
      { kind: 'report-check', sha: sha('b'), verdict: 'pending' },
      { kind: 'push-release-branch', expected: sha('b'), message: 'chore: release 2.0.1' },
      { kind: 'edit-pull-request', title: 'chore: release 2.0.1' },
    ])
  })

  test('where nothing is left to release, the pull request is closed', async () => {
    const done = await after(withFix)
    const empty = { ...done, ranges: quiet.ranges }
    expect((await decide(empty, now)).actions).toEqual([{ kind: 'close-pull-request', number: 7 }])
    expect((await decide(await after(empty), now)).actions).toEqual([])
  })

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
    }
    expect((await decide(snapshot, now)).actions).toEqual([
      { kind: 'add-label', number: 7, label: 'landfall: released' },
      { kind: 'edit-comment', comment: 1, body: '<!-- landfall:publishing done -->\nPublished as v1.0.1.' },
    ])
  })

  const drafted: Snapshot = {
    ...quiet,
    configText: "release: { assets: ['harbour-${version}.tgz', '<b>.json'] }",
    tags: [v1, { name: 'v1.0.1', sha: sha('c') }],
    released: { 'v1.0.1': true },
    drafts: { 'v1.0.1': 5 },
    mergedReleasePullRequests: [{ ...merged, labels: [] }],
  }

  test.each<[string, readonly string[] | undefined, string, object]>([
    ['nobody has looked', undefined, '11:01', { looks: [{ kind: 'assets', release: 5 }], actions: [] }],
    ['a file is missing', ['<b>.json'], '11:01', { actions: [], lookAgainAt: '2026-06-01T11:02:30.000Z' }],
    ['it is missing for long', ['<b>.json'], '11:15', { actions: [{ kind: 'post-comment', number: 7 }] }],
    [
      'they are all there',
      ['<b>.json', 'harbour-1.0.1.tgz'],
      '11:01',
      { actions: [{ kind: 'publish-draft', release: 5 }] },
    ],
  ])('a draft waits for its files: %s', async (_, files, time, expected) => {
    const assets = files === undefined ? {} : { 5: files }
    expect(await decide({ ...drafted, assets }, new Date(`2026-06-01T${time}:00Z`))).toMatchObject(expected)
  })

  test('the comment about missing files names them, harmlessly, and they are not looked for for ever', async () => {
    const { actions, reasons, lookAgainAt } = await decide({ ...drafted, assets: { 5: [] } }, now)
    expect(JSON.stringify(actions)).toContain('harbour-1.0.1.tgz')
    expect(JSON.stringify(actions)).not.toContain('<b>.json')
    expect(reasons.map(({ code }) => code)).toContain('assets-missing')
    expect(lookAgainAt).toBeUndefined()
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

  test('a tag that is taken is looked at before it is spoken of', async () => {
    const taken = { ...withFix, tags: [v1, { name: 'v1.0.1', sha: undefined }] }
    expect(await decide(taken, now)).toMatchObject({ actions: [], looks: [{ kind: 'tags', names: ['v1.0.1'] }] })
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

  test.each<[string, Partial<Snapshot>, string]>([
    ['the tag is taken elsewhere', { tags: [v1, { name: 'v1.0.1', sha: sha('f') }] }, 'tag-taken'],
    [
      'tags have another format',
      {
        tags: [{ name: '5.3.1', sha: sha('0') }],
        ranges: { [head]: { previous: undefined, commits: [commit('fix: a')] } },
      },
      'tag-format',
    ],
    [
      'the changelog is a folder',
      { files: { [head]: { ...withFix.files[head], 'CHANGELOG.md': { kind: 'unusable', why: 'a folder' } } } },
      'file-unusable',
    ],
  ])('where %s, nothing is planned, and a check says why', async (_, change, code) => {
    const { actions, reasons } = await decide({ ...withFix, ...change }, now)
    expect(actions).toEqual([expect.objectContaining({ kind: 'report-check', sha: head, verdict: 'failure' })])
    expect(reasons.map((reason) => reason.code)).toEqual([code])
  })

  test('a pull request into another branch is pointed at the default branch', async () => {
    const done = await after(withFix)
    const open = done.openReleasePullRequest
    if (open === undefined) throw new Error('there should be a pull request')
    const { actions } = await decide({ ...done, openReleasePullRequest: { ...open, base: 'old' } }, now)
    expect(actions).toMatchObject([{ kind: 'edit-pull-request', base: 'main' }])
  })

  test("a person's commit on the branch is left alone, and the pull request says so once", async () => {
    const done = await after(withFix)
    const branch = {
      head: sha('d'),
      parents: [sha('b')],
      message: 'chore: release 1.0.1',
      committedAt: now.toISOString(),
      isOurs: false,
    }
    const open = done.openReleasePullRequest
    if (open === undefined) throw new Error('there should be a pull request')
    const strange = { ...done, releaseBranch: branch, openReleasePullRequest: { ...open, head: branch.head } }
    const { actions } = await decide(strange, now)
    expect(actions).toMatchObject([
      { kind: 'edit-pull-request', body: expect.stringContaining('ddddddd') },
      { kind: 'report-check', sha: branch.head, verdict: 'failure', summary: expect.stringContaining('ddddddd') },
    ])
    expect((await decide(carriedOut(strange, actions), now)).actions).toEqual([])
  })

  test('more notes than a body holds are cut between two lines', async () => {
    const commits = Array.from({ length: 800 }, (_, index) => commit(`fix: ${'lamp '.repeat(20)}${index}`))
    const decision = await decide({ ...withFix, ranges: { [head]: { previous: v1, commits } } }, now)
    const open = decision.actions.find(({ kind }) => kind === 'open-pull-request')
    expect(open?.kind === 'open-pull-request' && open.body.length).toBeLessThan(65_536)
    expect(open).toMatchObject({ body: expect.stringContaining('more entries') })
  })

  test('the mind is pure: a frozen snapshot gives the same decision twice', async () => {
    const frozen = deepFreeze(structuredClone(withFix))
    expect(await decide(frozen, now)).toEqual(await decide(frozen, now))
  })
})

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze)
  return Object.freeze(value)
}
