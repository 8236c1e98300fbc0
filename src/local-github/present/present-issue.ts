import type { Issue, PullRequest, Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { authorAssociation } from './author-association.js'
import { repositoryApi, repositoryPage } from './present-git-objects.js'
import { presentLabelsOf } from './present-label.js'
import { presentReactions } from './present-reactions.js'
import { presentUser } from './present-user.js'

/** An issue; a pull request too is shown as the issue that it is, with a `pull_request` part. */
export function presentIssue(world: World, repository: Repository, thread: Issue | PullRequest): object {
  const api = repositoryApi(world, repository)
  const url = `${api}/issues/${thread.number}`
  const isPull = 'head' in thread
  const comments = [...repository.comments.values()].filter(({ issueNumber }) => issueNumber === thread.number)
  const assignees = thread.assignees.map((user) => presentUser(world, user))
  return {
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${repositoryPage(world, repository)}/${isPull ? 'pull' : 'issues'}/${thread.number}`,
    id: thread.id,
    node_id: thread.nodeId,
    number: thread.number,
    title: thread.title,
    user: presentUser(world, thread.author),
    labels: presentLabelsOf(world, repository, thread),
    state: thread.state,
    locked: thread.locked,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    comments: comments.length,
    created_at: thread.createdAt,
    updated_at: thread.updatedAt,
    closed_at: thread.closedAt ?? null,
    author_association: authorAssociation(world, repository, thread.author),
    active_lock_reason: null,
    ...(isPull ? pullRequestPart(world, repository, thread) : {}),
    body: thread.body === '' ? null : thread.body,
    closed_by: thread.closedBy ? presentUser(world, thread.closedBy) : null,
    timeline_url: `${url}/timeline`,
    reactions: presentReactions(url),
    performed_via_github_app: null,
    state_reason: isPull ? null : (thread.stateReason ?? null),
  }
}

function pullRequestPart(world: World, repository: Repository, { number, draft, merged }: PullRequest): object {
  const page = `${repositoryPage(world, repository)}/pull/${number}`
  return {
    draft,
    pull_request: {
      url: `${repositoryApi(world, repository)}/pulls/${number}`,
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: merged?.at ?? null,
    },
  }
}
