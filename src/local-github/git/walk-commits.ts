import type { GitCommit } from './git-repository.js'

/** How many commits are looked through before git is asked, which costs a process. */
const near = 256

type ReadCommit = (sha: string) => Promise<GitCommit | undefined>

export interface WalkOptions {
  /** The sha of a commit, as those of `not` are. */
  readonly from: string
  /** Commits that these reach are left out. */
  readonly not: readonly string[]
  /** No more than so many, counted from the first. */
  readonly most: number
}

/**
 * The commits that `git rev-list` gives, in its order: the newest of those whose child was given goes next, the one met first where two
 * are of the same second. Undefined where it would be a long way.
 */
export async function walkCommits(
  readCommit: ReadCommit,
  { from, not, most }: WalkOptions,
): Promise<GitCommit[] | undefined> {
  const met = await reachedFrom(readCommit, not)
  if (met?.has(from)) return []
  const first = await readCommit(from)
  // A tag's own sha stands for the commit behind it, which only git peels.
  if (!met || first?.sha !== from) return undefined
  met.add(from)
  const waiting = [first]
  const found: GitCommit[] = []
  while (waiting.length > 0 && found.length < most) {
    if (found.length >= near) return undefined
    const commit = waiting.shift()!
    found.push(commit)
    for (const sha of commit.parents) {
      if (met.has(sha)) continue
      met.add(sha)
      const parent = await readCommit(sha)
      if (!parent) return undefined
      const place = waiting.findIndex((other) => committedAt(other) < committedAt(parent))
      waiting.splice(place < 0 ? waiting.length : place, 0, parent)
    }
  }
  return found
}

/** The commits and all that came before them; undefined where that is much, or one of them is none. */
export async function reachedFrom(readCommit: ReadCommit, shas: readonly string[]): Promise<Set<string> | undefined> {
  const reached = new Set(shas)
  for (const sha of reached) {
    const commit = reached.size > near ? undefined : await readCommit(sha)
    if (commit?.sha !== sha) return undefined
    for (const parent of commit.parents) reached.add(parent)
  }
  return reached
}

/**
 * The best common ancestor; null where the two have none, undefined where only git can tell: the way is long, or several are equally good.
 */
export async function nearMergeBase(readCommit: ReadCommit, a: string, b: string): Promise<string | null | undefined> {
  const [ofA, ofB] = [await reachedFrom(readCommit, [a]), await reachedFrom(readCommit, [b])]
  if (!ofA || !ofB) return undefined
  const common = [...ofA].filter((sha) => ofB.has(sha))
  const outdone = new Set<string>()
  for (const sha of common) for (const parent of (await readCommit(sha))?.parents ?? []) outdone.add(parent)
  const best = common.filter((sha) => !outdone.has(sha))
  return best.length > 1 ? undefined : (best[0] ?? null)
}

function committedAt({ committer }: GitCommit): number {
  return Date.parse(committer.date)
}
