import type { Config } from '../../model/config.js'
import type { Snapshot } from '../../model/snapshot.js'

/** A repository that is awake: it has a commit, and a configuration that can be used. */
export interface Seen {
  readonly snapshot: Snapshot
  readonly branch: NonNullable<Snapshot['defaultBranch']>
  readonly config: Config
}
