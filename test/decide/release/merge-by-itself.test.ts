import { describe, expect, test } from '@jest/globals'
import { mergeByItself } from '../../../src/decide/release/merge-by-itself.js'
import { releaseCheckName } from '../../../src/model/check-run.js'
import { readConfig } from '../../../src/model/config.js'
import { decided, type Decision } from '../../../src/model/decision.js'
import type { MergeGates } from '../../../src/model/merge-gates.js'
import type { OpenReleasePullRequest } from '../../../src/model/pull-request.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import { commit, head, merged as mergedRelease, now, sha, withFix } from '../snapshots.js'

const green: MergeGates = {
  head: sha('b'),
  base: head,
  isDraft: false,
  mergeable: true,
  isBlocked: false,
  checks: 'success',
  method: 'rebase',
}

/** What GitHub says of it was not asked yet. */
const unasked: Snapshot = {
  ...withFix,
  openReleasePullRequest: { number: 7, head: sha('b') } as OpenReleasePullRequest,
  releaseBranch: { head: sha('b'), parents: [head], message: '', committedAt: '', isOurs: true },
  releaseChecks: { runs: [{ id: 1, name: releaseCheckName, key: 'success-0' }], askedAgain: false },
}
const snapshot: Snapshot = { ...unasked, mergeGates: green }

const upToDate = decided([{ code: 'release-up-to-date', text: 'it is' }])

function merged(
  changed: Partial<Snapshot> = {},
  decision: Decision = upToDate,
  auto = 'on-green',
  seen = snapshot,
): Decision {
  const read = readConfig(`release: { auto: ${auto} }`)
  if (read.kind === 'invalid') throw new Error('the configuration of the test is wrong')
  const branch = { name: 'main', head, tree: sha('e') }
  return mergeByItself({ snapshot: { ...seen, ...changed }, branch, config: read.config }, decision, now)
}

/** A pull request brought the fix, merged then. */
function broughtAt(mergedAt: string): Snapshot['brought'] {
  return { ...withFix.brought, [sha('1')]: [{ number: 3, mergeCommit: sha('1'), mergedAt }] }
}

describe('a release pull request that is merged by itself', () => {
  test('is merged as what was checked, onto what it lists', () => {
    expect(merged().actions).toEqual([
      { kind: 'merge-pull-request', number: 7, head: sha('b'), base: head, into: 'main', method: 'rebase' },
    ])
  })

  test.each<[string, Partial<MergeGates>, number]>([
    ['another head', { head: sha('c') }, 1],
    ['another base', { base: sha('c') }, 1],
    ['no check', { checks: 'none' }, 1],
    ['checks that run', { checks: 'pending' }, 1],
    ['checks that we may not see', { checks: 'hidden' }, 15],
    ['a check that failed', { checks: 'failure' }, 15],
    ['a draft', { isDraft: true }, 15],
    ['what GitHub has not worked out', { mergeable: undefined }, 1],
    ['conflicts', { mergeable: false }, 15],
    ['rules of the branch', { isBlocked: true }, 15],
    ['no way to merge', { method: undefined }, 15],
  ])('waits: %s', (_, gates, minutes) => {
    const decision = merged({ mergeGates: { ...green, ...gates } })
    expect(decision.actions).toEqual([])
    expect(decision.reasons.map(({ code }) => code)).toEqual(['release-up-to-date', 'auto-waits'])
    expect(decision.lookAgainAt).toBe(new Date(now.getTime() + minutes * 60_000).toISOString())
  })

  test.each<[string, Decision]>([
    ['where nobody asked for it', merged({}, upToDate, 'off')],
    ['where it lists less than it ships', merged({}, decided([{ code: 'refresh-waits', text: '' }]))],
    [
      'while something is to be done',
      merged({}, decided(upToDate.reasons, [{ kind: 'close-pull-request', number: 9 }])),
    ],
    ['where our own check is not on its head', merged({ releaseChecks: { runs: [], askedAgain: false } })],
    [
      'where our own check is red',
      merged({ releaseChecks: { runs: [{ id: 1, name: releaseCheckName, key: 'failure-0' }], askedAgain: false } }),
    ],
    ['where there is none', merged({ openReleasePullRequest: undefined })],
  ])('is not merged %s', (_, decision) => {
    expect(decision.actions.filter(({ kind }) => kind === 'merge-pull-request')).toEqual([])
    expect(decision.looks).toEqual([])
  })

  test('waits until the checks of others may have begun', () => {
    const pushed = (secondsAgo: number): Decision => {
      const committedAt = new Date(now.getTime() - secondsAgo * 1000).toISOString()
      const releaseBranch = { head: sha('b'), parents: [head], message: '', committedAt, isOurs: true }
      return merged({ releaseBranch }, upToDate, 'on-green', unasked)
    }
    expect(pushed(30)).toMatchObject({ looks: [], actions: [], lookAgainAt: '2026-06-01T12:01:30.000Z' })
    expect(pushed(120).looks).toEqual([{ kind: 'merge-gates', pullRequest: 7 }])
  })
})

