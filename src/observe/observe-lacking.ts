import type { Commit } from '../model/commit.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Lacking, Look, RecentHistory } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'
import { isMissing } from './is-missing.js'
import type { KnownRanges } from './known-ranges.js'
import { completeFromHistory, rangeInHistory } from './range-in-history.js'

/** What was read before of what a commit lacks: of one that the other reaches, and of one that lies aside, which no range of a release begins with. */
export interface KnownLacking {
  readonly ranges: KnownRanges
  readonly asides: KnownRanges
}

/**
 * What one commit reaches and another, which runs somewhere, does not: from the history that was read, from what is known, or by GitHub's
 * comparison, one request for each hundred commits. A commit that is gone, or has no history in common, lacks everything.
 */
export async function observeLacking(
  octokit: Octokit,
  repo: RepoRef,
  { commit, head }: Omit<Extract<Look, { kind: 'lacking' }>, 'kind'>,
  history: RecentHistory = { commits: [], isWhole: false },
  { ranges, asides }: KnownLacking,
): Promise<Lacking> {
  const inLine = rangeInHistory(history, head, commit) ?? ranges.find(commit, head)?.commits
  if (inLine !== undefined) return { kind: 'commits', commits: inLine, isAside: false }
  const aside = asides.find(commit, head)
  if (aside !== undefined) return { kind: 'commits', commits: aside.commits, isAside: true }

  const compared = await compare(octokit, repo, { commit, head, history })
  if (compared === undefined) return { kind: 'everything' }
  const { commits, isAside } = compared
  const known = isAside ? asides : ranges
  known.keep(commit, head, { previous: undefined, commits })
  return { kind: 'commits', commits, isAside }
}

async function compare(
  octokit: Octokit,
  repo: RepoRef,
  { commit, head, history }: { readonly commit: string; readonly head: string; readonly history: RecentHistory },
): Promise<{ readonly commits: readonly Commit[]; readonly isAside: boolean } | undefined> {
  const where = { owner: repo.owner, repo: repo.name, per_page: 100, basehead: `${commit}...${head}` }
  const commits: Commit[] = []
  try {
    for (let page = 1; ; page += 1) {
      const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...where, page })
      const isAside = data.behind_by > 0
      for (const { sha, parents, commit: made } of data.commits) {
        const committedAt = made.committer?.date ?? ''
        commits.push({ sha, parents: parents.map((parent) => parent.sha), message: made.message, committedAt })
      }
      if (commits.length >= data.total_commits) return { commits, isAside }
      const completed = completeFromHistory(history, head, commits, data.total_commits)
      if (completed !== undefined) return { commits: completed, isAside }
      if (data.commits.length === 0) throw new Error(`GitHub gave ${commits.length} of ${data.total_commits} commits`)
    }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
