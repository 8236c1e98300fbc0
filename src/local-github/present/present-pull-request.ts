import type { PullRequest, Repository } from '../world/entities.js'
import { mergeabilitySeen } from '../world/mergeability.js'
import { requestedOf } from '../world/reviews.js'
import type { World } from '../world/world.js'
import { authorAssociation } from './author-association.js'
import { repositoryApi, repositoryPage } from './present-git-objects.js'
import { presentLabelsOf } from './present-label.js'
import { presentRepository } from './present-repository.js'
import { presentTeam } from './present-team.js'
import { presentUser } from './present-user.js'

/**
 * A pull request; `list` leaves out what git has to be asked for, as GitHub's lists do. What the world holds is read before anything
 * is awaited, so that a webhook tells the state of its moment.
 */
export async function presentPullRequest(
  world: World,
  repository: Repository,
  pullRequest: PullRequest,
  { list = false }: { readonly list?: boolean } = {},
): Promise<object> {
  const listed = listedPullRequest(world, repository, pullRequest)
  if (list) return listed
  const { merged } = pullRequest
  const comments = [...repository.comments.values()].filter(({ issueNumber }) => issueNumber === pullRequest.number)
  const known = {
    merged: merged !== undefined,
    merged_by: merged ? presentUser(world, merged.by) : null,
    comments: comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
  }
  const { base, head } = pullRequest
  const [size, mergeability] = await Promise.all([
    sizeOf(world, repository, base.sha, head.sha),
    mergeabilitySeen(world, repository, pullRequest),
  ])
  const { mergeable, state } = mergeability
  return { ...listed, ...known, mergeable, rebaseable: mergeable, mergeable_state: state, ...size }
}

async function sizeOf(world: World, repository: Repository, base: string, head: string): Promise<object> {
  const git = world.git(repository)
  const distance = await git.compare(base, head)
  const files = await git.diff(distance?.mergeBase ?? base, head)
  return {
    commits: distance?.ahead.length ?? 0,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  }
}

function listedPullRequest(world: World, repository: Repository, pullRequest: PullRequest): object {
  const { number, head, merged } = pullRequest
  const api = repositoryApi(world, repository)
  const url = `${api}/pulls/${number}`
  const issue = `${api}/issues/${number}`
  const page = `${repositoryPage(world, repository)}/pull/${number}`
  const statuses = `${api}/statuses/${head.sha}`
  const requested = requestedOf(world, repository, pullRequest)
  const assignees = pullRequest.assignees.map((user) => presentUser(world, user))
  return {
    url,
    id: pullRequest.id,
    node_id: pullRequest.nodeId,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    number,
    state: pullRequest.state,
    locked: pullRequest.locked,
    title: pullRequest.title,
    user: presentUser(world, pullRequest.author),
    body: pullRequest.body === '' ? null : pullRequest.body,
    created_at: pullRequest.createdAt,
    updated_at: pullRequest.updatedAt,
    closed_at: pullRequest.closedAt ?? null,
    merged_at: merged?.at ?? null,
    merge_commit_sha: merged?.sha ?? null,
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: requested.users.map((user) => presentUser(world, user)),
    requested_teams: requested.teams.map((team) => presentTeam(world, team)),
    labels: presentLabelsOf(world, repository, pullRequest),
    milestone: null,
    draft: pullRequest.draft,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    head: side(world, head.repository, head.ref, head.sha),
    base: side(world, repository, pullRequest.base.ref, pullRequest.base.sha),
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${api}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: authorAssociation(world, repository, pullRequest.author),
    auto_merge: null,
    active_lock_reason: null,
  }
}

function side(world: World, repository: Repository, ref: string, sha: string): object {
  return {
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: presentUser(world, repository.owner),
    repo: presentRepository(world, repository),
  }
}
