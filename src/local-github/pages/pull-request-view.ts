import type { FileChange, GitCommit } from '../git/git-repository.js'
import type { PullRequest } from '../world/entities.js'
import { commitsOf } from '../world/mergeability.js'
import { notFound } from '../world/refusal.js'
import { checksOn, type Check } from './components/check-mark.js'
import { html, type Html } from './components/html.js'
import { pullRequestHead, type PullRequestTab } from './components/pull-request-head.js'
import { seeOther } from './form.js'
import { pathNumber, type RepositoryContext } from './page-context.js'
import { respondInRepository } from './respond.js'
import { threadRights, type ThreadRights } from './thread-rights.js'
import { threadPath } from './urls.js'

/** What all four views of a pull request know. */
export interface PullRequestView {
  readonly pullRequest: PullRequest
  /** Oldest first. */
  readonly commits: readonly GitCommit[]
  readonly checks: readonly Check[]
  readonly files: readonly FileChange[]
  readonly rights: ThreadRights
}

/** The pull request of the path; where the number is an issue's, the way there. @throws {Refusal} 404 */
export async function pullRequestView(
  c: RepositoryContext,
  options: { readonly patches?: boolean } = {},
): Promise<PullRequestView | Response> {
  const { world, repository, viewer } = c.var
  const number = pathNumber(c, 'number')
  const pullRequest = repository.pullRequests.get(number)
  if (!pullRequest) {
    if (repository.issues.has(number)) return seeOther(c, threadPath(repository, number))
    throw notFound()
  }
  const git = world.git(repository)
  const { head, base } = pullRequest
  const [commits, mergeBase] = await Promise.all([
    commitsOf(world, repository, pullRequest),
    git.mergeBase(base.sha, head.sha),
  ])
  return {
    pullRequest,
    commits,
    checks: checksOn(repository, head.sha),
    files: await git.diff(mergeBase ?? null, head.sha, options),
    rights: threadRights(world, repository, viewer, pullRequest),
  }
}

export function respondWithPullRequest(
  c: RepositoryContext,
  view: PullRequestView,
  tab: PullRequestTab,
  body: Html,
): Promise<Response> {
  const { repository, now } = c.var
  const { pullRequest, commits, files, checks, rights } = view
  const counts = { commits: commits.length, files: files.length, checks: checks.length }
  const head = pullRequestHead(repository, pullRequest, rights, { tab, now, ...counts })
  const title = `${pullRequest.title} · Pull request #${pullRequest.number}`
  return respondInRepository(c, { title, tab: 'pulls', body: html`${head}${body}` })
}
