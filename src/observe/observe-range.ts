import { RequestError } from '@octokit/request-error'
import type { Commit, Sha } from '../model/commit.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { CommitRange, Look, RecentHistory } from '../model/snapshot.js'
import type { SeenTag, Tag } from '../model/tag-name.js'
import type { Octokit } from '../octokit.js'
import { createKnownRanges, type KnownRanges } from './known-ranges.js'
import { observeTags } from './observe-tags.js'
import { completeFromHistory, rangeInHistory } from './range-in-history.js'

interface RestCommit {
  sha: string
  parents: { sha: string }[]
  commit: { message: string; committer?: { date?: string } | null }
}

/**
 * The commits between a tag and a head. The tag is the first candidate that is an ancestor of the head, as the history shows that was read
 * already, or GitHub's comparison says: a tag that the head is not behind. One request a candidate that the history does not show, and
 * one for each further 100 commits.
 */
export async function observeRange(
  octokit: Octokit,
  repo: RepoRef,
  { head, candidates, since, pages = Infinity }: Omit<Extract<Look, { kind: 'range' }>, 'kind'>,
  history: RecentHistory = { commits: [], isWhole: false },
  ranges: KnownRanges = createKnownRanges(),
): Promise<CommitRange> {
  for (const seen of candidates) {
    const tag = await withCommit(octokit, repo, seen)
    if (tag === undefined) continue
    const known = rangeInHistory(history, head, tag.sha)
    if (known !== undefined) return { previous: tag, commits: known }
    const compared = ranges.find(tag.sha, head) ?? (await compareWith(octokit, repo, { tag, head, pages, history }))
    if (compared === undefined) continue
    if (compared.isCut !== true) ranges.keep(tag.sha, head, compared)
    return { ...compared, previous: tag }
  }
  return wholeHistory(octokit, repo, { head, since, pages })
}

async function withCommit(octokit: Octokit, repo: RepoRef, { name, sha }: SeenTag): Promise<Tag | undefined> {
  if (sha !== undefined) return { name, sha }
  const [found] = await observeTags(octokit, repo, { names: [name] })
  return found
}

/** Undefined where the tag is no ancestor. */
async function compareWith(
  octokit: Octokit,
  repo: RepoRef,
  asked: { readonly tag: Tag; readonly head: Sha; readonly pages: number; readonly history: RecentHistory },
): Promise<CommitRange | undefined> {
  const { tag, head, pages, history } = asked
  const where = { owner: repo.owner, repo: repo.name, per_page: 100, basehead: `${tag.sha}...${head}` }
  const data = await compare(octokit, where)
  if (data === undefined || data.behind_by > 0) return undefined
  const total = data.total_commits
  const commits = data.commits.map(toCommit)
  for (let page = 2; commits.length < total; page += 1) {
    const completed = completeFromHistory(history, head, commits, total)
    if (completed !== undefined) return { previous: tag, commits: completed }
    if (page > pages) return { previous: tag, commits, isCut: true }
    const more = await octokit.rest.repos.compareCommitsWithBasehead({ ...where, page })
    if (more.data.commits.length === 0) throw new Error(`GitHub gave ${commits.length} of ${total} commits`)
    commits.push(...more.data.commits.map(toCommit))
  }
  return { previous: tag, commits }
}

async function wholeHistory(
  octokit: Octokit,
  repo: RepoRef,
  { head, since, pages }: { readonly head: Sha; readonly since: string | undefined; readonly pages: number },
): Promise<CommitRange> {
  const wanted = {
    owner: repo.owner,
    repo: repo.name,
    per_page: 100,
    sha: head,
    ...(since === undefined ? {} : { since }),
  }
  const all: RestCommit[] = []
  let page = 0
  for await (const { data } of octokit.paginate.iterator(octokit.rest.repos.listCommits, wanted)) {
    all.push(...data)
    page += 1
    if (page >= pages && data.length === wanted.per_page) {
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
