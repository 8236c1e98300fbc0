import type { GitObject } from '../../git/git-repository.js'
import { parseSignature } from '../../git/parse-commit.js'
import type { Repository } from '../../world/entities.js'
import type { QueryContext, SchemaObject } from '../query-context.js'
import { gitObjectFields } from './git-object-fields.js'

/** An annotated tag's own object. */
export function tagObject(context: QueryContext, repository: Repository, { oid, content }: GitObject): SchemaObject {
  const text = content.toString('utf8')
  const end = text.indexOf('\n\n')
  const headers = (end < 0 ? text : text.slice(0, end)).split('\n')
  const header = (name: string) => headers.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1)
  const tagger = header('tagger')
  return {
    __typename: 'Tag',
    ...gitObjectFields(context, repository, 'TA', oid),
    name: header('tag') ?? '',
    message: end < 0 ? '' : text.slice(end + 2).replace(/\n$/, ''),
    tagger: tagger === undefined ? null : () => context.objects.gitActor(parseSignature(tagger)),
    target: async () => {
      const target = await context.world.git(repository).readObject(header('object') ?? '')
      if (!target) throw new Error(`the tag object ${oid} names an object that is not there`)
      return context.objects.gitObject(repository, target)
    },
  }
}
