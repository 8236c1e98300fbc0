import type { RecentHistory } from '../model/snapshot.js'
import { pullRequestsOfCommit, type CommitWithPullRequests } from './observe-rewordings.js'

/** The newest commits that a commit reaches, a page of them, with the pull requests that they came with. */
export const historyFields = `
  history(first: 100) {
    nodes { oid message committedDate parents(first: 10) { totalCount nodes { oid } } ${pullRequestsOfCommit} }
    pageInfo { hasNextPage }
  }`

/** What {@link historyFields} give. */
export interface HistoryAnswer {
  readonly history: {
    readonly nodes: readonly (CommitWithPullRequests & {
      readonly message: string
      readonly committedDate: string
      readonly parents: { readonly totalCount: number; readonly nodes: readonly { readonly oid: string }[] }
    })[]
    readonly pageInfo: { readonly hasNextPage: boolean }
  }
}

export function toHistory({ history: { nodes, pageInfo } }: HistoryAnswer): RecentHistory {
  const cut = nodes.findIndex(({ parents }) => parents.totalCount > parents.nodes.length)
  const read = cut < 0 ? nodes : nodes.slice(0, cut)
  return {
    commits: read.map(({ oid, message, committedDate, parents }) => ({
      sha: oid,
      parents: parents.nodes.map((parent) => parent.oid),
      message,
      committedAt: committedDate,
    })),
    isWhole: cut < 0 && !pageInfo.hasNextPage,
  }
}
