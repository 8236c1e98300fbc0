import { extname } from 'node:path/posix'
import type { GitObject, TreeEntry } from '../../git/git-repository.js'
import type { Repository } from '../../world/entities.js'
import type { QueryContext, SchemaObject } from '../query-context.js'
import { gitObjectFields } from './git-object-fields.js'

/** A folder. `path` is where it lies, as far as that is known: the root where it is not. */
export function treeObject(
  context: QueryContext,
  repository: Repository,
  { oid }: Pick<GitObject, 'oid'>,
): SchemaObject {
  return {
    __typename: 'Tree',
    ...gitObjectFields(context, repository, 'T', oid),
    entries: async () => {
      const entries = (await context.world.git(repository).readTree(oid)) ?? []
      return entries.map((entry) => treeEntryObject(context, repository, entry))
    },
  }
}

export function treeEntryObject(context: QueryContext, repository: Repository, entry: TreeEntry): SchemaObject {
  const git = context.world.git(repository)
  const name = entry.path.split('/').at(-1) ?? ''
  const read = () => (entry.type === 'commit' ? Promise.resolve(undefined) : git.readObject(entry.sha))
  return {
    __typename: 'TreeEntry',
    name,
    path: entry.path,
    extension: extname(name),
    mode: Number.parseInt(entry.mode, 8),
    type: entry.type,
    oid: entry.sha,
    repository: () => context.objects.repository(repository),
    size: async () => (entry.type === 'blob' ? (entry.size ?? (await read())?.content.length ?? 0) : 0),
    object: async () => {
      const object = await read()
      return object ? context.objects.gitObject(repository, object) : null
    },
  }
}
