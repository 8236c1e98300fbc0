import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../src/decide/decide.js'
import { keepLedger } from '../../../src/decide/done/keep-ledger.js'
import type { PublishedRelease } from '../../../src/decide/release/publish-merged-release.js'
import type { MergedPullRequest } from '../../../src/model/change.js'
import { readConfig } from '../../../src/model/config.js'
import { decided } from '../../../src/model/decision.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import type { PullRequestThread } from '../../../src/model/thread.js'
import { commit, head, merged as mergedRelease, now, quiet, sha, withFix } from '../snapshots.js'

const merged = { number: 7, mergeCommit: sha('1'), mergedAt: '2026-05-31T10:00:00Z' }

/** A fix came by a pull request that nobody was told of, and there is no release pull request for it yet. */
const untold: Snapshot = {
  ...withFix,
  ranges: { [head]: { previous: { name: 'v1.0.0', sha: sha('0') }, commits: [commit('docs: a word')] } },
  brought: { ...withFix.brought, [sha('1')]: [merged] },
}

/** As they are while nobody said anything in them; of some a person wants no labels. */
function threadsOf(
  pullRequests: readonly MergedPullRequest[],
  takenOff: (number: number) => string[] = () => [],
): NonNullable<Snapshot['threads']> {
  const thread = (one: MergedPullRequest): PullRequestThread => ({
    number: one.number,
    id: `P${one.number}`,
    labels: [],
    isLocked: false,
    comments: [],
    isCut: false,
    takenOff: takenOff(one.number),
    merged: one,
    closes: [],
  })
  return {
    pullRequests: Object.fromEntries(pullRequests.map((one) => [one.number, thread(one)])),
    issues: {},
    asked: pullRequests.map(({ number }) => number),
  }
}

interface Witness {
  readonly body: string
  readonly isLocked: boolean
  readonly edited: boolean
}

/** Releases v1.0.1, v1.0.2 … that carry so many pull requests each, numbered from 100, 200 …; nothing else waits. */
function released(...each: number[]): Snapshot {
  const changes = each.flatMap((many, release) =>
    Array.from({ length: many }, (_, index) => {
      const number = (release + 1) * 100 + index
      return { number, mergeCommit: String(number).padStart(40, '0'), mergedAt: merged.mergedAt }
    }),
  )
  const commits = changes.map(({ number, mergeCommit }) => ({ ...commit(`fix: ${number}`), sha: mergeCommit }))
  const carried = each.map((_, release) => {
    const own = commits.filter((__, index) => Math.floor((changes[index]?.number ?? 0) / 100) === release + 1)
    return [`v1.0.${release + 1}`, { previous: undefined, commits: own }] as const
  })
  return {
    ...quiet,
    brought: Object.fromEntries(changes.map((one) => [one.mergeCommit, [one]])),
    carried: Object.fromEntries(carried),
  }
}

function outSince(patch: string, mergedAt = '2026-06-01T11:00:00Z'): PublishedRelease {
  return { tag: `v1.0.${patch}`, version: `1.0.${patch}`, merged: { ...mergedRelease, labels: [], mergedAt } }
}

function ledger(snapshot: Snapshot, out: readonly PublishedRelease[]) {
  const read = readConfig('')
  if (read.kind === 'invalid') throw new Error('the default configuration should be valid')
  const seen = { snapshot, branch: { name: 'main', head, tree: sha('e') }, config: read.config }
  return keepLedger(seen, { out, kept: decided([]) }, now)
}

