import type { Outcome, ShowStage } from '../model/action.js'
import type { Octokit } from '../octokit.js'
import { mostChanges, mutate, type Change, type Changed } from './mutate.js'

/**
 * Shows stages in threads by one request, each thread's changes in order. A comment or a label that is gone meanwhile is a conflict: the next
 * look reads the thread anew. Gives an outcome for each.
 */
export async function showStages(octokit: Octokit, actions: readonly ShowStage[]): Promise<readonly Outcome[]> {
  return stagesShown(actions, await mutate(octokit, actions.flatMap(changesOf)))
}

/** How many of these, which stand first, travel in one request with so many other changes; one at least, where there is no other. */
export function fittingShows(actions: readonly ShowStage[], others = 0): number {
  let changes = others
  const cut = actions.findIndex((action) => (changes += changesOf(action).length) > mostChanges)
  const fitting = cut < 0 ? actions.length : cut
  return others === 0 ? Math.max(1, fitting) : fitting
}

/** What came of them, from what came of their changes. */
export function stagesShown(actions: readonly ShowStage[], results: readonly Changed[]): Outcome[] {
  let at = 0
  return actions.map((action) => {
    const end = at + changesOf(action).length
    const outcome = outcomeOf(results.slice(at, end))
    at = end
    return outcome
  })
}

function outcomeOf(results: readonly Changed[]): Outcome {
  const failures = results.filter((result) => result.kind === 'failed')
  const [first] = failures
  if (first === undefined) return { kind: 'done' }
  const detail = failures.map(({ message }) => message).join(' ')
  const isAll = (...types: string[]): boolean => failures.every(({ type }) => types.includes(type ?? ''))
  if (isAll('NOT_FOUND')) return { kind: 'conflict', detail }
  if (isAll('NOT_FOUND', 'UNPROCESSABLE', 'FORBIDDEN')) return { kind: 'unable', detail }
  throw first.error
}

export function changesOf({ thread, comment, deletes = [], addLabels, removeLabels, state }: ShowStage): Change[] {
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
