import type { GraphQLResolveInfo } from 'graphql'
import { gitNodeId } from '../../present/present-git-objects.js'
import { compare } from '../../world/compare.js'
import type { Repository } from '../../world/entities.js'
import { gitSeen } from '../../world/git-seen.js'
import { pullRequestsSeen } from '../../world/threads-seen.js'
import { requireRead } from '../access.js'
import { listConnection } from '../connection.js'
import type { PageArguments } from '../page-arguments.js'
import type { QueryContext, RefPlace, SchemaObject } from '../query-context.js'
import { refUpdateRule, rulesOfRef } from './ref-rules.js'
import { filterPullRequests, type PullRequestFilters } from './thread-filters.js'

/** A branch, a tag or another ref. `name` goes without `refs/heads/` or `refs/tags/`. */
export function refObject(context: QueryContext, repository: Repository, ref: RefPlace): SchemaObject {
  const { objects, world } = context
  const prefix = prefixOf(ref.name)
  return {
    __typename: 'Ref',
    id: gitNodeId('REF', repository, ref.name),
    name: ref.name.slice(prefix.length),
    prefix,
    repository: () => objects.repository(repository),
    target: async () => {
      const object = await world.git(repository).readObject(ref.sha)
      return object ? objects.gitObject(repository, object) : null
    },
    refUpdateRule: () => refUpdateRule(context, repository, ref),
    rules: (args: PageArguments, _context: unknown, info: GraphQLResolveInfo) =>
      rulesOfRef(context, repository, ref, args, info),
    compare: ({ headRef }: { headRef: string }) => comparison(context, repository, ref, headRef),
    associatedPullRequests: (args: PageArguments & PullRequestFilters, _context: unknown, info: GraphQLResolveInfo) => {
      requireRead(context, repository, 'pull_requests')
      const branch = prefix === 'refs/heads/' ? ref.name.slice(prefix.length) : undefined
      const ofBranch = pullRequestsSeen(world, repository).filter(
        ({ head }) => head.ref === branch && head.repository.id === repository.id,
      )
      return listConnection(
        args,
        info,
        filterPullRequests(repository, ofBranch, args),
        ({ number }) => number,
        (pullRequest) => objects.pullRequest(repository, pullRequest),
      )
    },
  }
}

export function prefixOf(name: string): string {
  return ['refs/heads/', 'refs/tags/'].find((prefix) => name.startsWith(prefix)) ?? 'refs/'
}

/** Null where `headRef` names nothing. */
async function comparison(
  context: QueryContext,
  repository: Repository,
  base: RefPlace,
  headRef: string,
): Promise<SchemaObject | null> {
  const { objects, world } = context
  const head = await gitSeen(world, repository).readCommit(headRef)
  if (!head) return null
  const result = await compare(world, repository, base.sha, head.sha)
  return {
    __typename: 'Comparison',
    id: gitNodeId('CMP', repository, `${base.name}...${head.sha}`),
    aheadBy: result.aheadBy,
    behindBy: result.behindBy,
    status: result.status.toUpperCase(),
    baseTarget: () => objects.commit(repository, result.base),
    headTarget: () => objects.commit(repository, head),
    commits: (args: PageArguments, _context: unknown, info: GraphQLResolveInfo) => ({
      ...listConnection(
        args,
        info,
        result.commits,
        ({ sha }) => sha,
        (commit) => objects.commit(repository, commit),
      ),
      authorCount: new Set(result.commits.map(({ author }) => author.email)).size,
    }),
  }
}
