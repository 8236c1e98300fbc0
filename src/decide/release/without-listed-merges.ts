import type { ReadCommit } from './read-commit.js'

/** Leaves out the merges that repeat, with or without ` (#12)`, what a commit they brought along says itself. */
export function withoutListedMerges(commits: readonly ReadCommit[]): ReadCommit[] {
  const said = new Set(commits.filter((commit) => !isMerge(commit)).map(sayingOf))
  return commits.filter((commit) => !isMerge(commit) || !said.has(sayingOf(commit)))
}

function isMerge(commit: ReadCommit): boolean {
  return commit.commit.parents.length > 1
}

function sayingOf(commit: ReadCommit): string {
  return JSON.stringify([commit.type, commit.scope, commit.description.replace(/ \(#\d+\)$/, ''), commit.breaking])
}
