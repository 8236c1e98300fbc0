import { describe, expect, test } from '@jest/globals'
import { decide } from '../../src/decide/decide.js'
import type { Snapshot } from '../../src/model/snapshot.js'
import { after } from './carried-out.js'
import { commit, head, merged, now, quiet, sha, v1, withFix } from './snapshots.js'

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

  test('a tag that is taken is looked at before it is spoken of', async () => {
    const taken = { ...withFix, tags: [v1, { name: 'v1.0.1', sha: undefined }] }
    expect(await decide(taken, now)).toMatchObject({ actions: [], looks: [{ kind: 'tags', names: ['v1.0.1'] }] })
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

  test('the mind is pure: a frozen snapshot gives the same decision twice', async () => {
    const frozen = deepFreeze(structuredClone(withFix))
    expect(await decide(frozen, now)).toEqual(await decide(frozen, now))
  })
})

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze)
  return Object.freeze(value)
}
