import { noChecks } from '../../src/model/check-run.js'
import type { Commit } from '../../src/model/commit.js'
import type { Snapshot } from '../../src/model/snapshot.js'

export const now = new Date('2026-06-01T12:00:00Z')
export const sha = (digit: string): string => digit.repeat(40)

/** Of the default branch. */
export const head = sha('a')

export function commit(message: string, digit = '1', parents = [sha('0')]): Commit {
  return { sha: sha(digit), parents, message, committedAt: '2026-05-31T10:00:00Z' }
}

export const v1 = { name: 'v1.0.0', sha: sha('0') }

/** A repository that was never released, and whose commits nobody has looked at. */
export const unreleased: Snapshot = {
  repo: { installationId: 1, owner: 'acme', name: 'harbour' },
  repositoryId: 'R_1',
  appId: 1,
  login: 'landfall[bot]',
  url: 'https://github.example/acme/harbour',
  archived: false,
  fork: false,
  defaultBranch: { name: 'main', head, tree: sha('e') },
  configText: '',
  configOid: undefined,
  tags: [],
  // Every commit was pushed by hand.
  brought: Object.fromEntries([...'0123456789abcdef'].map((digit) => [sha(digit), []])),
  waiting: {
    pullRequests: [],
    elsewhere: { list: [], isCut: false },
    issues: [],
    more: { pullRequests: undefined, issues: undefined },
    witnesses: [],
  },
  talks: { list: [], more: undefined },
  stageLabels: {},
  released: {},
  releaseBranch: undefined,
  openReleasePullRequest: undefined,
  mergedReleasePullRequests: [],
  closedReleasePullRequest: undefined,
  rights: {},
  onboarding: { pullRequest: undefined, branch: undefined },
  openPullRequests: { list: [], more: undefined },
  mergeGroups: [],
  headChecks: noChecks,
  releaseChecks: noChecks,
  ranges: {},
  carried: {},
  files: {},
}

/** Nothing came since v1.0.0. */
export const quiet: Snapshot = {
  ...unreleased,
  configOid: sha('d'),
  tags: [v1],
  released: { 'v1.0.0': true },
  ranges: { [head]: { previous: v1, commits: [] } },
}

/** A fix came since v1.0.0. */
export const withFix: Snapshot = {
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

/** The pull request of 1.0.1, merged. */
export const merged = {
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
