import type { LineHistory, LineMerge } from '../model/backport.js'
import type { Sha } from '../model/commit.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import type { KnownLines } from './known-lines.js'

/** So many branches at a look, and so many hundreds of commits of each. */
const mostLines = 10
const mostPages = 5

/**
 * What those branches reach, back to the commits that were merged there, by the commits where they stand: one request for each hundred commits, and none for
 * what this process read before. Branches beyond the tenth are not read.
 */
export async function observeLines(
  octokit: Octokit,
  repo: RepoRef,
  merges: readonly LineMerge[],
  known: KnownLines,
): Promise<Record<Sha, LineHistory>> {
  const wanted = new Map<Sha, Set<Sha>>()
  for (const { line, mergeCommit } of merges) {
    if (line.head === undefined) continue
    const commits = wanted.get(line.head)
    if (commits) commits.add(mergeCommit)
    else if (wanted.size < mostLines) wanted.set(line.head, new Set([mergeCommit]))
  }
  const read: Record<Sha, LineHistory> = {}
  for (const [head, commits] of wanted) {
    const history = await readBackTo(octokit, repo, { head, commits, known: known.find(head) })
    known.keep(head, history)
    read[head] = history
  }
  return read
}

async function readBackTo(
  octokit: Octokit,
  { owner, name }: RepoRef,
  { head, commits, known }: { head: Sha; commits: ReadonlySet<Sha>; known: LineHistory | undefined },
): Promise<LineHistory> {
  let history: LineHistory = known ?? { commits: [], end: undefined }
  const isMissing = (): boolean => {
    const read = new Set(history.commits.map(({ sha }) => sha))
    return [...commits].some((sha) => !read.has(sha))
  }
  while (history.end === undefined && isMissing()) {
    const page = history.commits.length / 100 + 1
    const { data } = await octokit.rest.repos.listCommits({ owner, repo: name, sha: head, per_page: 100, page })
    const more = data.map(({ sha, parents }) => ({ sha, parents: parents.map((parent) => parent.sha) }))
    const end = more.length < 100 ? 'whole' : page >= mostPages ? 'cut' : undefined
    history = { commits: [...history.commits, ...more], end }
  }
  return history
}