// It is 14:00 in Berlin, on a Monday; the fix was pushed on Sunday, at 12:00 there.
describe('a release pull request that is merged on a schedule', () => {
  const at = (cron: string): string => `{ schedule: "${cron}", time-zone: Europe/Berlin }`
  const isMerged = ({ actions }: Decision): boolean => actions.some(({ kind }) => kind === 'merge-pull-request')
  const released = (mergedAt: string): Partial<Snapshot> => ({
    mergedReleasePullRequests: [{ ...mergedRelease, mergedAt }],
  })

  test.each<[string, string, Partial<Snapshot>, boolean]>([
    ['at its moment', '0 14 * * *', {}, true],
    ['within two hours after it', '0 12 * * 1-5', {}, true],
    ['not later', '59 11 * * *', {}, false],
    ['not before it', '1 14 * * *', {}, false],
    ['not on another day', '0 14 * * 2-5', {}, false],
    ['not where something was released since', '0 13 * * *', released('2026-06-01T11:00:00Z'), false],
    ['also where something was released before', '0 13 * * *', released('2026-06-01T10:59:59Z'), true],
    ['not what came after it', '0 13 * * *', { brought: broughtAt('2026-06-01T11:00:01Z') }, false],
    ['what came just before it', '0 13 * * *', { brought: broughtAt('2026-06-01T11:00:00Z') }, true],
    ['not where it is not green', '0 14 * * *', { mergeGates: { ...green, checks: 'failure' } }, false],
  ])('%s', (_, cron, changed, expected) => {
    expect(isMerged(merged(changed, upToDate, at(cron)))).toBe(expected)
  })

  test('with others, where one of them came before it', () => {
    const [fix] = withFix.ranges[head]?.commits ?? []
    const later = { ...commit('feat: another lamp', '2'), committedAt: '2026-06-01T11:30:00Z' }
    const ranges = { [head]: { previous: undefined, commits: [later, ...(fix ? [fix] : [])] } }
    expect(isMerged(merged({ ranges }, upToDate, at('0 13 * * *')))).toBe(true)
    const words = { ...commit('docs: a word', '3'), committedAt: '2026-05-30T11:30:00Z' }
    const only = { [head]: { previous: undefined, commits: [later, words] } }
    expect(isMerged(merged({ ranges: only }, upToDate, at('0 13 * * *')))).toBe(false)
  })

  test('otherwise says when, and looks then', () => {
    const decision = merged({}, upToDate, at('0 9 * * 1-5'), unasked)
    expect(decision.looks).toEqual([])
    expect(decision.lookAgainAt).toBe('2026-06-02T07:00:00.000Z')
    expect(decision.reasons.at(-1)).toEqual({
      code: 'auto-waits',
      text: '#7 is merged by itself when the schedule of release.auto says so: 2026-06-02 09:00 (Europe/Berlin).',
    })
  })
})
