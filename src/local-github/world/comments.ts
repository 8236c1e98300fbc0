import { crossReference } from './cross-reference.js'
import { emit } from './emit.js'
import type { Actor, Comment, Issue, PullRequest, Repository } from './entities.js'
import { nodeIdOf } from './ids.js'
import { checkText } from './issues.js'
import { invalid, notFound, Refusal } from './refusal.js'
import { hasRole, nowOf } from './repositories.js'
import type { World } from './world.js'

/** The issue or pull request of a number. */
export function findThread(repository: Repository, number: number): Issue | PullRequest | undefined {
  return repository.issues.get(number) ?? repository.pullRequests.get(number)
}

/**
 * Whether somebody may comment in a thread and change what they said there. Once it is locked only who may push may: an app is no
 * collaborator, whatever its permissions are.
 */
export function maySpeakIn(
  world: World,
  repository: Repository,
  actor: Actor,
  { locked }: Issue | PullRequest,
): boolean {
  return !locked || (actor.kind === 'user' && hasRole(world, repository, actor.user, 'write'))
}

/** @throws {Refusal} 404 where the number is none, 403 where the thread is locked, 422 for an empty or too long body */
export async function addComment(
  world: World,
  repository: Repository,
  actor: Actor,
  number: number,
  body: string,
): Promise<Comment> {
  const thread = findThread(repository, number)
  if (!thread) throw notFound()
  if (!maySpeakIn(world, repository, actor, thread)) throw locked()
  checkBody(body)
  const id = world.ids.number()
  const now = nowOf(world)
  const comment: Comment = {
    id,
    nodeId: nodeIdOf('IC', id),
    author: actor.user,
    issueNumber: number,
    body,
    createdAt: now,
    updatedAt: now,
    reactions: [],
  }
  repository.comments.set(id, comment)
  thread.updatedAt = now
  crossReference(world, repository, actor, thread, body)
  emit(world, repository, actor, 'issue_comment', 'created', { kind: 'comment', comment, thread })
  return comment
}

/** @throws {Refusal} 403 where the thread is locked, 422 for an empty or too long body */
export async function editComment(
  world: World,
  repository: Repository,
  actor: Actor,
  comment: Comment,
  body: string,
): Promise<Comment> {
  const thread = findThread(repository, comment.issueNumber)
  if (thread && !maySpeakIn(world, repository, actor, thread)) throw locked()
  checkBody(body)
  if (body === comment.body) return comment
  const changes = { body: { from: comment.body } }
  comment.body = body
  comment.updatedAt = nowOf(world)
  comment.editor = actor.user
  if (!thread) return comment
  crossReference(world, repository, actor, thread, body)
  emit(world, repository, actor, 'issue_comment', 'edited', { kind: 'comment', comment, thread, changes })
  return comment
}

export async function deleteComment(
  world: World,
  repository: Repository,
  actor: Actor,
  comment: Comment,
): Promise<void> {
  repository.comments.delete(comment.id)
  const thread = findThread(repository, comment.issueNumber)
  if (thread) emit(world, repository, actor, 'issue_comment', 'deleted', { kind: 'comment', comment, thread })
}

export function commentsOf(repository: Repository, number: number): Comment[] {
  return [...repository.comments.values()].filter(({ issueNumber }) => issueNumber === number)
}

function locked(): Refusal {
  return new Refusal(403, 'Unable to create comment because issue is locked.')
}

function checkBody(body: string): void {
  if (body.trim() === '') {
    throw invalid({ resource: 'IssueComment', code: 'unprocessable', field: 'data', message: "Body can't be blank" })
  }
  checkText('IssueComment', { body })
}
