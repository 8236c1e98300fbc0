import type { Actor, Issue, PullRequest, Repository } from './entities.js'
import { issuesNamedIn } from './issues-named-in.js'
import { Refusal } from './refusal.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

/** So many issues can be linked with a pull request by hand. */
const mostLinks = 10

/**
 * Links a pull request with an issue, as people do in the sidebar. GitHub sends no webhook for it; both timelines tell of it.
 * @throws {Refusal} 422 beyond ten issues
 */
export function linkIssue(world: World, actor: Actor, pullRequest: PullRequest, issue: Issue): void {
  if (pullRequest.linkedIssues.includes(issue.number)) return
  if (pullRequest.linkedIssues.length >= mostLinks) {
    throw new Refusal(422, `A pull request can be linked with at most ${mostLinks} issues by hand.`)
  }
  pullRequest.linkedIssues.push(issue.number)
  tell(world, actor, 'connected', pullRequest, issue)
}

/** Takes back a link that was made by hand; what the description names stays linked. */
export function unlinkIssue(world: World, actor: Actor, pullRequest: PullRequest, issue: Issue): void {
  if (!pullRequest.linkedIssues.includes(issue.number)) return
  pullRequest.linkedIssues = pullRequest.linkedIssues.filter((number) => number !== issue.number)
  tell(world, actor, 'disconnected', pullRequest, issue)
}

/** The issues that somebody linked by hand, wherever the pull request goes. */
export function issuesLinkedByHand(repository: Repository, { linkedIssues }: PullRequest): Issue[] {
  return linkedIssues.flatMap((number) => repository.issues.get(number) ?? [])
}

/** The issues that a pull request is linked with: by hand, or by a keyword in the description of one into the default branch. */
export function closingIssues(repository: Repository, pullRequest: PullRequest): Issue[] {
  const { base, body } = pullRequest
  const named = base.ref === repository.defaultBranch ? issuesNamedIn(repository, body) : []
  return [...new Set([...named, ...issuesLinkedByHand(repository, pullRequest)])]
}

function tell(
  world: World,
  { user }: Actor,
  kind: 'connected' | 'disconnected',
  pullRequest: PullRequest,
  issue: Issue,
): void {
  const at = nowOf(world)
  pullRequest.events.push({ kind, actor: user, at, detail: String(issue.number) })
  issue.events.push({ kind, actor: user, at, detail: String(pullRequest.number) })
}
