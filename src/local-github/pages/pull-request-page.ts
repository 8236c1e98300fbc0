import type { PullRequest } from '../world/entities.js'
import { commentsOf } from '../world/comments.js'
import { closingIssues } from '../world/issue-links.js'
import { issuesNamedIn } from '../world/issues-named-in.js'
import { defaultMergeMessage } from '../world/merge-pull-request.js'
import { mergeabilityOf } from '../world/mergeability.js'
import type { World } from '../world/world.js'
import { deploymentsBox } from './components/deployments-box.js'
import { html } from './components/html.js'
import { linkIssueForm } from './components/link-issue-form.js'
import { mergeBox } from './components/merge-box.js'
import { conversation } from './components/conversation.js'
import { commentForm } from './components/comment-form.js'
import { participantsOf, threadSide } from './components/thread-side.js'
import type { RepositoryContext } from './page-context.js'
import { pullRequestView, respondWithPullRequest } from './pull-request-view.js'

/** GET /{owner}/{repo}/pull/{n} */
export async function pullRequestPage(c: RepositoryContext): Promise<Response> {
  const view = await pullRequestView(c)
  if (view instanceof Response) return view
  const { world, repository, viewer, now } = c.var
  const { pullRequest, commits, checks, rights } = view
  const comments = commentsOf(repository, pullRequest.number)
  const closes = pullRequest.base.ref === repository.defaultBranch && repository.autoCloseIssues
  const named = closes ? issuesNamedIn(repository, commits.map(({ message }) => message).join('\n\n')) : []
  const done = pullRequest.merged ? 'Merging this closed' : 'Merging this pull request will close'
  const linked = {
    title: 'Development',
    words: closes ? done : 'Linked with, and not closed by merging',
    threads: [...new Set([...closingIssues(repository, pullRequest), ...named])],
    form: rights.link && linkIssueForm(repository, pullRequest),
  }
  const box = mergeBox({
    repository,
    pullRequest,
    checks,
    rights,
    mergeability: await mergeabilityOf(world, repository, pullRequest),
    messages: {
      merge: await defaultMergeMessage(world, repository, pullRequest, 'merge'),
      squash: await defaultMergeMessage(world, repository, pullRequest, 'squash'),
      rebase: { title: '', body: '' },
    },
    commits: commits.length,
    branchIsSpare: await branchIsSpare(world, pullRequest),
  })
  const shas = new Set([...commits.map(({ sha }) => sha), pullRequest.head.sha, pullRequest.merged?.sha])
  const deployments = [...world.records(repository).deployments.values()].filter(({ sha }) => shas.has(sha))
  const people = participantsOf(pullRequest, comments)
  const body = html`<div class="cols">
    <div>
      ${await conversation(c, pullRequest, commits)} ${deploymentsBox(repository, deployments, now)} ${box}
      ${commentForm(repository, pullRequest, viewer, rights)}
    </div>
    ${threadSide(repository, pullRequest, rights, linked, people)}
  </div>`
  return respondWithPullRequest(c, view, 'conversation', body)
}

/** Whether the head branch of a settled pull request still stands where the pull request left it. */
async function branchIsSpare(world: World, pullRequest: PullRequest): Promise<boolean> {
  const { head, state } = pullRequest
  if (state === 'open' || head.ref === head.repository.defaultBranch) return false
  return (await world.git(head.repository).resolve(`refs/heads/${head.ref}`)) === head.sha
}
