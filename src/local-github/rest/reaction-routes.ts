import type { Hono } from 'hono'
import { presentReaction } from '../present/present-reactions.js'
import type { Comment } from '../world/entities.js'
import { reactionKinds } from '../world/reaction-kind.js'
import { addReaction } from '../world/reactions.js'
import { findThread } from '../world/comments.js'
import type { World } from '../world/world.js'
import { answer, answerNothing } from './answer.js'
import { permissionsFor } from './issue-routes.js'
import { answerPage } from './paging.js'
import { invalidRequest, readBody } from './request-body.js'
import { found, numberParam, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'

const path = '/issues/comments/:id{[0-9]+}/reactions'

/** Reactions to comments of issues and of pull requests' conversations. */
export function serveReactions(world: World, routes: Hono<RestEnv>, commentAsked: (c: RestContext) => Comment): void {
  function mayReact(c: RestContext, comment: Comment) {
    const thread = found(findThread(c.get('repository'), comment.issueNumber))
    return requireWrite(world, c, 'none', ...permissionsFor(c.get('repository'), thread))
  }

  routes.get(path, (c) => {
    requireRead(c, 'issues', 'pull_requests')
    const wanted = c.req.query('content')
    const shown = commentAsked(c).reactions.filter(({ content }) => !wanted || content === wanted)
    return answerPage(world, c, shown, (reaction) => presentReaction(world, reaction))
  })

  routes.post(path, async (c) => {
    const comment = commentAsked(c)
    const { repository, actor } = mayReact(c, comment)
    const content = (await readBody(c)).oneOf('content', reactionKinds)
    if (!content) throw invalidRequest('"content" wasn\'t supplied.')
    const { reaction, isNew } = addReaction(world, repository, actor, comment, content)
    return answer(c, presentReaction(world, reaction), isNew ? 201 : 200)
  })

  routes.delete(`${path}/:reaction{[0-9]+}`, (c) => {
    const { reactions } = commentAsked(c)
    const { actor } = mayReact(c, commentAsked(c))
    const id = numberParam(c, 'reaction')
    const index = reactions.findIndex((one) => one.id === id && one.user.id === actor.user.id)
    found(reactions[index])
    reactions.splice(index, 1)
    return answerNothing()
  })
}
