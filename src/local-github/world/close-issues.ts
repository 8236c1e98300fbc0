import type { Actor, Closer, Issue, Repository } from './entities.js'
import { editIssue } from './issues.js'
import type { World } from './world.js'

/** Closes those of the issues that are open, as completed by what closes them. */
export function closeIssues(
  world: World,
  repository: Repository,
  actor: Actor,
  issues: readonly Issue[],
  closer: Closer,
): void {
  for (const issue of issues) {
    if (issue.state === 'open') editIssue(world, repository, actor, issue, { state: 'closed', closer })
  }
}
