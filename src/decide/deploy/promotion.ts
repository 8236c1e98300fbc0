import type { Sha } from '../../model/commit.js'
import { previousTagCandidates } from '../release/previous-tag-candidates.js'
import { environmentBefore, type Deploying } from './deploying.js'
import type { EnvironmentState } from './environment-state.js'

/** What an environment is to run without anybody's asking. */
export interface Promotion {
  readonly key: string
  readonly sha: Sha
  /** Its name, for people and for GitHub: a tag, or the commit. */
  readonly name: string
  /** The pull request that brought it: there it is talked about. */
  readonly thread: number | undefined
}

/**
 * The newest release, or what was merged last; where the environment follows another, what runs there, the very commit. Undefined where there is
 * none, and where it is only known by asking whose commit a tag is.
 */
export function promotionOf(deploying: Deploying, { rules }: EnvironmentState): Promotion | undefined {
  const { snapshot, branch, config } = deploying.seen
  switch (rules.on) {
    case 'command':
      return undefined
    case 'release': {
      const [newest] = previousTagCandidates(snapshot.tags, config.release.tag)
      if (newest?.sha === undefined || snapshot.released[newest.name] !== true) return undefined
      if (snapshot.drafts?.[newest.name] !== undefined) return undefined
      const merged = snapshot.mergedReleasePullRequests.find(({ mergeCommit }) => mergeCommit === newest.sha)
      return { key: `release:${newest.name}`, sha: newest.sha, name: newest.name, thread: merged?.number }
    }
    case 'merge': {
      const before = environmentBefore(deploying, rules)
      const sha = before === undefined ? branch.head : before.live?.sha
      if (sha === undefined) return undefined
      const [brought] = snapshot.brought[sha] ?? []
      return { key: `merge:${sha}`, sha, name: sha, thread: brought?.number }
    }
  }
}
