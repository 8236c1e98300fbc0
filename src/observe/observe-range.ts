import { RequestError } from '@octokit/request-error'
import type { Commit } from '../model/commit.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { CommitRange, Look } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'

interface RestCommit {
  sha: string
  parents: { sha: string }[]
  commit: { message: string; committer?: { date?: string } | null }
}

/**
 * The commits between a tag and a head. The tag is the first candidate that is an ancestor of the head, as GitHub's comparison says:
 * a tag that the head is not behind. One request a candidate, and one for each further 100 commits.
 */
export async function observeRange(
  octokit: Octokit,
  repo: RepoRef,
  { head, candidates, since, pages = Infinity }: Extract<Look, { kind: 'range' }>,
): Promise<CommitRange> {
  const where = { owner: repo.owner, repo: repo.name, per_page: 100 }
  for (const tag of candidates) {
    const compared = { ...where, basehead: `${tag.sha}...${head}` }
    const data = await compare(octokit, compared)
    if (data === undefined || data.behind_by > 0) continue
    const commits: RestCommit[] = [...data.commits]
    for (let page = 2; commits.length < data.total_commits && page <= pages; page += 1) {
      const more = await octokit.rest.repos.compareCommitsWithBasehead({ ...compared, page })
      if (more.data.commits.length === 0)
        throw new Error(`GitHub gave ${commits.length} of ${data.total_commits} commits`)
      commits.push(...more.data.commits)
    }
    const cut = commits.length < data.total_commits ? { isCut: true as const } : {}
    return { previous: tag, commits: commits.map(toCommit), ...cut }
  }
  const all: RestCommit[] = []
  const wanted = { ...where, sha: head, ...(since === undefined ? {} : { since }) }
  let page = 0
  for await (const { data } of octokit.paginate.iterator(octokit.rest.repos.listCommits, wanted)) {
    all.push(...data)
    page += 1
    if (page >= pages && data.length === where.per_page) {
      return { previous: undefined, commits: all.map(toCommit).reverse(), isCut: true }
    }
  }
  return { previous: undefined, commits: all.map(toCommit).reverse() }
}

/** The first page of a comparison; undefined where the two have no history in common, which GitHub answers with 404. */
async function compare(
  octokit: Octokit,
  compared: { owner: string; repo: string; basehead: string; per_page: number },
) {
  try {
    return (await octokit.rest.repos.compareCommitsWithBasehead({ ...compared, page: 1 })).data
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return undefined
    throw error
  }
}

function toCommit({ sha, parents, commit }: RestCommit): Commit {
  return {
    sha,
    parents: parents.map((parent) => parent.sha),
    message: commit.message,
    committedAt: commit.committer?.date ?? '',
  }
}
