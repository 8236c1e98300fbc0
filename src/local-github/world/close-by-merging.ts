import { closeIssues } from './close-issues.js'
import type { Actor, PullRequest, Repository } from './entities.js'
import { closingIssues } from './issue-links.js'
import { issuesNamedIn } from './issues-named-in.js'
import { commitsBetween } from './mergeability.js'
import type { World } from './world.js'

/**
 * Closes the issues that a pull request into the default branch is linked with, once it is merged, and those that the commits name
 * which its base gained; not where the repository has that switched off.
 */
export async function closeByMerging(
  world: World,
  repository: Repository,
  actor: Actor,
  pullRequest: PullRequest,
  gained: { readonly from: string; readonly to: string },
): Promise<void> {
  if (pullRequest.base.ref !== repository.defaultBranch || !repository.autoCloseIssues) return
  const commits = await commitsBetween(world, repository, gained.from, gained.to)
  const named = issuesNamedIn(repository, commits.map(({ message }) => message).join('\n\n'))
  closeIssues(world, repository, actor, [...closingIssues(repository, pullRequest), ...named], {
    kind: 'pullRequest',
    number: pullRequest.number,
  })
}
