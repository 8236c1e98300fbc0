import { GraphqlResponseError } from '@octokit/graphql'
import type { MergeGates } from '../model/merge-gates.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Look } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'

const gatesQuery = `
  query ($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) {
      squashMergeAllowed rebaseMergeAllowed mergeCommitAllowed
      defaultBranchRef { target { oid } }
      pullRequest(number: $number) {
        headRefOid isDraft mergeable mergeStateStatus
        commits(last: 1) { nodes { commit { statusCheckRollup { state } } } }
      }
    }
  }`

interface GatesAnswer {
  /** Told by us where GitHub refuses to show the checks. */
  readonly isHidden?: true
  readonly repository: {
    readonly squashMergeAllowed: boolean
    readonly rebaseMergeAllowed: boolean
    readonly mergeCommitAllowed: boolean
    readonly defaultBranchRef: { readonly target: { readonly oid: string } } | null
    readonly pullRequest: {
      readonly headRefOid: string
      readonly isDraft: boolean
      readonly mergeable: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN'
      readonly mergeStateStatus: string
      readonly commits: {
        readonly nodes: readonly {
          readonly commit: { readonly statusCheckRollup: { readonly state: string } | null }
        }[]
      }
    }
  }
}

/** One GraphQL query; GitHub rolls all checks and statuses of a commit up into one state, however many there are. */
export async function observeMergeGates(
  octokit: Octokit,
  repo: RepoRef,
  { pullRequest: number }: Pick<Extract<Look, { kind: 'merge-gates' }>, 'pullRequest'>,
): Promise<MergeGates> {
  const asked = octokit.graphql<GatesAnswer>(gatesQuery, { owner: repo.owner, name: repo.name, number })
  const { repository, isHidden = false } = await asked.catch(withoutChecks)
  const { headRefOid, isDraft, mergeable, mergeStateStatus, commits } = repository.pullRequest
  return {
    head: headRefOid,
    base: repository.defaultBranchRef?.target.oid ?? '',
    isDraft,
    mergeable: mergeable === 'UNKNOWN' ? undefined : mergeable === 'MERGEABLE',
    isBlocked: ['BLOCKED', 'BEHIND'].includes(mergeStateStatus),
    checks: isHidden ? 'hidden' : checksOf(commits.nodes[0]?.commit.statusCheckRollup?.state),
    method: methodOf(repository),
  }
}

/** What there is without the checks and statuses, where the app may not see these; no other part of the look fails for it. */
function withoutChecks(error: unknown): GatesAnswer {
  if (!(error instanceof GraphqlResponseError) || error.errors === undefined) throw error
  const data = error.data as Partial<GatesAnswer> | null
  const isAllHidden = error.errors.every(({ type, path }) => {
    return type === 'FORBIDDEN' && (path as readonly unknown[] | undefined)?.includes('statusCheckRollup')
  })
  if (!isAllHidden || !data?.repository) throw error
  return { repository: data.repository, isHidden: true }
}

function checksOf(state: string | undefined): MergeGates['checks'] {
  if (state === undefined) return 'none'
  if (state === 'SUCCESS') return 'success'
  return state === 'PENDING' || state === 'EXPECTED' ? 'pending' : 'failure'
}

function methodOf({
  squashMergeAllowed,
  rebaseMergeAllowed,
  mergeCommitAllowed,
}: GatesAnswer['repository']): MergeGates['method'] {
  if (squashMergeAllowed) return 'squash'
  if (rebaseMergeAllowed) return 'rebase'
  return mergeCommitAllowed ? 'merge' : undefined
}
