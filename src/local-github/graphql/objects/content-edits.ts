import type { GraphQLResolveInfo } from 'graphql'
import type { Issue, PullRequest } from '../../world/entities.js'
import { nodeIdOf } from '../../world/ids.js'
import { listConnection } from '../connection.js'
import { dateTime } from '../date-time.js'
import type { PageArguments } from '../page-arguments.js'
import type { QueryContext } from '../query-context.js'

/** The bodies that a thread had, newest first; none before its first edit. `diff` holds the whole body, as GitHub has it. */
export function contentEdits({ objects }: QueryContext, thread: Issue | PullRequest) {
  return (args: PageArguments, _context: unknown, info: GraphQLResolveInfo) => {
    const edits = thread.edits
      .map((edit, index) => ({ ...edit, id: nodeIdOf('UCE', `${thread.id}:${index}`) }))
      .reverse()
    return listConnection(
      args,
      info,
      edits,
      ({ id }) => id,
      ({ id, body, editor, at }) => ({
        __typename: 'UserContentEdit',
        id,
        diff: body,
        editor: () => objects.actor(editor),
        createdAt: dateTime(at),
        editedAt: dateTime(at),
        updatedAt: dateTime(at),
        deletedAt: null,
        deletedBy: null,
      }),
    )
  }
}
