import type { GraphQLResolveInfo } from 'graphql'
import type { PullRequest, Repository } from '../../world/entities.js'
import type { Review } from '../../world/records.js'
import { decisionOf } from '../../world/review-decision.js'
import { opinionsOf, requestedOf, reviewsOf } from '../../world/reviews.js'
import { hasRole } from '../../world/repositories.js'
import { nodeIdOf } from '../../world/ids.js'
import { listConnection } from '../connection.js'
import type { PageArguments } from '../page-arguments.js'
import type { QueryContext } from '../query-context.js'
import { reviewObject } from './review-object.js'

interface ReviewArguments extends PageArguments {
  readonly states?: readonly string[] | null
  readonly author?: string | null
}

/** The fields of a pull request that are about its reviews. */
export function reviewFields(context: QueryContext, repository: Repository, pullRequest: PullRequest) {
  const { actor, objects, world } = context
  const present = (review: Review) => reviewObject(context, repository, pullRequest, review)
  const listed = (args: PageArguments, info: GraphQLResolveInfo, reviews: readonly Review[]) =>
    listConnection(args, info, reviews, ({ id }) => id, present)
  const shown = () =>
    reviewsOf(world, repository, pullRequest).filter(
      ({ state, author }) => state !== 'PENDING' || author.id === actor.user.id,
    )
  return {
    reviewDecision: () => decisionOf(world, repository, pullRequest) ?? null,
    reviews: ({ states, author, ...args }: ReviewArguments, _context: unknown, info: GraphQLResolveInfo) => {
      const wanted = shown().filter(
        (review) => (!states || states.includes(review.state)) && (!author || review.author.login === author),
      )
      return listed(args, info, wanted)
    },
    latestReviews: (args: PageArguments, _context: unknown, info: GraphQLResolveInfo) => {
      const last = new Map(shown().map((review) => [review.author.id, review]))
      return listed(args, info, [...last.values()])
    },
    latestOpinionatedReviews: (
      { writersOnly, ...args }: PageArguments & { writersOnly?: boolean | null },
      _context: unknown,
      info: GraphQLResolveInfo,
    ) => {
      const opinions = opinionsOf(world, repository, pullRequest)
      const isWriter = ({ author }: Review) => hasRole(world, repository, author, 'write')
      return listed(args, info, writersOnly ? opinions.filter(isWriter) : opinions)
    },
    reviewRequests: (args: PageArguments, _context: unknown, info: GraphQLResolveInfo) => {
      const { users, teams } = requestedOf(world, repository, pullRequest)
      return listConnection(
        args,
        info,
        [...users, ...teams],
        ({ id }) => id,
        (reviewer) => ({
          __typename: 'ReviewRequest',
          id: nodeIdOf('RR', `${pullRequest.id}:${reviewer.id}`),
          databaseId: reviewer.id,
          asCodeOwner: false,
          pullRequest: () => objects.pullRequest(repository, pullRequest),
          requestedReviewer: () =>
            'login' in reviewer
              ? objects.user(reviewer)
              : {
                  __typename: 'Team',
                  id: reviewer.nodeId,
                  databaseId: reviewer.id,
                  name: reviewer.name,
                  slug: reviewer.slug,
                  combinedSlug: `${reviewer.organization.login}/${reviewer.slug}`,
                },
        }),
      )
    },
  }
}
