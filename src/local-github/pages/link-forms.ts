import { linkIssue, unlinkIssue } from '../world/issue-links.js'
import { notFound, Refusal } from '../world/refusal.js'
import { readForm, seeOther } from './form.js'
import { pathNumber, type RepositoryContext } from './page-context.js'
import { insist, threadRights } from './thread-rights.js'
import { threadPath } from './urls.js'

/** POST …/pull/{n}/links: links the pull request with the issue `add`, or takes the link with `remove` back. */
export async function postLinks(c: RepositoryContext): Promise<Response> {
  const { world, repository, actor, viewer } = c.var
  const pullRequest = repository.pullRequests.get(pathNumber(c, 'number'))
  if (!pullRequest) throw notFound()
  insist(threadRights(world, repository, viewer, pullRequest).link)
  const { add, remove } = await readForm(c)
  const named = (remove ?? add ?? '').trim().replace(/^#/, '')
  const issue = repository.issues.get(Number(named))
  if (!issue) throw new Refusal(422, `There is no issue #${named} here.`)
  if (remove === undefined) linkIssue(world, actor, pullRequest, issue)
  else unlinkIssue(world, actor, pullRequest, issue)
  return seeOther(c, threadPath(repository, pullRequest.number))
}
