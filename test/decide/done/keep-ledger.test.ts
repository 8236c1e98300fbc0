import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../src/decide/decide.js'
import type { MergedPullRequest } from '../../../src/model/change.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import type { PullRequestThread } from '../../../src/model/thread.js'
import { commit, head, now, sha, withFix } from '../snapshots.js'

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
})