describe('the ledger', () => {
  test('reads what it tells, and where GitHub does not show it, says so and asks again later', async () => {
    expect((await decide(untold, now)).looks).toEqual([{ kind: 'threads', pullRequests: [7], issues: [] }])
    const threads = { pullRequests: {}, issues: {}, asked: [7] }
    const unread = await decide({ ...untold, threads: { ...threads, unread: 'Resource not accessible' } }, now)
    expect(unread.looks).toEqual([])
    expect(unread.reasons.map(({ code }) => code)).toContain('threads-unread')
    expect(unread.lookAgainAt).toBe('2026-06-01T12:15:00.000Z')
  })

  test('tells nobody where more are to be told than a release would bring', async () => {
    const many = Array.from({ length: 21 }, (_, index) => ({ ...merged, number: index + 1 }))
    const brought = { ...untold, brought: { ...untold.brought, [sha('1')]: many } }
    const numbers = many.map(({ number }) => number)
    expect((await decide(brought, now)).looks).toEqual([{ kind: 'threads', pullRequests: numbers, issues: [] }])

    const told = await decide({ ...brought, threads: threadsOf(many) }, now)
    expect(told.actions.filter(({ kind }) => kind === 'show-stage')).toEqual([])
    expect(told.reasons.map(({ code }) => code)).toContain('too-many-threads')

    const takenOff = ['landfall: waiting']
    const restful = await decide(
      { ...brought, threads: threadsOf(many, (number) => (number > 1 ? takenOff : [])) },
      now,
    )
    expect(restful.actions.flatMap((one) => (one.kind === 'show-stage' ? [one.number] : []))).toEqual([1])
  })

  test('a release is shown after three days though GitHub does not show all its threads', () => {
    const unread = { ...released(1), threads: { pullRequests: {}, issues: {}, asked: [100], unread: 'Not accessible' } }
    const shows = (mergedAt: string) => ledger(unread, [outSince('1', mergedAt)]).actions.map(({ kind }) => kind)
    expect(shows('2026-05-30T12:00:00Z')).toEqual([])
    expect(shows('2026-05-29T11:00:00Z')).toEqual(['add-label'])
  })

  test('of several releases together the labels are read where they carry many', () => {
    const out = [outSince('1'), outSince('2')]
    const looks = (each: number) => ledger(released(each, each), out).looks.map(({ kind }) => kind)
    expect(looks(20)).toEqual(['threads'])
    expect(looks(21)).toEqual(['merged'])
  })

  test('whoever is behind forty that want to be told nothing is told', () => {
    const snapshot = released(50)
    const list = Object.values(snapshot.brought).flat()
    const labelled = { ...snapshot, merged: { since: '2000-01-01T00:00:00Z', list } }
    const out = [outSince('1')]
    const [first] = ledger(labelled, out).looks
    expect(first).toMatchObject({ kind: 'threads', pullRequests: list.slice(0, 40).map(({ number }) => number) })
    const takenOff = threadsOf(list.slice(0, 40), () => ['landfall: waiting'])
    expect(ledger({ ...labelled, threads: takenOff }, out).looks).toEqual([
      { kind: 'threads', pullRequests: list.slice(40).map(({ number }) => number), issues: [] },
    ])
    const all = { ...labelled, threads: threadsOf(list, (number) => (number < 145 ? ['landfall: waiting'] : [])) }
    const told = ledger(all, out).actions.flatMap((one) => (one.kind === 'show-stage' ? [one.number] : []))
    expect(told.toSorted((a, b) => a - b)).toEqual([145, 146, 147, 148, 149])
  })

  describe('reads what waits where a comment tells another stage', () => {
    const now7 = '<!-- landfall:stage -->\nMerged. It ships with the next release.'
    test.each<[string, Partial<Witness>, number, boolean]>([
      ['all is right', { body: now7 }, 5, false],
      ['one is not', { body: '<!-- landfall:stage -->\nMerged.' }, 5, true],
      ['who was not told tells nothing', { body: 'Something else' }, 3, false],
      ['none of the oldest was told', { body: 'Something else' }, 5, true],
      [
        'one that is not is locked, and no other waits',
        { body: '<!-- landfall:stage -->\nMerged.', isLocked: true },
        1,
        false,
      ],
      ['a person wrote there', { body: '<!-- landfall:stage -->\nMerged!', edited: true }, 1, false],
    ])('%s', (_, { body = '', isLocked = false, edited = false }, waits, isRead) => {
      const changes = Array.from({ length: waits }, (__, index) => ({
        ...merged,
        number: index + 1,
        closes: [],
      }))
      const author = { login: 'landfall', isBot: true }
      const comment = { id: 1, author, isOurs: true, body, createdAt: '', edited, url: '' }
      const snapshot = {
        ...untold,
        brought: { ...untold.brought, [sha('1')]: changes },
        waiting: {
          ...untold.waiting,
          pullRequests: changes,
          witnesses: [{ number: 1, isLocked, comments: [comment] }],
        },
        ranges: { [head]: { previous: undefined, commits: [commit('docs: a word')] } },
      }
      expect(ledger(snapshot, []).looks.length > 0).toBe(isRead)
    })
  })
})
