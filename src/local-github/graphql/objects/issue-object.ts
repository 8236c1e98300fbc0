import type { GraphQLResolveInfo } from 'graphql'
import type { Issue, Repository } from '../../world/entities.js'
import { closingIssues, issuesLinkedByHand } from '../../world/issue-links.js'
import { listConnection } from '../connection.js'
import { refuseArguments, type PageArguments } from '../page-arguments.js'
import type { QueryContext, SchemaObject } from '../query-context.js'
import { threadFields } from './thread-fields.js'
import { timelineItems, type TimelineArguments } from './timeline-items.js'

export function issueObject(context: QueryContext, repository: Repository, issue: Issue): SchemaObject {
  return {
    __typename: 'Issue',
    ...threadFields(context, repository, issue, 'issues'),
    state: issue.state.toUpperCase(),
    stateReason: ({ enableDuplicate }: { enableDuplicate?: boolean | null }) => stateReason(issue, enableDuplicate),
    closedByPullRequestsReferences: (
      args: PageArguments & {
        includeClosedPrs?: boolean | null
        orderByState?: boolean | null
        userLinkedOnly?: boolean | null
      },
      _context: unknown,
      info: GraphQLResolveInfo,
    ) => {
      if (args.orderByState) refuseArguments(args, info, 'orderByState')
      const linked = args.userLinkedOnly ? issuesLinkedByHand : closingIssues
      const closing = [...repository.pullRequests.values()].filter(
        (pullRequest) =>
          (args.includeClosedPrs || pullRequest.merged || pullRequest.state === 'open') &&
          linked(repository, pullRequest).some(({ number }) => number === issue.number),
      )
      return listConnection(
        args,
        info,
        closing,
        ({ number }) => number,
        (pullRequest) => context.objects.pullRequest(repository, pullRequest),
      )
    },
    timelineItems: (args: TimelineArguments, _context: unknown, info: GraphQLResolveInfo) => {
      refuseArguments(args, info, 'skip')
      return timelineItems(context, repository, issue, args, info)
    },
  }
}

/** A duplicate shows as not planned to clients that do not ask for the newer reason. */
function stateReason({ stateReason }: Issue, enableDuplicate: boolean | null | undefined): string | null {
  if (stateReason === 'duplicate' && !enableDuplicate) return 'NOT_PLANNED'
  return stateReason?.toUpperCase() ?? null
}
