import type { GitCommit } from './git-repository.js'

/** How far is looked before git is asked, which costs a process. */
const near = 64

/** What commits that are read anyway tell about each other. Undefined always means "too far away to say". */
export interface NearHistory {
  isAncestor(ancestor: string, descendant: string): Promise<boolean | undefined>
  /** From after `base` to `head`, oldest first, where nothing but single-parent commits lies between. */
  straightLine(base: string, head: string): Promise<readonly string[] | undefined>
}

export function nearHistory(readCommit: (sha: string) => Promise<GitCommit | undefined>): NearHistory {
  /** True: found; false: the whole history was seen without it. */
  async function reaches(from: string, wanted: string): Promise<boolean | undefined> {
    const seen = new Set([from])
    const queue = [from]
    for (let sha = queue.shift(); sha !== undefined; sha = queue.shift()) {
      if (sha === wanted) return true
      if (seen.size > near) return undefined
      const fresh = ((await readCommit(sha))?.parents ?? []).filter((parent) => !seen.has(parent))
      for (const parent of fresh) seen.add(parent)
      queue.push(...fresh)
    }
    return false
  }

  return {
    async isAncestor(ancestor, descendant) {
      // A tag's own sha stands for the commit behind it, which only git peels.
      const named = await Promise.all([ancestor, descendant].map(readCommit))
      if (named[0]?.sha !== ancestor || named[1]?.sha !== descendant) return undefined
      const found = await reaches(descendant, ancestor)
      if (found !== undefined || ancestor === descendant) return found
      // The other way round settles it too: no commit is the ancestor of its own ancestor.
      return (await reaches(ancestor, descendant)) === true ? false : undefined
    },
    async straightLine(base, head) {
      const line: string[] = []
      for (let sha: string | undefined = head; sha !== base;) {
        const commit: GitCommit | undefined = sha === undefined ? undefined : await readCommit(sha)
        if (!commit || commit.parents.length !== 1 || line.length > near) return undefined
        line.push(commit.sha)
        sha = commit.parents[0]
      }
      return line.reverse()
    },
  }
}
