import { expect, test } from '@jest/globals'
import type { Deployment } from '../../src/model/deployment.js'
import { findDeployment, mayBeBehind, type Sought } from '../../src/model/deployments-read.js'

function deployment(id: number, sha: string, state: Deployment['status']['state'], isOurs = true): Deployment {
  const createdAt = `2026-06-01T12:00:${String(id).padStart(2, '0')}Z`
  const status = { state, at: createdAt, description: '', logUrl: undefined, environmentUrl: undefined }
  const purpose = isOurs ? ({ key: `comment:${id}`, task: 'deploy', thread: 1, by: 'maya' } as const) : undefined
  return { id, environment: 'staging', sha, tree: `tree ${sha}`, createdAt, creator: 'x', isOurs, purpose, status }
}

const list = [
  deployment(9, 'd', 'in_progress'),
  deployment(8, 'c', 'inactive'),
  deployment(7, 'b', 'success'),
  deployment(6, 'b', 'inactive'),
  deployment(5, 'a', 'failure'),
  deployment(4, 'a', 'inactive', false),
]

test.each<[Sought, number | undefined]>([
  [{ kind: 'live' }, 7],
  [{ kind: 'before-live' }, 4],
  [{ kind: 'ran', sha: 'a' }, 4],
  [{ kind: 'ran', sha: 'd' }, undefined],
  [{ kind: 'passed', sha: 'b', tree: undefined, since: undefined }, 7],
  [{ kind: 'passed', sha: 'x', tree: 'tree c', since: undefined }, 8],
  [{ kind: 'passed', sha: 'a', tree: undefined, since: undefined }, undefined],
  [{ kind: 'asked', key: 'comment:5', since: '2026-06-01T00:00:00Z' }, 5],
  [{ kind: 'all', since: '2026-06-01T00:00:00Z' }, undefined],
])('%j is the newest that is like this', (sought, expected) => {
  expect(findDeployment(list, sought)?.id).toBe(expected)
})

test.each<[string, Sought, string | undefined, boolean]>([
  ['it is there', { kind: 'live' }, '2026-06-01T12:00:04Z', false],
  ['there is nothing older', { kind: 'ran', sha: 'x' }, undefined, false],
  ['it may be older', { kind: 'ran', sha: 'x' }, '2026-06-01T12:00:04Z', true],
  [
    'it cannot be so old',
    { kind: 'asked', key: 'x', since: '2026-06-01T12:00:05.000Z' },
    '2026-06-01T12:00:04Z',
    false,
  ],
  ['it may be as old', { kind: 'asked', key: 'x', since: '2026-06-01T12:00:04.000Z' }, '2026-06-01T12:00:04Z', true],
])('where %s: %j, read back to %s, may be behind: %s', (_, sought, backTo, expected) => {
  expect(mayBeBehind({ list, backTo }, sought)).toBe(expected)
})
