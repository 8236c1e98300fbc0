import { describe, expect, test } from '@jest/globals'
import type { Deployment } from '../../src/model/deployment.js'
import type { DeploymentsRead } from '../../src/model/deployments-read.js'
import type { Snapshot } from '../../src/model/snapshot.js'
import { createKnownDeployments, type KnownDeployments } from '../../src/observe/known-deployments.js'
import { quiet, sha } from '../decide/snapshots.js'

const noon = Date.parse('2026-06-01T12:00:00Z')
const minute = 60_000
const momentOf = (minutes: number): string => new Date(noon + minutes * minute).toISOString()

/** A deployment that was made so many minutes after noon. */
function made(
  id: number,
  minutes: number,
  environment = 'elsewhere',
  state: Deployment['status']['state'] = 'success',
): Deployment {
  const createdAt = momentOf(minutes)
  const status = { state, at: createdAt, description: '', logUrl: undefined, environmentUrl: undefined }
  const who = { creator: 'maya', isOurs: false, purpose: undefined }
  return { id, environment, sha: sha('b'), tree: undefined, createdAt, ...who, status }
}

/** Others deploy, one a minute: the deployments with these ids, newest first. */
function others(to: number, from: number): Deployment[] {
  return Array.from({ length: to - from + 1 }, (_, index) => made(to - index, to - index - 100))
}

/** Twenty-nine were deployed at the same moment. */
function atOnce(to: number, minutes: number): Deployment[] {
  return Array.from({ length: 29 }, (_, index) => made(to - index, minutes))
}

function seeing(...deployments: Deployment[]): Snapshot {
  return { ...quiet, deployments }
}

const failed = made(20, -70, 'staging', 'failure')
const live = made(10, -75, 'staging')
const read: DeploymentsRead = { list: [failed, live], more: 'cursor', backTo: live.createdAt }

/** What is known of staging in this look, so many minutes after it was read at noon, when the newest of all had the id 100. */
function knownIn(sees: Snapshot, minutes = 1, meanwhile?: (known: KnownDeployments) => void): number[] | undefined {
  let at = noon
  const known = createKnownDeployments(() => new Date(at))
  known.keep(seeing(...others(100, 71)), 'staging', read)
  meanwhile?.(known)
  at = noon + minutes * minute
  return known.find(sees, 'staging')?.list.map(({ id }) => id)
}

describe('the deployments of an environment', () => {
  const same = seeing(...others(100, 71))
  const further = seeing(...others(120, 91))
  const relabelled = seeing(...others(100, 72), { ...failed, environment: 'elsewhere' })
  test.each<[string, number[] | undefined, number[] | undefined]>([
    ['are known while nothing is deployed', knownIn(same), [20, 10]],
    ['for half an hour', knownIn(same, 30), [20, 10]],
    ['and no longer', knownIn(same, 31), undefined],
    ['as long as what is shown reaches back to what was', knownIn(further), [20, 10]],
    ['by one that had been there for a while', knownIn(seeing(...others(128, 99))), [20, 10]],
    ['and not for a moment: ids and moments are not in step', knownIn(seeing(...others(129, 100))), undefined],
    ['not where there may be a gap', knownIn(seeing(...others(130, 101))), undefined],
    ['however many were made at once', knownIn(seeing(...atOnce(100, -5))), [20, 10]],
    ['and more since, where these had been seen', knownIn(seeing(made(101, 1), ...atOnce(100, -5))), [20, 10]],
    ['and may not all have been', knownIn(seeing(made(101, 1), ...atOnce(100, 0))), undefined],
    ['not where less is shown than was: that may lag behind', knownIn(seeing(...others(99, 70))), undefined],
    ['not where nothing is shown', knownIn(seeing()), undefined],
    ['nor where GitHub shows none', knownIn(quiet), undefined],
    [
      'with what is shown of the environment',
      knownIn(seeing(made(121, 21, 'staging'), ...others(120, 92))),
      [121, 20, 10],
    ],
    ['without what was said to be elsewhere since', knownIn(relabelled), [10]],
    ['of no other repository', knownIn({ ...same, repo: { ...same.repo, name: 'lighthouse' } }), undefined],
    ['until they are forgotten', knownIn(same, 1, (known) => known.forget(same.repo, ['staging'])), undefined],
    ['with all others', knownIn(same, 1, (known) => known.forget(same.repo, 'all')), undefined],
    ['and not with another', knownIn(same, 1, (known) => known.forget(same.repo, ['production'])), [20, 10]],
  ])('%s', (_, ids, expected) => {
    expect(ids).toEqual(expected)
  })

  test('are remembered as such, and lead to nothing that could be read on behind them', () => {
    const known = createKnownDeployments(() => new Date(noon))
    known.keep(same, 'staging', read)
    expect(known.find(same, 'staging')).toEqual({ ...read, more: undefined, isRemembered: true })
  })

  test('stand as they are shown, where they are: what changed since counts, and what is gone is not there', () => {
    const known = createKnownDeployments(() => new Date(noon))
    const [later, gone] = [made(99, -1, 'staging', 'in_progress'), made(98, -2, 'staging')]
    known.keep(seeing(...others(100, 71)), 'staging', { ...read, list: [later, gone, live] })
    const now = { ...later, status: { ...later.status, state: 'failure' as const } }
    const found = known.find(seeing(made(100, 0), now, ...others(97, 70)), 'staging')
    expect(found?.list).toEqual([now, live])
  })

  test('are those of the first query, too, where the second was answered by a machine that lags behind', () => {
    let at = noon
    const known = createKnownDeployments(() => new Date(at))
    const newest = made(100, 0, 'staging')
    known.keep(seeing(newest, ...others(99, 71)), 'staging', read)
    const found: (number[] | undefined)[] = []
    for (const [minutes, sees] of [
      [1, seeing(newest, ...others(99, 71))],
      [25, seeing(...others(125, 101), newest, ...others(99, 96))],
      [29, seeing(...others(129, 101), newest)],
    ] as const) {
      at = noon + minutes * minute
      found.push(known.find(sees, 'staging')?.list.map(({ id }) => id))
    }
    expect(found).toEqual([
      [100, 20, 10],
      [100, 20, 10],
      [100, 20, 10],
    ])
  })

  test('are followed from look to look, though not for longer', () => {
    let at = noon
    const known = createKnownDeployments(() => new Date(at))
    known.keep(seeing(...others(100, 71)), 'staging', read)
    const found: boolean[] = []
    for (const minutes of [20, 30, 40]) {
      at = noon + minutes * minute
      found.push(known.find(seeing(...others(100 + minutes, 71 + minutes)), 'staging') !== undefined)
    }
    expect(found).toEqual([true, true, false])
  })

  test('are kept by the ten thousand, and forgotten where a repository was looked at longest ago', () => {
    const known = createKnownDeployments(() => new Date(noon))
    const inRepository = (index: number): Snapshot => ({ ...same, repo: { ...same.repo, name: `harbour-${index}` } })
    const list = Array.from({ length: 999 }, (_, index) => made(70 - index, -30 - index, 'staging'))
    for (let index = 0; index < 25; index += 1) {
      known.keep(inRepository(index), 'staging', { list, more: undefined, backTo: undefined })
      known.find(inRepository(0), 'staging')
    }
    const kept = Array.from({ length: 25 }, (_, index) => index).filter(
      (index) => known.find(inRepository(index), 'staging') !== undefined,
    )
    expect(kept).toEqual([0, ...Array.from({ length: 19 }, (_, index) => index + 6)])
  })
})
