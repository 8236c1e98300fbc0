import type { Hints } from '../model/job.js'
import { createKnownDeployments, type KnownDeployments } from './known-deployments.js'
import { createKnownPaths, type KnownPaths } from './known-paths.js'
import { createKnownLineMerges, type KnownLineMerges } from './known-line-merges.js'
import { createKnownLines, type KnownLines } from './known-lines.js'
import { createKnownRanges, type KnownRanges } from './known-ranges.js'
import { createKnownTalks, type KnownTalks } from './known-talks.js'
import { createKnownThreads, type KnownThreads } from './known-threads.js'
import type { ReadAlong } from './read-along.js'

/** What this process read before; what is forgotten is read again. */
export interface Known {
  readonly ranges: KnownRanges
  readonly asides: KnownRanges
  readonly talks: KnownTalks
  readonly threads: KnownThreads
  readonly lines: KnownLines
  readonly lineMerges: KnownLineMerges
  readonly paths: KnownPaths
  readonly deployments: KnownDeployments
  /** What the first query of this very look read beside all else. */
  readonly along?: ReadAlong
  /** The environments of which this very look was told, where reads may still lag behind that: what it reads of them is not kept. */
  readonly unsettled?: Hints['environments']
}

/** `now` is GitHub's clock. */
export function createKnown(now: () => Date): Known {
  return {
    ranges: createKnownRanges(),
    asides: createKnownRanges(),
    talks: createKnownTalks(),
    threads: createKnownThreads(now),
    lines: createKnownLines(),
    lineMerges: createKnownLineMerges(),
    paths: createKnownPaths(),
    deployments: createKnownDeployments(now),
  }
}
