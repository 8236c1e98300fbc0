import { describe, expect, test } from '@jest/globals'
import { mergeByItself } from '../../../src/decide/release/merge-by-itself.js'
import { releaseCheckName } from '../../../src/model/check-run.js'
import { readConfig } from '../../../src/model/config.js'
import { decided, type Decision } from '../../../src/model/decision.js'
import type { MergeGates } from '../../../src/model/merge-gates.js'
import type { OpenReleasePullRequest } from '../../../src/model/pull-request.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import { head, now, sha, withFix } from '../snapshots.js'

const green: MergeGates = {
  head: sha('b'),
  base: head,
  isDraft: false,
  mergeable: true,
  isBlocked: false,
  checks: 'success',
  method: 'rebase',
}

const snapshot: Snapshot = {
  ...withFix,
  openReleasePullRequest: { number: 7, head: sha('b') } as OpenReleasePullRequest,
  releaseBranch: { head: sha('b'), parents: [head], message: '', committedAt: '', isOurs: true },
  releaseChecks: { runs: [{ id: 1, name: releaseCheckName, key: 'success-0' }], askedAgain: false },
  mergeGates: green,
}

const upToDate = decided([{ code: 'release-up-to-date', text: 'it is' }])

function merged(changed: Partial<Snapshot> = {}, decision: Decision = upToDate, auto = 'on-green'): Decision {
  const read = readConfig(`release: { auto: ${auto} }`)
  if (read.kind === 'invalid') throw new Error('the configuration of the test is wrong')
  const branch = { name: 'main', head, tree: sha('e') }
  return mergeByItself({ snapshot: { ...snapshot, ...changed }, branch, config: read.config }, decision, now)
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
})
