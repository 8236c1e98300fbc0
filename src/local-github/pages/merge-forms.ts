import type { MergeMethod } from '../world/entities.js'
import { mergePullRequest } from '../world/merge-pull-request.js'
import { deleteRef } from '../world/refs.js'
import { notFound, Refusal } from '../world/refusal.js'
import { hasRole } from '../world/repositories.js'
import { readForm, seeOther } from './form.js'
import { pathNumber, type RepositoryContext } from './page-context.js'
import { insist, threadRights } from './thread-rights.js'
import { threadPath } from './urls.js'

/** POST …/pull/{n}/merge. `sha` is the head that the page showed: what was pushed since is not merged unseen. */
export async function postMerge(c: RepositoryContext): Promise<Response> {
  const { world, repository, actor, viewer } = c.var
  const pullRequest = repository.pullRequests.get(pathNumber(c, 'number'))
  if (!pullRequest) throw notFound()
  insist(threadRights(world, repository, viewer, pullRequest).merge)
  const { method = 'merge', sha, title = '', message = '' } = await readForm(c)
  if (!isMethod(method)) throw new Refusal(422, 'There is no such way to merge.')
  const hasMessage = title.trim() !== '' || message.trim() !== ''
  await mergePullRequest(world, repository, actor, pullRequest.number, {
    method,
    sha,
    ...(title.trim() !== '' && { commitTitle: title.trim() }),
    ...(hasMessage && { commitMessage: message.replaceAll('\r\n', '\n') }),
  })
  return seeOther(c, threadPath(repository, pullRequest.number))
}

/** POST …/pull/{n}/delete-branch */
export async function postDeleteBranch(c: RepositoryContext): Promise<Response> {
  const { world, repository, actor, viewer } = c.var
  const pullRequest = repository.pullRequests.get(pathNumber(c, 'number'))
  if (!pullRequest) throw notFound()
  const { head, state, number } = pullRequest
  insist(hasRole(world, head.repository, viewer, 'write'))
  if (state === 'open') throw new Refusal(422, 'The pull request is still open.')
  await deleteRef(world, head.repository, actor, `refs/heads/${head.ref}`)
  return seeOther(c, threadPath(repository, number))
}

function isMethod(method: string): method is MergeMethod {
  return method === 'merge' || method === 'squash' || method === 'rebase'
}
