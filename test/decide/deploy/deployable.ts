import type { DeployablePullRequest } from '../../../src/model/deployable.js'
import { sha } from '../snapshots.js'

/** Of the pull request that may be deployed. */
export const head = sha('c')

/** A pull request with nothing in its way: no check, no review that is asked for, nothing that it lacks. */
export const deployable: DeployablePullRequest = {
  number: 5,
  state: 'open',
  author: 'sam',
  isDraft: false,
  isFork: false,
  head,
  tree: sha('1'),
  headBranch: 'dark-mode',
  base: 'main',
  mergeCommit: undefined,
  reviewDecision: undefined,
  behindBy: 0,
  checks: { list: [], isWhole: true },
  pushes: [{ after: head, at: '2026-06-01T11:00:00Z' }],
  comments: [],
}
