import { commentsOf } from '../world/comments.js'
import { closingIssues } from '../world/issue-links.js'
import { openIssue } from '../world/issues.js'
import { notFound, Refusal } from '../world/refusal.js'
import { commentForm } from './components/comment-form.js'
import { conversation } from './components/conversation.js'
import { counted, html } from './components/html.js'
import { relativeTime } from './components/relative-time.js'
import { stateBadge, stateOfIssue } from './components/state-badge.js'
import { textArea, textField } from './components/text-area.js'
import { threadHead } from './components/thread-head.js'
import { participantsOf, threadSide } from './components/thread-side.js'
import { userName } from './components/avatar.js'
import { readForm, seeOther } from './form.js'
import { pathNumber, type RepositoryContext } from './page-context.js'
import { respondInRepository } from './respond.js'
import { threadRights } from './thread-rights.js'
import { repositoryPath, threadPath } from './urls.js'

/** GET /{owner}/{repo}/issues/{n} */
export async function issuePage(c: RepositoryContext): Promise<Response> {
  const { world, repository, viewer, now } = c.var
  const number = pathNumber(c, 'number')
  const issue = repository.issues.get(number)
  if (!issue && repository.pullRequests.has(number)) return seeOther(c, threadPath(repository, number))
  if (!issue) throw notFound()

  const rights = threadRights(world, repository, viewer, issue)
  const comments = commentsOf(repository, number)
  const closer = issue.closer?.kind === 'pullRequest' ? issue.closer.number : undefined
  const pulls = [...repository.pullRequests.values()].filter(
    (one) => one.number === closer || (one.state === 'open' && closingIssues(repository, one).includes(issue)),
  )
  const linked = {
    title: 'Development',
    words: closer === undefined ? 'May be closed by' : 'Closed by',
    threads: pulls,
  }
  const line = html`${stateBadge(stateOfIssue(issue))}
    <span
      >${userName(issue.author)} opened this issue ${relativeTime(now, issue.createdAt)} ·
      ${counted(comments.length, 'comment')}</span
    >`
  const body = html`${threadHead(repository, issue, rights, line)}
    <div class="cols">
      <div>${await conversation(c, issue, [])} ${commentForm(repository, issue, viewer, rights)}</div>
      ${threadSide(repository, issue, rights, linked, participantsOf(issue, comments))}
    </div>`
  return respondInRepository(c, { title: `${issue.title} · Issue #${number}`, tab: 'issues', body })
}

/** GET /{owner}/{repo}/issues/new */
export async function newIssuePage(c: RepositoryContext): Promise<Response> {
  const { repository } = c.var
  const { title = '', body: text = '' } = c.req.query()
  const body = html`<h1>New issue</h1>
    <form class="box spaced" method="post" action="${repositoryPath(repository, 'issues')}">
      <div class="box-body">
        ${textField({ id: 'title', name: 'title', label: 'Title', value: title, required: true })}
        ${textArea({ id: 'body', name: 'body', label: 'Description, in Markdown', value: text, className: 'tall' })}
        <div class="actions">
          <a class="btn" href="${repositoryPath(repository, 'issues')}">Cancel</a
          ><button class="btn primary">Create issue</button>
        </div>
      </div>
    </form>`
  return respondInRepository(c, { title: 'New issue', tab: 'issues', body })
}

/** POST /{owner}/{repo}/issues */
export async function postIssue(c: RepositoryContext): Promise<Response> {
  const { world, repository, actor } = c.var
  if (repository.archived) throw new Refusal(403, 'Repository was archived so is read-only.')
  const { title = '', body = '' } = await readForm(c)
  const { number } = await openIssue(world, repository, actor, { title: title.trim(), body })
  return seeOther(c, threadPath(repository, number))
}
