import type { GitCommit } from '../../git/git-repository.js'
import type { Comment, Issue, PullRequest } from '../../world/entities.js'
import { commentsOf } from '../../world/comments.js'
import type { RepositoryContext } from '../page-context.js'
import { mayEditComment, threadRights } from '../thread-rights.js'
import { commentAnchor, repositoryPath, threadPath } from '../urls.js'
import { commentCard } from './comment-card.js'
import { findReferences } from './find-references.js'
import { html, type Html } from './html.js'
import { timeline } from './timeline.js'
import { commitLines, eventLine } from './timeline-view.js'

/** The description, and below it all that happened, oldest first. `commits` are those of a pull request. */
export async function conversation(
  c: RepositoryContext,
  thread: Issue | PullRequest,
  commits: readonly GitCommit[],
): Promise<Html> {
  const { world, repository, viewer, now } = c.var
  const comments = commentsOf(repository, thread.number)
  const rights = threadRights(world, repository, viewer, thread)
  const texts = [thread.body, ...comments.map(({ body }) => body), ...commits.map(({ message }) => message)]
  const references = await findReferences(repository, world.git(repository), texts)
  const until = 'head' in thread ? thread.merged?.at : undefined
  const entries = timeline({ since: thread.createdAt, until, comments, events: thread.events, commits })
  const view = { world, repository, thread, references, now }

  return html`<div class="timeline">
    ${commentCard({
      id: 'description',
      author: thread.author,
      body: thread.body,
      createdAt: thread.createdAt,
      updatedAt: undefined,
      references,
      now,
      role: roleOfAuthor(thread.author.id),
      editPath: rights.edit ? threadPath(repository, thread.number, 'edit') : undefined,
      deletePath: undefined,
      reactions: [],
    })}
    ${entries.map((entry) => {
      switch (entry.kind) {
        case 'comment':
          return comment(entry.comment)
        case 'commits':
          return commitLines(view, entry.commits)
        case 'event':
          return eventLine(view, entry)
      }
    })}
  </div>`

  function comment(one: Comment): Html {
    const may = mayEditComment(world, repository, viewer, one)
    return commentCard({
      ...one,
      id: commentAnchor(one.id),
      references,
      now,
      role: roleOfAuthor(one.author.id),
      editPath: may ? repositoryPath(repository, 'comments', one.id, 'edit') : undefined,
      deletePath: may ? repositoryPath(repository, 'comments', one.id, 'delete') : undefined,
    })
  }

  function roleOfAuthor(id: number): string | undefined {
    if (id === repository.owner.id) return 'Owner'
    return id === thread.author.id && thread.author.type !== 'Bot' ? 'Author' : undefined
  }
}
