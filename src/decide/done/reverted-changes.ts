import type { MergedPullRequest } from '../../model/change.js'
import type { Commit, Sha } from '../../model/commit.js'
import type { RepoRef } from '../../model/repo-ref.js'
import { revertersIn, type Reverting } from '../release/reverted-pairs.js'
import { cleanLines, createCommitReader } from '../release/read-commit.js'

type RepoName = Pick<RepoRef, 'owner' | 'name'>

/** Pull requests that were taken back, by number, each with the pull request that did it, where one did. */
export type RevertedChanges = ReadonlyMap<number, { readonly by: number | undefined }>

/**
 * Which of these pull requests the commits take back. One that was merged with several commits is gone when its merge is, or all of them are; a
 * revert that was itself reverted takes nothing back. `brought` tells who brought a commit to the `repo`, of released ones too; `changes` are the
 * pull requests in question.
 */
export function revertedChanges(
  { repo, brought }: { readonly repo: RepoName; readonly brought: Readonly<Record<Sha, readonly MergedPullRequest[]>> },
  commits: readonly Commit[],
  changes: readonly MergedPullRequest[],
): RevertedChanges {
  const mergeOf = new Map(changes.map(({ number, mergeCommit }) => [number, mergeCommit]))
  const reader = createCommitReader({ andUntyped: true })
  const readings = commits.map((commit): Reverting => {
    const read = reader(commit)
    const named = mergeOf.get(namedIn(commit.message, repo) ?? NaN)
    const reverts =
      read?.reverts?.sha === undefined && named !== undefined ? { sha: named, subject: undefined } : undefined
    return { commit, subject: read?.subject ?? '', reverts: reverts ?? read?.reverts }
  })
  const known = new Set(commits.map(({ sha }) => sha))
  // What was released before can be taken back, too: it is there to be found, and says nothing.
  const before = changes
    .filter(({ mergeCommit }) => !known.has(mergeCommit))
    .map(({ mergeCommit }): Reverting => ({ commit: { sha: mergeCommit }, subject: '', reverts: undefined }))
  const reverters = revertersIn([...before, ...readings])

  const found = new Map<number, { by: number | undefined }>()
  for (const { number, mergeCommit } of changes) {
    const own = commits.filter(
      ({ sha, parents }) => parents.length < 2 && brought[sha]?.some((one) => one.number === number),
    )
    const isGone = own.length > 0 && own.every(({ sha }) => reverters.has(sha))
    const [reverter] = reverters.get(mergeCommit) ?? (isGone ? reverters.get(own.at(-1)?.sha ?? '') : undefined) ?? []
    if (reverter === undefined) continue
    found.set(number, { by: brought[reverter]?.find((one) => one.number !== number)?.number })
  }
  return found
}

/**
 * The number of the pull request that a message takes back, as GitHub's button writes it: in a line, or at the end of the quoted title; of this
 * repository, and of no other that the line names. Nine digits at most: whoever writes the message is not to be trusted, and GitHub takes no number beyond 32 bits.
 */
export function namedIn(message: string, { owner, name }: RepoName): number | undefined {
  const here = `${owner}/${name}`.toLowerCase()
  const [subject = '', ...lines] = cleanLines(message)
  const [, quoted] = /^(?:revert: )?Revert ".*\(#(\d{1,9})\)"/i.exec(subject) ?? []
  if (quoted !== undefined) return Number(quoted)
  for (const line of [subject, ...lines]) {
    const [, where = here, number] = /^Reverts ([\w.-]+\/[\w.-]+)?#(\d{1,9})\.?$/i.exec(line) ?? []
    if (number !== undefined && where.toLowerCase() === here) return Number(number)
  }
  return undefined
}
