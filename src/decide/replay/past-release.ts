import type { Commit } from '../../model/commit.js'
import type { ReadCommit } from '../release/read-commit.js'
import type { ReleaseTag } from './version-tag-groups.js'

/** A release that was made, and what it was made of. */
export interface PastRelease {
  readonly tag: ReleaseTag
  /** The highest stable version that the tag's commit reaches besides its own; undefined for the first release. */
  readonly previous: ReleaseTag | undefined
  readonly commits: readonly Commit[]
  /** The commits that say something, release commits left out; those without a type among them, as `*`. */
  readonly read: readonly ReadCommit[]
}
