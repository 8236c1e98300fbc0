import type { GraphQLResolveInfo } from 'graphql'
import type { Repository } from '../../world/entities.js'
import { listConnection } from '../connection.js'
import type { PageArguments } from '../page-arguments.js'
import type { QueryContext, RefPlace } from '../query-context.js'

export interface RefsArguments extends PageArguments {
  readonly refPrefix: string
  readonly query?: string | null
  readonly direction?: 'ASC' | 'DESC' | null
  readonly orderBy?: { readonly field: 'ALPHABETICAL' | 'TAG_COMMIT_DATE'; readonly direction: 'ASC' | 'DESC' } | null
}

/** The refs below a prefix, by name unless they are to go by the date of their commits. */
export async function repositoryRefs(
  context: QueryContext,
  repository: Repository,
  args: RefsArguments,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  const query = args.query?.toLowerCase() ?? ''
  const all = await readRefs(context, repository, args.refPrefix)
  const wanted = all.filter(({ name }) => name.slice(args.refPrefix.length).toLowerCase().includes(query))
  const direction = args.orderBy?.direction ?? args.direction ?? 'ASC'
  const dates = args.orderBy?.field === 'TAG_COMMIT_DATE' ? await datesOf(context, repository, wanted) : undefined
  const dateOf = ({ sha }: RefPlace): number => dates?.get(sha) ?? 0
  const sign = direction === 'DESC' ? -1 : 1
  wanted.sort((a, b) => sign * (dateOf(a) - dateOf(b) || compareNames(a.name, b.name)))
  return listConnection(
    args,
    info,
    wanted,
    ({ name }) => name,
    (ref) => context.objects.ref(repository, ref),
  )
}

async function readRefs({ world }: QueryContext, repository: Repository, prefix: string): Promise<RefPlace[]> {
  const refs = prefix === '' ? [] : await world.git(repository).listRefs(prefix)
  return refs.flatMap(({ name, sha: now }) => {
    const sha = world.lag.shaSeen(repository, name, now)
    return sha === undefined ? [] : [{ name, sha }]
  })
}

/** When the commit that a ref leads to was committed; nothing where it leads to none. */
async function datesOf(
  { world }: QueryContext,
  repository: Repository,
  refs: readonly RefPlace[],
): Promise<ReadonlyMap<string, number>> {
  const git = world.git(repository)
  const dates = await Promise.all(
    refs.map(async ({ sha }) => [sha, Date.parse((await git.readCommit(sha))?.committer.date ?? '') || 0] as const),
  )
  return new Map(dates)
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
