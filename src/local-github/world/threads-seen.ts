import type { Issue, PullRequest, Repository } from './entities.js'
import type { World } from './world.js'

/** The pull requests as lists show them: where reads lag, the newest are missing, and others are still open or not yet moved. */
export function pullRequestsSeen(world: World, repository: Repository): PullRequest[] {
  return world.lag.listed([...repository.pullRequests.values()]).map((pull) => {
    const { head } = pull
    const seen = world.lag.shaSeen(head.repository, `refs/heads/${head.ref}`, head.sha) ?? head.sha
    // One whose branch was moved and moved back is the same as ever; one that was closed before its branch moved stays at its head.
    const moved = pull.state === 'open' && seen !== head.sha ? { ...pull, head: { ...head, sha: seen } } : pull
    return isJustClosed(world, pull) ? { ...moved, ...open, merged: undefined } : moved
  })
}

/** The issues as lists show them. */
export function issuesSeen(world: World, repository: Repository): Issue[] {
  return world.lag
    .listed([...repository.issues.values()])
    .map((issue) =>
      isJustClosed(world, issue) ? { ...issue, ...open, stateReason: undefined, closer: undefined } : issue,
    )
}

const open = { state: 'open', closedAt: undefined, closedBy: undefined } as const

function isJustClosed(world: World, { closedAt }: Issue | PullRequest): boolean {
  return closedAt !== undefined && !world.lag.shows(closedAt)
}
