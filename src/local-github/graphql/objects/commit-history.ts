import type { GraphQLResolveInfo } from 'graphql'
import type { GitCommit } from '../../git/git-repository.js'
import type { Repository } from '../../world/entities.js'
import { connection, type Listing } from '../connection.js'
import { refuseArguments, type PageArguments } from '../page-arguments.js'
import type { QueryContext } from '../query-context.js'

export interface HistoryArguments extends PageArguments {
  readonly path?: string | null
  readonly since?: string | null
  readonly until?: string | null
}

/**
 * What led to a commit, newest first. A cursor is the commit that the walk began with and how far it came, so a walk that goes on
 * after the branch has moved goes on where it was.
 */
export function commitHistory(
  context: QueryContext,
  repository: Repository,
  head: GitCommit,
  args: HistoryArguments,
  info: GraphQLResolveInfo,
): unknown {
  refuseArguments(args, info, 'author')
  const start = startOf(args.after ?? args.before) ?? head.sha
  const listing = historyListing(context, repository, start, args)
  return connection(args, info, listing, (commit) => context.objects.commit(repository, commit))
}

function historyListing(
  { world }: QueryContext,
  repository: Repository,
  start: string,
  { path, since, until }: HistoryArguments,
): Listing<GitCommit> {
  const git = world.git(repository)
  const filter = { path: path || undefined, since: since ?? undefined, until: until ?? undefined }
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  return {
    total: async () =>
      isFiltered ? (await git.logShas({ from: start, ...filter })).length : git.count({ from: start }),
    slice: (from, to) => git.log({ from: start, skip: from, limit: to - from, ...filter }),
    cursorOf: (_commit, index) => `${start} ${index}`,
    indexOf: (cursor) => (startOf(cursor) === start ? Number(cursor.slice(41)) : undefined),
  }
}

function startOf(cursor: string | null | undefined): string | undefined {
  return /^([0-9a-f]{40}) \d+$/.exec(cursor ?? '')?.[1]
}
