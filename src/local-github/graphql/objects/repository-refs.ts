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

interface DatedRef extends RefPlace {
  /** When the commit that it leads to was committed, in seconds; 0 where it leads to none. */
  readonly committed: number
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
  const byDate = args.orderBy?.field === 'TAG_COMMIT_DATE'
  const sign = direction === 'DESC' ? -1 : 1
  wanted.sort((a, b) => sign * ((byDate ? a.committed - b.committed : 0) || compareNames(a.name, b.name)))
  return listConnection(
    args,
    info,
    wanted,
    ({ name }) => name,
    (ref) => context.objects.ref(repository, ref),
  )
}

async function readRefs({ world }: QueryContext, repository: Repository, prefix: string): Promise<DatedRef[]> {
  const format = '--format=%(refname)%00%(objectname)%00%(committerdate:unix)%00%(*committerdate:unix)'
  // Without its last slash git takes a prefix for whole folders only.
  const output = await world.git(repository).run(['for-each-ref', format, prefix.replace(/\/*$/, '')])
  const lines = output.toString('utf8').split('\n').filter(Boolean)
  const refs = lines.map((line) => {
    const [name = '', sha = '', own, peeled] = line.split('\0')
    return { name, sha, committed: Number(peeled || own || 0) }
  })
  return refs.flatMap((ref) => {
    const sha = world.lag.shaSeen(repository, ref.name, ref.sha)
    return sha === undefined ? [] : [{ ...ref, sha }]
  })
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
