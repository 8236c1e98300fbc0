import type { Commit } from '../../model/commit.js'
import { isReleaseCommit } from './is-release-commit.js'

/**
 * The date in the notes, `YYYY-MM-DD`: that of the newest change in them, so that the notes stay what they are while nothing changes.
 * Merges and release commits are no changes.
 */
export function dateOfRelease(commits: readonly Commit[]): string {
  const dates = commits
    .filter((commit) => commit.parents.length < 2 && !isReleaseCommit(commit.message))
    .map((commit) => commit.committedAt)
  return dates.reduce((newest, date) => (date > newest ? date : newest), '').slice(0, 10)
}
