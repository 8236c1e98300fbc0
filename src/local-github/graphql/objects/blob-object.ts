import type { GitObject } from '../../git/git-repository.js'
import type { Repository } from '../../world/entities.js'
import type { QueryContext, SchemaObject } from '../query-context.js'
import { gitObjectFields } from './git-object-fields.js'

/** Longer texts are cut here, in bytes. */
const mostText = 512_000

/** A file's content. The text of a long one is cut, that of a binary one is null. */
export function blobObject(context: QueryContext, repository: Repository, { oid, content }: GitObject): SchemaObject {
  const isBinary = looksBinary(content)
  return {
    __typename: 'Blob',
    ...gitObjectFields(context, repository, 'B', oid),
    byteSize: content.length,
    isBinary,
    isTruncated: content.length > mostText,
    text: isBinary ? null : () => cutText(content),
  }
}

/** As git tells: a NUL among the first 8,000 bytes. */
function looksBinary(content: Buffer): boolean {
  return content.subarray(0, 8000).includes(0)
}

function cutText(content: Buffer): string {
  let end = Math.min(content.length, mostText)
  // A character is not cut in two: what follows the cut has to begin one.
  while (end > mostText - 3 && (content[end] ?? 0) >> 6 === 0b10) end -= 1
  return content.toString('utf8', 0, end)
}
