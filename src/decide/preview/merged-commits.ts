import type { Commit, Sha } from '../../model/commit.js'
import type { MergeDetails, MergeMethod } from '../../model/merge-preview.js'
import { readOverride } from '../release/read-override.js'
import type { Waiting } from './waiting.js'

/** The commit that a merge makes has no name before it is made. */
const unmade: Sha = '0'.repeat(40)

/** What would come onto the default branch, oldest first. What the body says in place of the messages counts with every method. */
export function mergedCommits(
  method: MergeMethod,
  details: MergeDetails,
  { head, rules }: Pick<Waiting, 'head' | 'rules'>,
): Commit[] {
  const { commits: own, messages, state } = details
  const committedAt = own.at(-1)?.committedAt ?? ''
  const override = followsOverride(details) ? readOverride(details.body, rules) : undefined
  if (override?.kind === 'messages') {
    return [{ sha: unmade, parents: [head], message: '', committedAt, instead: override.messages }]
  }
  switch (method) {
    case 'squash':
      return [{ sha: unmade, parents: [head], message: messages.squash ?? '', committedAt }]
    case 'merge':
      return [...own, { sha: unmade, parents: [head, state.head], message: messages.merge ?? '', committedAt }]
    case 'rebase':
      // GitHub leaves merges out of a rebase.
      return own.filter(({ parents }) => parents.length < 2)
  }
}

/** Of a body that a bot wrote last in a pull request of a bot nobody says that people have read it. */
export function followsOverride({ author, editor }: MergeDetails): boolean {
  return author?.isBot !== true || (editor !== undefined && !editor.isBot)
}
