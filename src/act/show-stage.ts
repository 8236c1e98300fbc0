import { GraphqlResponseError } from '@octokit/graphql'
import type { Outcome, ShowStage } from '../model/action.js'
import type { Octokit } from '../octokit.js'

/** One change of a thread: a field of GraphQL's `Mutation`, and its input. */
interface Change {
  readonly mutation: string
  readonly input: Readonly<Record<string, unknown>>
}

/**
 * Shows a stage in a thread by one request, whose changes GitHub makes in order, those behind one that fails, too. A comment or a label
 * that is gone meanwhile is a conflict: the next look reads the thread anew.
 */
export async function showStage(octokit: Octokit, action: ShowStage): Promise<Outcome> {
  const changes = changesOf(action)
  const inputs = changes.map(({ mutation }, index) => `$input${index}: ${typeOf(mutation)}!`)
  const fields = changes.map(
    ({ mutation }, index) => `change${index}: ${mutation}(input: $input${index}) { clientMutationId }`,
  )
  try {
    await octokit.graphql(
      `mutation (${inputs.join(', ')}) { ${fields.join('\n')} }`,
      Object.fromEntries(changes.map(({ input }, index) => [`input${index}`, input])),
    )
    return { kind: 'done' }
  } catch (error) {
    if (!(error instanceof GraphqlResponseError) || error.errors === undefined) throw error
    const detail = error.errors.map(({ message }) => message).join(' ')
    const isAll = (...types: string[]): boolean => error.errors?.every(({ type }) => types.includes(type)) ?? false
    if (isAll('NOT_FOUND')) return { kind: 'conflict', detail }
    if (isAll('NOT_FOUND', 'UNPROCESSABLE', 'FORBIDDEN')) return { kind: 'unable', detail }
    throw error
  }
}

function changesOf({ thread, comment, deletes = [], addLabels, removeLabels, state }: ShowStage): Change[] {
  const labels = (labelIds: readonly string[]) => ({ labelableId: thread, labelIds })
  return [
    ...(state === 'open' ? [{ mutation: 'reopenIssue', input: { issueId: thread } }] : []),
    ...(comment === undefined
      ? []
      : 'post' in comment
        ? [{ mutation: 'addComment', input: { subjectId: thread, body: comment.post } }]
        : [{ mutation: 'updateIssueComment', input: { id: comment.edit, body: comment.body } }]),
    ...deletes.map((id) => ({ mutation: 'deleteIssueComment', input: { id } })),
    ...(addLabels?.length ? [{ mutation: 'addLabelsToLabelable', input: labels(addLabels) }] : []),
    ...(removeLabels?.length ? [{ mutation: 'removeLabelsFromLabelable', input: labels(removeLabels) }] : []),
    ...(state === 'closed' ? [{ mutation: 'closeIssue', input: { issueId: thread, stateReason: 'COMPLETED' } }] : []),
  ]
}

/** `AddCommentInput` of `addComment`. */
function typeOf(mutation: string): string {
  return `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
}
