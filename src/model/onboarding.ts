import type { Sha } from './commit.js'

/** The branch of the one pull request that proposes a configuration, where a repository has none. */
export const onboardingBranchName = 'landfall/onboarding'

/** What became of proposing a configuration. */
export interface Onboarding {
  /** The newest one that this app opened from its branch; while it is there, in whatever state, there is no second. */
  readonly pullRequest: { readonly number: number; readonly state: 'OPEN' | 'CLOSED' | 'MERGED' } | undefined
  readonly branch: { readonly head: Sha; readonly parents: readonly Sha[]; readonly isOurs: boolean } | undefined
}
