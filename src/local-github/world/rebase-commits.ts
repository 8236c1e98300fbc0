import type { GitCommit, GitRepository, Signature } from '../git/git-repository.js'

/**
 * Replays commits (oldest first) onto another: authors stay, the committer is whoever merges, merge commits are left out, and what
 * changes nothing any more goes. Undefined where one of them conflicts.
 */
export async function rebaseCommits(
  git: GitRepository,
  commits: readonly GitCommit[],
  onto: string,
  committer: Signature,
): Promise<string | undefined> {
  let tip = onto
  let tipTree = (await git.readCommit(onto))?.tree
  for (const commit of commits) {
    if (commit.parents.length > 1) continue
    const [parent] = commit.parents
    const parentTree = parent === undefined ? undefined : (await git.readCommit(parent))?.tree
    const merged =
      parentTree === tipTree ? { tree: commit.tree } : await git.mergeTrees(tip, commit.sha, parent ?? onto)
    if ('conflicts' in merged) return undefined
    const becameEmpty = merged.tree === tipTree && commit.tree !== parentTree
    if (becameEmpty) continue
    const replayed = { tree: merged.tree, parents: [tip], message: commit.message, author: commit.author }
    const sha = await git.writeCommit({ ...replayed, committer })
    // A commit that already stands there, made in this very second, would come out as itself: GitHub always makes new ones.
    tip = sha === commit.sha ? await git.writeCommit({ ...replayed, committer: secondLater(committer) }) : sha
    tipTree = merged.tree
  }
  return tip
}

function secondLater({ date, ...who }: Signature): Signature {
  return { ...who, date: new Date(Date.parse(date) + 1000).toISOString() }
}
