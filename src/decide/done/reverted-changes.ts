import type { MergedPullRequest } from '../../model/change.js'
import type { Commit, Sha } from '../../model/commit.js'
import { revertersIn, type Reverting } from '../release/reverted-pairs.js'
import { cleanLines, createCommitReader } from '../release/read-commit.js'

/**
 * The pull requests that were taken back among these commits, with the pull request that took each back, where one did. One that was
 * merged with several commits is gone when its merge is, or all of them are; a revert that was itself reverted takes nothing back.
 */
export function revertedChanges(
  commits: readonly Commit[],
  brought: Readonly<Record<Sha, readonly MergedPullRequest[]>>,
): ReadonlyMap<number, number | undefined> {
  const byNumber = new Map(Object.values(brought).flatMap((all) => all.map((one) => [one.number, one] as const)))
  const reader = createCommitReader({ andUntyped: true })
  const readings = commits.map((commit): Reverting => {
    const read = reader(commit)
    const named = byNumber.get(namedIn(commit.message) ?? NaN)?.mergeCommit
    return {
      commit,
      subject: read?.subject ?? '',
      reverts:
        named === undefined || read?.reverts?.sha !== undefined ? read?.reverts : { sha: named, subject: undefined },
    }
  })
  const reverters = revertersIn(readings)
  const found = new Map<number, number | undefined>()
  for (const { number, mergeCommit } of byNumber.values()) {
    const own = commits.filter(
      ({ sha, parents }) => parents.length < 2 && brought[sha]?.some((one) => one.number === number),
    )
    const isGone = own.length > 0 && own.every(({ sha }) => reverters.has(sha))
    const [reverter] = reverters.get(mergeCommit) ?? (isGone ? reverters.get(own.at(-1)?.sha ?? '') : undefined) ?? []
    if (reverter !== undefined) found.set(number, brought[reverter]?.find((one) => one.number !== number)?.number)
  }
  return found
}

/** The number in a line as GitHub's button writes it into a pull request, and from there into a squash. */
function namedIn(message: string): number | undefined {
  for (const line of cleanLines(message)) {
    const [, number] = /^Reverts (?:[\w.-]+\/[\w.-]+)?#(\d+)\.?$/i.exec(line) ?? []
    if (number !== undefined) return Number(number)
  }
  return undefined
}
