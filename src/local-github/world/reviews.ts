import { emit, emitThread } from './emit.js'
import type { Actor, PullRequest, Repository, User } from './entities.js'
import { nodeIdOf } from './ids.js'
import type { Review, Team } from './records.js'
import { Refusal } from './refusal.js'
import { hasRole, nowOf } from './repositories.js'
import type { World } from './world.js'

export type ReviewEvent = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT'

const stateOf = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' } as const

/** Reviews a pull request; without an event the review waits, seen by nobody else, until it is submitted. @throws {Refusal} 422 */
export function createReview(
  world: World,
  repository: Repository,
  actor: Actor,
  pullRequest: PullRequest,
  input: { readonly body?: string; readonly event?: ReviewEvent | undefined; readonly commitId?: string | undefined },
): Review {
  const { body = '', event, commitId = pullRequest.head.sha } = input
  const { reviews } = world.records(repository)
  if (event) requireAllowed(actor.user, pullRequest, event, body)
  const pending = reviewsOf(world, repository, pullRequest).find(
    ({ state, author }) => state === 'PENDING' && author.id === actor.user.id,
  )
  if (pending)
    throw new Refusal(422, 'Unprocessable Entity', ['User can only have one pending review per pull request'])
  const id = world.ids.number()
  const now = nowOf(world)
  const review: Review = {
    id,
    nodeId: nodeIdOf('PRR', id),
    pullRequest: pullRequest.number,
    author: actor.user,
    body,
    state: 'PENDING',
    commitId,
    submittedAt: undefined,
    createdAt: now,
    updatedAt: now,
  }
  reviews.set(id, review)
  if (event) submit(world, repository, actor, pullRequest, review, event)
  return review
}

/** @throws {Refusal} 422 for what is submitted already, or may not be said */
export function submitReview(
  world: World,
  repository: Repository,
  actor: Actor,
  pullRequest: PullRequest,
  review: Review,
  { event, body = review.body }: { readonly event: ReviewEvent; readonly body?: string | undefined },
): void {
  requirePending(review)
  if (review.author.id !== actor.user.id) throw new Refusal(403, 'Can only submit your own pending reviews')
  requireAllowed(actor.user, pullRequest, event, body)
  review.body = body
  submit(world, repository, actor, pullRequest, review, event)
}

export function editReview(
  world: World,
  repository: Repository,
  actor: Actor,
  pullRequest: PullRequest,
  review: Review,
  body: string,
): void {
  const changes = { body: { from: review.body } }
  review.body = body
  review.updatedAt = nowOf(world)
  if (review.state === 'PENDING') return
  emit(world, repository, actor, 'pull_request_review', 'edited', { kind: 'review', pullRequest, review, changes })
}

/** @throws {Refusal} 422 for a review that was submitted */
export function deletePendingReview(world: World, repository: Repository, review: Review): void {
  requirePending(review)
  world.records(repository).reviews.delete(review.id)
}

/** @throws {Refusal} 422 for what neither approves nor asks for changes */
export function dismissReview(
  world: World,
  repository: Repository,
  actor: Actor,
  pullRequest: PullRequest,
  review: Review,
): void {
  if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED') {
    const what = review.state === 'COMMENTED' ? 'commented' : review.state.toLowerCase()
    throw new Refusal(422, 'Unprocessable Entity', [`Can not dismiss a ${what} pull request review`])
  }
  review.state = 'DISMISSED'
  review.updatedAt = nowOf(world)
  emit(world, repository, actor, 'pull_request_review', 'dismissed', { kind: 'review', pullRequest, review })
}

/** All of a pull request, oldest first. */
export function reviewsOf(world: World, repository: Repository, { number }: PullRequest): Review[] {
  return [...world.records(repository).reviews.values()].filter(({ pullRequest }) => pullRequest === number)
}

/** What each reviewer said last, comments aside, which change nothing. */
export function opinionsOf(world: World, repository: Repository, pullRequest: PullRequest): Review[] {
  const last = new Map<number, Review>()
  for (const review of reviewsOf(world, repository, pullRequest)) {
    if (review.state !== 'PENDING' && review.state !== 'COMMENTED') last.set(review.author.id, review)
  }
  return [...last.values()]
}

