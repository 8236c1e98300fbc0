import { Hono } from 'hono'
import { presentIssue } from '../present/present-issue.js'
import type { Issue, PullRequest, Repository, User } from '../world/entities.js'
import { findThread } from '../world/comments.js'
import { openIssue } from '../world/issues.js'
import { issuesSeen, pullRequestsSeen } from '../world/threads-seen.js'
import { findUser } from '../world/users.js'
import type { World } from '../world/world.js'
import { answer } from './answer.js'
import { requireFittingBody } from './body-length.js'
import { editThread } from './edit-thread.js'
import { labelNames } from './label-names.js'
import { answerPage } from './paging.js'
import { readBody, type RequestBody } from './request-body.js'
import { found, numberParam, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'
import { bySort, inState } from './thread-order.js'

type Thread = Issue | PullRequest

/** Issues. A pull request is one too: listed here with a `pull_request` part, and edited here as well. */
export function issueRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  function matches(c: RestContext, thread: Thread): boolean {
    const { labels, creator, assignee, since } = c.req.query()
    const names = thread.labels.map((label) => label.toLowerCase())
    if (labels && !labels.split(',').every((label) => names.includes(label.trim().toLowerCase()))) return false
    if (creator && thread.author.login.toLowerCase() !== creator.toLowerCase()) return false
    if (assignee === 'none' && thread.assignees.length > 0) return false
    if (assignee === '*' && thread.assignees.length === 0) return false
    if (assignee && assignee !== '*' && assignee !== 'none' && !isAssigned(thread, assignee)) return false
    return !since || Date.parse(thread.updatedAt) >= Date.parse(since)
  }

  /** Names that are nobody's are passed over, as GitHub does. */
  function usersIn(body: RequestBody): User[] | undefined {
    return body.strings('assignees')?.flatMap((login) => findUser(world, login) ?? [])
  }

  routes.get('/issues', (c) => {
    const repository = requireRead(c, 'issues', 'pull_requests')
    const threads: Thread[] = [...issuesSeen(world, repository), ...pullRequestsSeen(world, repository)]
    const listed = threads.filter((thread) => inState(c, thread) && matches(c, thread)).sort(bySort(c))
    return answerPage(world, c, listed, (thread) => presentIssue(world, repository, thread))
  })

  routes.post('/issues', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'none', 'issues')
    const body = await readBody(c)
    const title = body.requiredString('title')
    const text = requireFittingBody('Issue', body.string('body')) ?? ''
    const labels = body.has('labels') ? labelNames(body.raw('labels')) : undefined
    const assignees = usersIn(body)
    const issue = await openIssue(world, repository, actor, {
      title,
      body: text,
      ...(labels ? { labels } : {}),
      ...(assignees ? { assignees } : {}),
    })
    return answer(c, await presentIssue(world, repository, issue), 201)
  })

  routes.get('/issues/:number{[0-9]+}', async (c) => {
    const repository = requireRead(c, 'issues', 'pull_requests')
    return answer(c, await presentIssue(world, repository, threadAsked(repository, c)))
  })

  routes.patch('/issues/:number{[0-9]+}', async (c) => {
    const thread = threadAsked(c.get('repository'), c)
    const { repository, actor } = requireWrite(
      world,
      c,
      roleToEdit(c, thread),
      ...permissionsFor(repositoryOf(c), thread),
    )
    const body = await readBody(c)
    const title = body.string('title')
    const text = body.has('body') ? (requireFittingBody('Issue', body.string('body')) ?? '') : undefined
    const state = body.oneOf('state', ['open', 'closed'])
    const stateReason = body.oneOf('state_reason', ['completed', 'not_planned', 'duplicate', 'reopened'])
    const labels = body.has('labels') ? labelNames(body.raw('labels')) : undefined
    const assignees = usersIn(body)
    await editThread(world, repository, actor, thread, {
      ...(title === undefined ? {} : { title }),
      ...(text === undefined ? {} : { body: text }),
      ...(state ? { state } : {}),
      ...(stateReason ? { stateReason } : {}),
      ...(labels ? { labels } : {}),
      ...(assignees ? { assignees } : {}),
    })
    return answer(c, await presentIssue(world, repository, thread))
  })

  return routes
}

/** @throws {Refusal} 404 */
export function threadAsked(repository: Repository, c: RestContext): Thread {
  return found(findThread(repository, numberParam(c, 'number')))
}

/** Apps may touch a pull request's thread with either permission, an issue's with its own only. */
export function permissionsFor(repository: Repository, thread: Thread): ('issues' | 'pull_requests')[] {
  return repository.pullRequests.has(thread.number) ? ['issues', 'pull_requests'] : ['issues']
}

function repositoryOf(c: RestContext): Repository {
  return c.get('repository')
}

/** Who wrote it may edit it; everybody else has to be of the house. */
function roleToEdit(c: RestContext, thread: Thread): 'none' | 'triage' {
  const auth = c.get('auth')
  return auth.kind === 'user' && auth.user.id === thread.author.id ? 'none' : 'triage'
}

function isAssigned(thread: Thread, login: string): boolean {
  return thread.assignees.some((user) => user.login.toLowerCase() === login.toLowerCase())
}
