import { Hono } from 'hono'
import { presentComment } from '../present/present-comment.js'
import { addComment, deleteComment, editComment, findThread } from '../world/comments.js'
import type { Comment } from '../world/entities.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import { answer, answerNothing } from './answer.js'
import { requireFittingBody } from './body-length.js'
import { permissionsFor, threadAsked } from './issue-routes.js'
import { answerPage } from './paging.js'
import { readBody, type RequestBody } from './request-body.js'
import { found, numberParam, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'
import { serveReactions } from './reaction-routes.js'
import { bySort } from './thread-order.js'

/** Comments on issues and on pull requests' conversations. */
export function commentRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  function since(c: RestContext, comments: Iterable<Comment>): Comment[] {
    const asked = c.req.query('since')
    return world.lag
      .listed([...comments])
      .filter(({ updatedAt }) => !asked || Date.parse(updatedAt) >= Date.parse(asked))
  }

  function commentAsked(c: RestContext): Comment {
    return found(c.get('repository').comments.get(numberParam(c, 'id')))
  }

  function requireCommentWrite(c: RestContext, comment: Comment) {
    const auth = c.get('auth')
    const thread = found(findThread(c.get('repository'), comment.issueNumber))
    const isAuthor = auth.kind === 'user' && auth.user.id === comment.author.id
    return requireWrite(world, c, isAuthor ? 'none' : 'write', ...permissionsFor(c.get('repository'), thread))
  }

  routes.get('/issues/comments', (c) => {
    const repository = requireRead(c, 'issues', 'pull_requests')
    const comments = since(c, repository.comments.values()).sort(bySort(c, 'asc'))
    return answerPage(world, c, comments, (comment) => presentComment(world, repository, comment))
  })

  routes.get('/issues/comments/:id{[0-9]+}', async (c) => {
    const repository = requireRead(c, 'issues', 'pull_requests')
    return answer(c, await presentComment(world, repository, commentAsked(c)))
  })

  routes.patch('/issues/comments/:id{[0-9]+}', async (c) => {
    const comment = commentAsked(c)
    const { repository, actor } = requireCommentWrite(c, comment)
    const text = textOf(await readBody(c))
    return answer(
      c,
      await presentComment(world, repository, await editComment(world, repository, actor, comment, text)),
    )
  })

  routes.delete('/issues/comments/:id{[0-9]+}', async (c) => {
    const comment = commentAsked(c)
    const { repository, actor } = requireCommentWrite(c, comment)
    await deleteComment(world, repository, actor, comment)
    return answerNothing()
  })

  serveReactions(world, routes, commentAsked)

  routes.get('/issues/:number{[0-9]+}/comments', (c) => {
    const repository = requireRead(c, 'issues', 'pull_requests')
    const { number } = threadAsked(repository, c)
    const comments = since(c, repository.comments.values()).filter(({ issueNumber }) => issueNumber === number)
    return answerPage(world, c, comments, (comment) => presentComment(world, repository, comment))
  })

  routes.post('/issues/:number{[0-9]+}/comments', async (c) => {
    const thread = threadAsked(c.get('repository'), c)
    const { repository, actor } = requireWrite(world, c, 'none', ...permissionsFor(c.get('repository'), thread))
    const comment = await addComment(world, repository, actor, thread.number, textOf(await readBody(c)))
    return answer(c, await presentComment(world, repository, comment), 201)
  })

  return routes
}

function textOf(body: RequestBody): string {
  const text = requireFittingBody('IssueComment', body.requiredString('body')) ?? ''
  if (text.trim() !== '') return text
  throw new Refusal(422, 'Validation Failed', [
    { resource: 'IssueComment', code: 'unprocessable', field: 'data', message: 'Body cannot be blank' },
  ])
}
