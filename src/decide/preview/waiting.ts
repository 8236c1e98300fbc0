import type { Commit, Sha } from '../../model/commit.js'
import type { MergeSettings } from '../../model/merge-preview.js'
import type { ReleaseRules, VersionRequest } from '../../model/release.js'
import type { CommitRange } from '../../model/snapshot.js'

/** What pull requests are merged onto. */
export interface Waiting {
  readonly head: Sha
  /** What waits unreleased, as people have it said. */
  readonly commits: readonly Commit[]
  readonly previous: CommitRange['previous']
  readonly rules: ReleaseRules
  readonly url: string
  readonly requests: readonly VersionRequest[]
  readonly settings: MergeSettings
}
