import type { GraphQLResolveInfo } from 'graphql'
import { findLabel } from '../../world/labels.js'
import { roleOf } from '../../world/repositories.js'
import type { Comment, Issue, Label, PullRequest, Repository, User } from '../../world/entities.js'
import { listConnection } from '../connection.js'
import { dateTime, dateTimeOrNull } from '../date-time.js'
import type { PageArguments } from '../page-arguments.js'
import type { QueryContext } from '../query-context.js'
import { contentEdits } from './content-edits.js'
import type { Order } from './thread-filters.js'

/** The fields that issues and pull requests share. `folder` is the part of their page's address: `issues` or `pull`. */
export function threadFields(
  context: QueryContext,
  repository: Repository,
  thread: Issue | PullRequest,
  folder: 'issues' | 'pull',
) {
  const { actor, objects, world } = context
  const resourcePath = `/${repository.owner.login}/${repository.name}/${folder}/${thread.number}`
  const lastEdit = thread.edits.at(-1)
  return {
    id: thread.nodeId,
    databaseId: thread.id,
    fullDatabaseId: String(thread.id),
    number: thread.number,
    title: thread.title,
    body: thread.body,
    bodyText: plainText(thread.body),
    resourcePath,
    url: `${world.url}${resourcePath}`,
    repository: () => objects.repository(repository),
    author: () => objects.actor(thread.author),
    authorAssociation: associationOf(context, repository, thread.author),
    closed: thread.state === 'closed',
    closedAt: dateTimeOrNull(thread.closedAt),
    createdAt: dateTime(thread.createdAt),
    publishedAt: dateTime(thread.createdAt),
    updatedAt: dateTime(thread.updatedAt),
    locked: thread.locked,
    viewerDidAuthor: thread.author.id === actor.user.id,
    assignees: (args: PageArguments, _context: unknown, info: GraphQLResolveInfo) =>
      listConnection(
        args,
        info,
        thread.assignees,
        ({ id }) => id,
        (user) => objects.user(user),
      ),
    labels: (args: PageArguments & { orderBy?: Order | null }, _context: unknown, info: GraphQLResolveInfo) =>
      listConnection(
        args,
        info,
        labelsOf(repository, thread, args.orderBy),
        ({ id }) => id,
        (label) => objects.label(repository, label),
      ),
    lastEditedAt: dateTimeOrNull(lastEdit?.at),
    editor: () => (lastEdit ? objects.actor(lastEdit.editor) : null),
    includesCreatedEdit: lastEdit !== undefined,
    userContentEdits: contentEdits(context, thread),
    comments: (args: PageArguments & { orderBy?: Order | null }, _context: unknown, info: GraphQLResolveInfo) =>
      listConnection(
        args,
        info,
        commentsOf(world.lag.listed([...repository.comments.values()]), thread, args.orderBy),
        ({ id }) => id,
        (comment) => objects.comment(repository, comment),
      ),
  }
}

/** What somebody is to the repository. */
export function associationOf({ world }: QueryContext, repository: Repository, user: User): string {
  if (user.id === repository.owner.id) return 'OWNER'
  if (roleOf(world, repository, user) !== 'none') {
    return repository.owner.type === 'Organization' ? 'MEMBER' : 'COLLABORATOR'
  }
  const hasMerged = [...repository.pullRequests.values()].some(({ author, merged }) => merged && author.id === user.id)
  return hasMerged ? 'CONTRIBUTOR' : 'NONE'
}

/** Near to what GitHub makes of Markdown: its marks are taken out, its words are left. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+)/gm, '')
    .replace(/[*_`~]{1,3}(\S(?:.*?\S)?)[*_`~]{1,3}/g, '$1')
    .trim()
}

function labelsOf(repository: Repository, thread: Issue | PullRequest, order: Order | null | undefined): Label[] {
  const labels = thread.labels.map((name) => findLabel(repository, name)).filter((label) => label !== undefined)
  return sortLabels(labels, order)
}

export function sortLabels(labels: readonly Label[], order: Order | null | undefined): Label[] {
  const sign = order?.direction === 'DESC' ? -1 : 1
  return [...labels].sort((a, b) => {
    const difference = order?.field === 'NAME' ? a.name.localeCompare(b.name, 'en') : a.id - b.id
    return sign * difference
  })
}

function commentsOf(all: readonly Comment[], thread: Issue | PullRequest, order: Order | null | undefined): Comment[] {
  const comments = all.filter(({ issueNumber }) => issueNumber === thread.number)
  const sign = order?.direction === 'DESC' ? -1 : 1
  const key = (comment: Comment) => (order ? Date.parse(comment.updatedAt) : comment.id)
  return comments.sort((a, b) => sign * (key(a) - key(b) || a.id - b.id))
}
