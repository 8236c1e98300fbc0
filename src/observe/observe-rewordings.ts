import { overrideBegin, type Person, type Rewording } from '../model/rewording.js'

/**
 * The pull requests that a commit came with, as GitHub knows seconds after the merge. Several: what was merged here may be part of a pull request
 * from here to elsewhere.
 */
export const pullRequestsOfCommit = `
  associatedPullRequests(first: 5) {
    nodes {
      number body merged mergedAt baseRefName lastEditedAt
      baseRepository { id }
      mergeCommit { oid }
      author { __typename login }
      editor { __typename login }
      mergedBy { __typename login }
    }
  }`

export type Actor = { readonly __typename: string; readonly login: string } | null

/** A commit with what {@link pullRequestsOfCommit} gives. */
export interface CommitWithPullRequests {
  readonly oid: string
  readonly associatedPullRequests: {
    readonly nodes: readonly {
      readonly number: number
      readonly body: string
      readonly merged: boolean
      readonly mergedAt: string | null
      readonly baseRefName: string
      readonly lastEditedAt: string | null
      readonly baseRepository: { readonly id: string } | null
      readonly mergeCommit: { readonly oid: string } | null
      readonly author: Actor
      readonly editor: Actor
      readonly mergedBy: Actor
    }[]
  } | null
}

/** Those that were merged into this branch of this repository and may say something else than their commits; the oldest first. */
export function toRewordings(
  commits: readonly CommitWithPullRequests[],
  into: { readonly repositoryId: string; readonly branch: string },
): Rewording[] {
  const found = new Map<number, Rewording>()
  for (const { oid, associatedPullRequests } of commits) {
    for (const node of associatedPullRequests?.nodes ?? []) {
      const { number, body, mergedAt, mergeCommit, lastEditedAt } = node
      const isHere = node.baseRefName === into.branch && node.baseRepository?.id === into.repositoryId
      if (!isHere || !node.merged || mergedAt === null || mergeCommit === null || !body.includes(overrideBegin))
        continue
      found.set(number, {
        number,
        mergeCommit: mergeCommit.oid,
        commits: [...(found.get(number)?.commits ?? []), oid],
        body,
        author: toPerson(node.author),
        edited: lastEditedAt === null ? undefined : { at: lastEditedAt, by: toPerson(node.editor) },
        mergedAt,
        mergedBy: toPerson(node.mergedBy),
      })
    }
  }
  return [...found.values()].sort((a, b) => a.number - b.number)
}

export function toPerson(actor: Actor): Person {
  return actor === null ? undefined : { login: actor.login, isBot: actor.__typename !== 'User' }
}
