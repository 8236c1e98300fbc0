import type { ClosingChange } from '../model/talk.js'

/** The pull requests that close an issue: by a keyword in what they say, or linked in the sidebar. For `closing` of {@link toClosing}. */
export const closingFields = `
  closing: closedByPullRequestsReferences(first: 100, includeClosedPrs: true) {
    nodes { number state mergedAt baseRefName repository { id } mergeCommit { oid } }
  }`

/** What {@link closingFields} give. */
export interface ClosingAnswer {
  readonly closing: {
    readonly nodes: readonly {
      readonly number: number
      readonly state: 'OPEN' | 'CLOSED' | 'MERGED'
      readonly mergedAt: string | null
      readonly baseRefName: string
      readonly repository: { readonly id: string }
      readonly mergeCommit: { readonly oid: string } | null
    }[]
  } | null
}

/** Those of this repository and into this branch, the oldest first; what was closed without a merge closes nothing. */
export function toClosing(
  { closing }: ClosingAnswer,
  into: { readonly repositoryId: string; readonly branch: string },
): ClosingChange[] {
  return (closing?.nodes ?? [])
    .filter(({ repository, baseRefName }) => repository.id === into.repositoryId && baseRefName === into.branch)
    .filter(({ state }) => state !== 'CLOSED')
    .map(({ number, mergedAt, mergeCommit }) => {
      // Merged, and it is not seen yet as what: to whoever asks it is still on its way.
      if (mergedAt === null || mergeCommit === null) return { number, merged: undefined }
      return { number, merged: { number, mergedAt, mergeCommit: mergeCommit.oid } }
    })
    .toSorted((a, b) => a.number - b.number)
}
