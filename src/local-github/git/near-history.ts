import type { GitCommit } from './git-repository.js'

/** How far is looked before git is asked, which costs a process. */
const near = 64

/** Of how many commits it is kept what they reach. */
const keptWalks = 16

/** What commits that are read anyway tell about each other. Undefined always means "too far away to say". */
export interface NearHistory {
  isAncestor(ancestor: string, descendant: string): Promise<boolean | undefined>
  /** From after `base` to `head`, oldest first, where nothing but single-parent commits lies between. */
  straightLine(base: string, head: string): Promise<readonly string[] | undefined>
}

type ReadCommit = (sha: string) => Promise<GitCommit | undefined>

/** True: found; false: the whole history was seen without it. */
type Reaches = (wanted: string) => Promise<boolean | undefined>

export function nearHistory(readCommit: ReadCommit): NearHistory {
  const walks = new Map<string, Reaches>()

  function reaches(from: string, wanted: string): Promise<boolean | undefined> {
    const walk = walks.get(from) ?? walkBack(readCommit, from)
    walks.delete(from)
    walks.set(from, walk)
    for (const oldest of walks.keys()) {
      if (walks.size <= keptWalks) break
      walks.delete(oldest)
    }
    return walk(wanted)
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

/** Each question goes on where the one before it ended: who asks about commit after commit, as a query does, soon has them all. */
function walkBack(readCommit: ReadCommit, from: string): Reaches {
  const seen = new Set([from])
  const waiting = [from]
  let last: Promise<unknown> = Promise.resolve()

  async function goOn(wanted: string): Promise<boolean | undefined> {
    for (let steps = 0; !seen.has(wanted); steps += 1) {
      const [sha] = waiting
      if (sha === undefined) return false
      if (steps >= near) return undefined
      const parents = (await readCommit(sha))?.parents ?? []
      // Only now: where reading fails, the next question reads it again.
      waiting.shift()
      for (const parent of parents) {
        if (seen.has(parent)) continue
        seen.add(parent)
        waiting.push(parent)
      }
    }
    return true
  }

  return (wanted) => {
    const answer = last.then(() => goOn(wanted))
    last = answer.catch(() => {})
    return answer
  }
}
