import type { Comment } from './comment.js'
import type { Sha } from './commit.js'

/** A pull request, with all that bears on deploying it. */
export interface DeployablePullRequest {
  readonly number: number
  readonly state: 'open' | 'closed' | 'merged'
  /** Undefined where the account is gone. */
  readonly author: string | undefined
  readonly isDraft: boolean
  readonly isFork: boolean
  readonly head: Sha
  readonly tree: Sha | undefined
  readonly headBranch: string
  readonly base: string
  /** Of a merged one. */
  readonly mergeCommit: Sha | undefined
  /** What the rules of its base make of its reviews; undefined where they ask for none. */
  readonly reviewDecision: 'approved' | 'review-required' | 'changes-requested' | undefined
  /** How many commits of its base it lacks; undefined where GitHub does not say. */
  readonly behindBy: number | undefined
  readonly checks: SeenChecks
  /** GitHub's own record of what its branch pointed to, newest first; undefined where it is not shown. */
  readonly pushes: readonly BranchMove[] | undefined
  /** The newest hundred, oldest first. */
  readonly comments: readonly Comment[]
}

/** A commit that somebody named by its tag or its sha. */
export interface DeployableCommit {
  readonly sha: Sha
  readonly tree: Sha
  /** Whether the default branch reaches it. */
  readonly isOnDefaultBranch: boolean
  readonly checks: SeenChecks
}

/** Checks and statuses of a commit, the newest of each. */
export interface SeenChecks {
  readonly list: readonly SeenCheck[]
  /** Whether all pages were read. */
  readonly isWhole: boolean
}

export interface SeenCheck {
  /** Text from outside: hostile until it is escaped. */
  readonly name: string
  /** Whether this app reports it. */
  readonly isOurs: boolean
  /** Whether the rules of the base ask for it. */
  readonly isRequired: boolean
  readonly state: 'success' | 'pending' | 'failure'
}

/** A branch moved: when the server saw it (ISO 8601), and what it pointed to afterwards. */
export interface BranchMove {
  readonly after: Sha
  readonly at: string
}

/** What the server says of a person, by flags and not by the names of roles. */
export interface Rights {
  readonly push: boolean
  readonly maintain: boolean
}
