import type { Commit, Sha } from '../model/commit.js'
import type { History } from './read-history.js'

/** Finds what one commit reaches and another does not, as `git log from..to` would. Oldest first. */
export type RangeFinder = (from: Sha | undefined, to: Sha) => readonly Commit[]

const wanted = 1
const unwanted = 2

/** Makes a finder of ranges. It walks down from the newer end, and stops where nothing wanted is left. */
export function createRangeFinder({ commits, indexOf, parents }: History): RangeFinder {
  return (from, to) => {
    const marks = new Uint8Array(commits.length)
    const start = indexOf.get(to)
    if (start === undefined) return []
    const stop = from === undefined ? -1 : (indexOf.get(from) ?? -1)
    marks[start] = wanted
    if (stop >= 0) marks[stop] = (marks[stop] ?? 0) | unwanted
    const range: Commit[] = []
    let waiting = marks[start] === wanted ? 1 : 0
    for (let index = Math.max(start, stop); waiting > 0 && index >= 0; index -= 1) {
      const mark = marks[index] ?? 0
      if (mark === 0) continue
      if (mark === wanted) {
        waiting -= 1
        const commit = commits[index]
        if (commit !== undefined) range.push(commit)
      }
      for (const parent of parents[index] ?? []) {
        const before = marks[parent] ?? 0
        const after = before | mark
        marks[parent] = after
        if (before !== wanted && after === wanted) waiting += 1
        if (before === wanted && after !== wanted) waiting -= 1
      }
    }
    return range.reverse()
  }
}

/** The position of the highest tag, or -1: of those that a commit's parents reach, or of those that the commit itself does. */
export interface HighestTags {
  readonly below: (sha: Sha) => number
  readonly upTo: (sha: Sha) => number
}

/** Finds the highest reachable tag for every commit at once. `ranked` is in ascending order of version. */
export function findHighestTags(
  { commits, indexOf, parents }: History,
  ranked: readonly { readonly sha: Sha }[],
): HighestTags {
  const own = new Map<number, number>()
  for (const [rank, tag] of ranked.entries()) {
    const index = indexOf.get(tag.sha)
    if (index !== undefined) own.set(index, rank)
  }
  const below = new Int32Array(commits.length).fill(-1)
  const upTo = new Int32Array(commits.length).fill(-1)
  for (const [index, above] of parents.entries()) {
    let highest = -1
    for (const parent of above) highest = Math.max(highest, upTo[parent] ?? -1)
    below[index] = highest
    upTo[index] = Math.max(highest, own.get(index) ?? -1)
  }
  return {
    below: (sha) => below[indexOf.get(sha) ?? -1] ?? -1,
    upTo: (sha) => upTo[indexOf.get(sha) ?? -1] ?? -1,
  }
}
