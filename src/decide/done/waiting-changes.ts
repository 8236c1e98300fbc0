import type { MergedPullRequest, WaitingChange, WaitingRoom } from '../../model/change.js'
import { subjectOf, type Commit, type Sha } from '../../model/commit.js'
import { createCommitReader } from '../release/read-commit.js'
import { revertersIn } from '../release/reverted-pairs.js'
import type { Seen } from '../release/seen.js'
import { revertedChanges } from './reverted-changes.js'

/**
 * What is merged and in no release yet, by ancestry alone: the pull requests, and whatever else was pushed to the default branch. A commit behind
 * the newest ones, of which it is not known who brought it, stands for itself. What was taken back waits for nothing.
 */
export function waitingChanges({ snapshot, branch }: Pick<Seen, 'snapshot' | 'branch'>): WaitingRoom {
  const commits = snapshot.ranges[branch.head]?.commits ?? []
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]))
  const brought = Object.fromEntries(commits.map(({ sha }) => [sha, snapshot.brought[sha] ?? []]))
  const merged = [...Object.values(brought).flat(), ...snapshot.waiting.pullRequests]
  const pullRequests = new Map(
    merged.filter(({ mergeCommit }) => bySha.has(mergeCommit)).map((one) => [one.number, one]),
  )
  const carriedBy = new Map([...pullRequests.values()].map((one) => [one.mergeCommit, one]))
  const pushed = pushedTo(branch.head, bySha, (sha) => carriedBy.get(sha) ?? brought[sha]?.[0])

  const takenBack = new Set(
    revertedChanges({ repo: snapshot.repo, brought }, commits, [...pullRequests.values()]).keys(),
  )
  const undone = takenBackCommits(commits)
  const all = [
    ...[...pullRequests.values()].map((one) => toChange(one, bySha.get(one.mergeCommit))),
    ...pushed.map(({ commit, since }) => ({ sha: commit.sha, title: subjectOf(commit), since })),
  ].toSorted((a, b) => Date.parse(a.since) - Date.parse(b.since))
  const isReverted = ({ number, sha }: WaitingChange): boolean =>
    number === undefined ? undone.has(sha) : takenBack.has(number)
  return { changes: all.filter((one) => !isReverted(one)), reverted: all.filter(isReverted) }
}

/**
 * What no pull request brought of the commits that the default branch stood at. Whoever made one dated it: it came no sooner than the pull requests
 * that it stands on.
 */
function pushedTo(
  head: Sha,
  bySha: ReadonlyMap<Sha, Commit>,
  broughtBy: (sha: Sha) => MergedPullRequest | undefined,
): { readonly commit: Commit; readonly since: string }[] {
  const line: Commit[] = []
  for (let at = bySha.get(head); at !== undefined; at = bySha.get(at.parents[0] ?? '')) line.unshift(at)
  const pushed: { commit: Commit; since: string }[] = []
  let earliest = ''
  for (const commit of line) {
    const pullRequest = broughtBy(commit.sha)
    if (pullRequest === undefined) pushed.push({ commit, since: laterOf(commit.committedAt, earliest) })
    else earliest = laterOf(pullRequest.mergedAt, earliest)
  }
  return pushed
}

function laterOf(moment: string, other: string): string {
  return Date.parse(other) > Date.parse(moment) ? other : moment
}

function toChange({ number, mergeCommit, mergedAt }: MergedPullRequest, commit: Commit | undefined): WaitingChange {
  return { number, sha: mergeCommit, title: titleIn(commit?.message ?? '', number), since: mergedAt }
}

/** The title that a pull request was merged with, as GitHub writes it into the commit; unlike the title itself nobody can change that later. */
function titleIn(message: string, number: number): string {
  const [subject = '', ...body] = message.trim().split(/\r?\n/)
  const title = subject.startsWith(`Merge pull request #${number} from `)
    ? (body.find((line) => line.trim() !== '') ?? subject)
    : subject
  const end = ` (#${number})`
  return (title.trim().endsWith(end) ? title.trim().slice(0, -end.length) : title).trim()
}

function takenBackCommits(commits: readonly Commit[]): ReadonlySet<Sha> {
  const reader = createCommitReader({ andUntyped: true })
  const readings = commits.map((commit) => reader(commit) ?? { commit, subject: '', reverts: undefined })
  return new Set(revertersIn(readings).keys())
}