/** Those opinions that count: of who may write. */
export function countingOpinions(world: World, repository: Repository, pullRequest: PullRequest): Review[] {
  return opinionsOf(world, repository, pullRequest).filter(
    ({ author }) => author.type === 'Bot' || hasRole(world, repository, author, 'write'),
  )
}

export function requestedOf(
  world: World,
  repository: Repository,
  { number }: PullRequest,
): { readonly users: readonly User[]; readonly teams: readonly Team[] } {
  return world.records(repository).reviewRequests.get(number) ?? { users: [], teams: [] }
}

/** @throws {Refusal} 422 for the author, and for who is no collaborator */
export function requestReviewers(
  world: World,
  repository: Repository,
  actor: Actor,
  pullRequest: PullRequest,
  { users, teams }: { readonly users: readonly User[]; readonly teams: readonly Team[] },
): void {
  if (users.some(({ id }) => id === pullRequest.author.id)) {
    throw new Refusal(422, 'Review cannot be requested from pull request author.')
  }
  const stranger = users.some((user) => !hasRole(world, repository, user, 'read'))
  if (stranger || teams.some(({ repositories }) => !repositories.has(repository.id))) {
    const who = stranger ? 'your repository' : `the ${repository.owner.login}/${repository.name} repository`
    throw new Refusal(
      422,
      'Reviews may only be requested from collaborators. ' +
        `One or more of the users or teams you specified is not a collaborator of ${who}.`,
    )
  }
  const before = requestedOf(world, repository, pullRequest)
  const add = <T extends { readonly id: number }>(old: readonly T[], more: readonly T[]) =>
    more.filter(({ id }) => !old.some((one) => one.id === id))
  const fresh = { users: add(before.users, users), teams: add(before.teams, teams) }
  world.records(repository).reviewRequests.set(pullRequest.number, {
    users: [...before.users, ...fresh.users],
    teams: [...before.teams, ...fresh.teams],
  })
  pullRequest.updatedAt = nowOf(world)
  for (const reviewer of [...fresh.users, ...fresh.teams]) {
    emitThread(world, repository, actor, pullRequest, 'review_requested', { reviewer })
  }
}

export function removeReviewers(
  world: World,
  repository: Repository,
  actor: Actor,
  pullRequest: PullRequest,
  { logins, slugs }: { readonly logins: readonly string[]; readonly slugs: readonly string[] },
): void {
  const { users, teams } = requestedOf(world, repository, pullRequest)
  const isGone = (reviewer: User | Team) =>
    'login' in reviewer ? logins.includes(reviewer.login) : slugs.includes(reviewer.slug)
  world.records(repository).reviewRequests.set(pullRequest.number, {
    users: users.filter((user) => !isGone(user)),
    teams: teams.filter((team) => !isGone(team)),
  })
  for (const reviewer of [...users, ...teams].filter(isGone)) {
    emitThread(world, repository, actor, pullRequest, 'review_request_removed', { reviewer })
  }
}

function submit(
  world: World,
  repository: Repository,
  actor: Actor,
  pullRequest: PullRequest,
  review: Review,
  event: ReviewEvent,
): void {
  review.state = stateOf[event]
  review.submittedAt = nowOf(world)
  review.updatedAt = review.submittedAt
  pullRequest.updatedAt = review.submittedAt
  const requested = world.records(repository).reviewRequests.get(pullRequest.number)
  if (requested) {
    requested.users = requested.users.filter(({ id }) => id !== actor.user.id)
    requested.teams = requested.teams.filter(({ members }) => !members.has(actor.user.login.toLowerCase()))
  }
  emit(world, repository, actor, 'pull_request_review', 'submitted', { kind: 'review', pullRequest, review })
}

function requireAllowed(user: User, { author }: PullRequest, event: ReviewEvent, body: string): void {
  if (author.id === user.id && event !== 'COMMENT') {
    const what = event === 'APPROVE' ? 'approve' : 'request changes on'
    throw new Refusal(422, 'Unprocessable Entity', [`Review Can not ${what} your own pull request`])
  }
  if (event !== 'APPROVE' && body.trim() === '') {
    throw new Refusal(422, 'Unprocessable Entity', ["Review Body can't be blank"])
  }
}

function requirePending({ state }: Review): void {
  if (state !== 'PENDING') throw new Refusal(422, 'Unprocessable Entity', ['Pull request review is not pending'])
}
