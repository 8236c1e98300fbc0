import type { ClaimTexts, LineMerge } from '../model/backport.js'

/** Of a pull request; gives a {@link LineMergeNode}. */
export const lineMergeFields = `
  number title body mergedAt baseRefName
  repository { id }
  baseRef { target { oid } }
  mergeCommit { oid message }`

/** Of a pull request; gives {@link CommitsAnswer}. */
export const commitsFields = 'commits(last: 10) { nodes { commit { message } } }'

export interface LineMergeNode {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly mergedAt: string | null
  readonly baseRefName: string
  readonly repository: { readonly id: string }
  readonly baseRef: { readonly target: { readonly oid: string } | null } | null
  readonly mergeCommit: { readonly oid: string; readonly message: string } | null
}

export interface CommitsAnswer {
  readonly commits: { readonly nodes: readonly { readonly commit: { readonly message: string } }[] }
}

/** What was merged into another branch, with what it says of itself as far as that was read. */
export interface ReadLineMerge {
  readonly merge: LineMerge
  readonly texts: ClaimTexts
}

/** Undefined for whatever was not merged, or not into another branch of this repository than the default one. */
export function toLineMerge(
  node: LineMergeNode,
  here: { readonly repositoryId: string; readonly branch: string },
): ReadLineMerge | undefined {
  const { number, title, body, mergedAt, mergeCommit, baseRefName, baseRef, repository } = node
  if (mergedAt === null || mergeCommit === null) return undefined
  if (repository.id !== here.repositoryId || baseRefName === here.branch) return undefined
  return {
    merge: { number, mergedAt, mergeCommit: mergeCommit.oid, line: { name: baseRefName, head: baseRef?.target?.oid } },
    texts: { number, title, body, messages: [mergeCommit.message] },
  }
}

/** The same with the messages of its commits. */
export function withMessages({ merge, texts }: ReadLineMerge, { commits }: CommitsAnswer): ReadLineMerge {
  const messages = [...texts.messages, ...commits.nodes.map(({ commit }) => commit.message)]
  return { merge, texts: { ...texts, messages } }
}
