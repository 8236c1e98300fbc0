import { Hono } from 'hono'
import { presentPullRequest } from '../present/present-pull-request.js'
import { presentReview } from '../present/present-review.js'
import { presentTeam } from '../present/present-team.js'
import { presentUser } from '../present/present-user.js'
import type { PullRequest } from '../world/entities.js'
import type { Review } from '../world/records.js'
import { Refusal } from '../world/refusal.js'
import {
  createReview,
  deletePendingReview,
  dismissReview,
  editReview,
  removeReviewers,
  requestedOf,
  requestReviewers,
  reviewsOf,
  submitReview,
} from '../world/reviews.js'
import { findTeam } from '../world/teams.js'
import { findUser } from '../world/users.js'
import type { World } from '../world/world.js'
import { answer } from './answer.js'
import { requireFittingBody } from './body-length.js'
import { answerPage } from './paging.js'
import { invalidRequest, readBody } from './request-body.js'
import { found, numberParam, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'

const events = ['APPROVE', 'REQUEST_CHANGES', 'COMMENT'] as const
const all = '/pulls/:number{[0-9]+}/reviews'
const one = `${all}/:review{[0-9]+}`

/** Reviews of pull requests, and who is asked for one. */
export function reviewRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  function pullAsked(c: RestContext): PullRequest {
    return found(c.get('repository').pullRequests.get(numberParam(c, 'number')))
  }

  function reviewAsked(c: RestContext): Review {
    const review = found(world.records(c.get('repository')).reviews.get(numberParam(c, 'review')))
    return found(review.pullRequest === numberParam(c, 'number') && isShown(c, review) ? review : undefined)
  }

  function answerReview(c: RestContext, pull: PullRequest, review: Review): Response {
    return answer(c, presentReview(world, c.get('repository'), pull, review))
  }

  routes.get(all, (c) => {
    const repository = requireRead(c, 'pull_requests')
    const pull = pullAsked(c)
    const shown = reviewsOf(world, repository, pull).filter((review) => isShown(c, review))
    return answerPage(world, c, shown, (review) => presentReview(world, repository, pull, review))
  })

  routes.post(all, async (c) => {
    const pull = pullAsked(c)
    const { repository, actor } = requireWrite(world, c, 'none', 'pull_requests')
    const body = await readBody(c)
    const event = body.raw('event') === '' ? undefined : body.oneOf('event', events)
    const review = createReview(world, repository, actor, pull, {
      body: requireFittingBody('PullRequestReview', body.string('body')) ?? '',
      event,
      commitId: body.string('commit_id'),
    })
    return answerReview(c, pull, review)
  })

  routes.get(one, (c) => {
    requireRead(c, 'pull_requests')
    return answerReview(c, pullAsked(c), reviewAsked(c))
  })

  routes.put(one, async (c) => {
    const [pull, review] = [pullAsked(c), reviewAsked(c)]
    const { repository, actor } = requireWrite(world, c, 'none', 'pull_requests')
    if (review.author.id !== actor.user.id) throw new Refusal(403, 'Must be the author of the review.')
    editReview(world, repository, actor, pull, review, (await readBody(c)).requiredString('body'))
    return answerReview(c, pull, review)
  })

  routes.delete(one, (c) => {
    const [pull, review] = [pullAsked(c), reviewAsked(c)]
    const { repository } = requireWrite(world, c, 'none', 'pull_requests')
    deletePendingReview(world, repository, review)
    return answerReview(c, pull, review)
  })

  routes.post(`${one}/events`, async (c) => {
    const [pull, review] = [pullAsked(c), reviewAsked(c)]
    const { repository, actor } = requireWrite(world, c, 'none', 'pull_requests')
    const body = await readBody(c)
    const event = body.oneOf('event', events)
    if (!event) throw invalidRequest('"event" wasn\'t supplied.')
    submitReview(world, repository, actor, pull, review, { event, body: body.string('body') })
    return answerReview(c, pull, review)
  })

  routes.put(`${one}/dismissals`, async (c) => {
    const [pull, review] = [pullAsked(c), reviewAsked(c)]
    const { repository, actor } = requireWrite(world, c, 'write', 'pull_requests')
    ;(await readBody(c)).requiredString('message')
    dismissReview(world, repository, actor, pull, review)
    return answerReview(c, pull, review)
  })

  routes.get('/pulls/:number{[0-9]+}/requested_reviewers', (c) => {
    const { users, teams } = requestedOf(world, requireRead(c, 'pull_requests'), pullAsked(c))
    return answer(c, {
      users: users.map((user) => presentUser(world, user)),
      teams: teams.map((team) => presentTeam(world, team)),
    })
  })

  routes.post('/pulls/:number{[0-9]+}/requested_reviewers', async (c) => {
    const pull = pullAsked(c)
    const { repository, actor } = requireWrite(world, c, 'triage', 'pull_requests')
    const body = await readBody(c)
    const users = (body.strings('reviewers') ?? []).map((login) => known(findUser(world, login)))
    const teams = (body.strings('team_reviewers') ?? []).map((slug) => known(findTeam(world, repository.owner, slug)))
    requestReviewers(world, repository, actor, pull, { users, teams })
    return answer(c, await presentPullRequest(world, repository, pull, { list: true }), 201)
  })

  routes.delete('/pulls/:number{[0-9]+}/requested_reviewers', async (c) => {
    const pull = pullAsked(c)
    const { repository, actor } = requireWrite(world, c, 'triage', 'pull_requests')
    const body = await readBody(c)
    const [logins, slugs] = [body.strings('reviewers') ?? [], body.strings('team_reviewers') ?? []]
    removeReviewers(world, repository, actor, pull, { logins, slugs })
    return answer(c, await presentPullRequest(world, repository, pull, { list: true }))
  })

  return routes
}

/** A review that waits is its author's alone. */
function isShown(c: RestContext, { state, author }: Review): boolean {
  const auth = c.get('auth')
  if (state !== 'PENDING') return true
  return (auth.kind === 'user' || auth.kind === 'installation') && auth.user.id === author.id
}

function known<T>(reviewer: T | undefined): T {
  if (reviewer !== undefined) return reviewer
  throw new Refusal(
    422,
    'Reviews may only be requested from collaborators. ' +
      'One or more of the users or teams you specified is not a collaborator of your repository.',
  )
}
