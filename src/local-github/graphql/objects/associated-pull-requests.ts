import type { GraphQLResolveInfo } from 'graphql'
import type { PullRequest, Repository } from '../../world/entities.js'
import { commitsOf } from '../../world/mergeability.js'
import { listConnection } from '../connection.js'
import type { PageArguments } from '../page-arguments.js'
import type { QueryContext } from '../query-context.js'
import { inOrder, type Order } from './thread-filters.js'

export type PullRequestOrder = Order

/**
 * The pull requests that a commit came with: the merged one that brought it to its base; for a commit that is not on the default
 * branch the open ones too.
 */
export function associatedPullRequests(
  context: QueryContext,
  repository: Repository,
  sha: string,
  args: PageArguments & { orderBy?: PullRequestOrder },
  info: GraphQLResolveInfo,
): Promise<unknown> {
  return find(context, repository, sha).then((found) =>
    listConnection(
      args,
      info,
      inOrder(found, args.orderBy, repository),
      (pullRequest) => pullRequest.number,
      (pullRequest) => context.objects.pullRequest(repository, pullRequest),
    ),
  )
}

async function find(context: QueryContext, repository: Repository, sha: string): Promise<PullRequest[]> {
  const { world, mergedCommits } = context
  const isAssociated = ({ createdAt, merged }: PullRequest): boolean => world.lag.associates(merged?.at ?? createdAt)
  const found = (await mergedCommits.thatBrought(repository, sha)).filter(isAssociated)
  const open = [...repository.pullRequests.values()].filter((each) => each.state === 'open' && isAssociated(each))
  if (open.length === 0 || (await isOnDefaultBranch(context, repository, sha))) return found
  for (const pullRequest of open) {
    const commits = await commitsOf(world, repository, pullRequest)
    if (commits.some((commit) => commit.sha === sha)) found.push(pullRequest)
  }
  return found
}

async function isOnDefaultBranch({ world }: QueryContext, repository: Repository, sha: string): Promise<boolean> {
  const git = world.git(repository)
  const head = await git.resolve(`refs/heads/${repository.defaultBranch}`)
  return head !== undefined && git.isAncestor(sha, head)
}
