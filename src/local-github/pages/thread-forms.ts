import type { Issue, PullRequest } from '../world/entities.js'
import { addComment, deleteComment, editComment, findThread } from '../world/comments.js'
import { editIssue } from '../world/issues.js'
import { addLabels, setLabels } from '../world/labels.js'
import { editPullRequest } from '../world/pull-requests.js'
import { notFound, Refusal } from '../world/refusal.js'
import { readForm, seeOther } from './form.js'
import { pathNumber, type RepositoryContext } from './page-context.js'
import { insist, mayEditComment, threadRights, type ThreadRights } from './thread-rights.js'
import { commentAnchor, threadPath } from './urls.js'

/** POST …/{pull,issues}/{n}/comments */
export async function postComment(c: RepositoryContext): Promise<Response> {
  const { thread, rights } = threadOf(c)
  const { body = '' } = await readForm(c)
  return seeOther(c, await comment(c, thread, rights, body))
}

/** POST …/{pull,issues}/{n}/edit: the title, the body, or both. */
export async function postEdit(c: RepositoryContext): Promise<Response> {
  const { world, repository, actor } = c.var
  const { thread, rights } = threadOf(c)
  insist(rights.edit)
  const { title, body } = await readForm(c)
  const change = { ...(title !== undefined && { title: title.trim() }), ...(body !== undefined && { body }) }
  if ('head' in thread) await editPullRequest(world, repository, actor, thread.number, change)
  else editIssue(world, repository, actor, thread, change)
  return seeOther(c, threadPath(repository, thread.number))
}

/** POST …/{pull,issues}/{n}/state: closes or reopens, after the comment that was written along with it. */
export async function postState(c: RepositoryContext): Promise<Response> {
  const { world, repository, actor } = c.var
  const { thread, rights } = threadOf(c)
  const { state = '', body = '' } = await readForm(c)
  if (!['open', 'closed', 'completed', 'not_planned', 'ready'].includes(state))
    throw new Refusal(422, 'There is no such state.')
  insist(state === 'ready' ? rights.edit : rights.close)
  const anchor = body.trim() === '' ? threadPath(repository, thread.number) : await comment(c, thread, rights, body)
  if ('head' in thread) {
    const change = state === 'ready' ? { draft: false } : ({ state: state === 'open' ? 'open' : 'closed' } as const)
    await editPullRequest(world, repository, actor, thread.number, change)
  } else if (state === 'open') {
    editIssue(world, repository, actor, thread, { state })
  } else {
    const stateReason = state === 'not_planned' ? 'not_planned' : 'completed'
    editIssue(world, repository, actor, thread, { state: 'closed', stateReason })
  }
  return seeOther(c, anchor)
}

/** POST …/{pull,issues}/{n}/labels */
export async function postLabels(c: RepositoryContext): Promise<Response> {
  const { world, repository, actor } = c.var
  const { thread, rights } = threadOf(c)
  insist(rights.label)
  const { add = '', remove } = await readForm(c)
  if (remove !== undefined) {
    const kept = thread.labels.filter((name) => name !== remove)
    setLabels(world, repository, actor, thread, kept)
  } else if (add.trim() !== '') {
    addLabels(world, repository, actor, thread, [add.trim()])
  }
  return seeOther(c, threadPath(repository, thread.number))
}

/** POST …/comments/{id}/edit */
export async function postCommentEdit(c: RepositoryContext): Promise<Response> {
  const { world, repository, actor, viewer } = c.var
  const found = repository.comments.get(pathNumber(c, 'id'))
  if (!found) throw notFound()
  insist(mayEditComment(world, repository, viewer, found))
  const { body = '' } = await readForm(c)
  await editComment(world, repository, actor, found, body)
  return seeOther(c, `${threadPath(repository, found.issueNumber)}#${commentAnchor(found.id)}`)
}

/** POST …/comments/{id}/delete */
export async function postCommentDelete(c: RepositoryContext): Promise<Response> {
  const { world, repository, actor, viewer } = c.var
  const found = repository.comments.get(pathNumber(c, 'id'))
  if (!found) throw notFound()
  insist(mayEditComment(world, repository, viewer, found))
  await deleteComment(world, repository, actor, found)
  return seeOther(c, threadPath(repository, found.issueNumber))
}

function threadOf(c: RepositoryContext): { readonly thread: Issue | PullRequest; readonly rights: ThreadRights } {
  const { world, repository, viewer } = c.var
  const thread = findThread(repository, pathNumber(c, 'number'))
  if (!thread) throw notFound()
  return { thread, rights: threadRights(world, repository, viewer, thread) }
}

/** Writes a comment, and gives the way to it. */
async function comment(
  c: RepositoryContext,
  thread: Issue | PullRequest,
  rights: ThreadRights,
  body: string,
): Promise<string> {
  const { world, repository, actor } = c.var
  insist(rights.comment)
  const { id } = await addComment(world, repository, actor, thread.number, body)
  return `${threadPath(repository, thread.number)}#${commentAnchor(id)}`
}
