import type { Look, Snapshot } from '../model/snapshot.js'
import type { IssueThread, PullRequestThread } from '../model/thread.js'
import type { Octokit } from '../octokit.js'
import type { Kept, KnownThreads } from './known-threads.js'
import { askForIssues, askForPullRequests } from './ask-for-threads.js'
import { toIssueThread, toPullRequestThread, type Here, type ReadPullRequest } from './to-thread.js'

/** Threads, by number. */
export interface SeenThreads {
  readonly pullRequests: Readonly<Record<number, PullRequestThread>>
  readonly issues: Readonly<Record<number, IssueThread>>
  /** What GitHub answered where it did not show some of them. */
  readonly unread?: string
}

/**
 * Merged pull requests with the issues that they close, and issues; one GraphQL query for each twenty of either. What is gone is left out. What
 * GitHub does not show is, too, and said: no release waits for what is told about it. What is known is not asked for.
 */
export async function observeThreads(
  octokit: Octokit,
  snapshot: Snapshot,
  wanted: Extract<Look, { kind: 'threads' }>,
  known: KnownThreads,
): Promise<SeenThreads> {
  const { repo, repositoryId, defaultBranch, login } = snapshot
  const here: Here = { repositoryId, branch: defaultBranch?.name ?? '', login }
  const pullRequests = knownOf(known.pullRequests, snapshot, wanted.pullRequests)
  const ofPullRequests = await askForPullRequests(octokit, repo, missingIn(pullRequests, wanted.pullRequests))
  for (const node of ofPullRequests.nodes) {
    const thread = toPullRequestThread(node, here)
    if (thread === undefined) continue
    known.pullRequests.keep(snapshot, thread)
    pullRequests.set(thread.number, thread)
  }
  const numbers = [...new Set([...wanted.issues, ...[...pullRequests.values()].flatMap(({ closes }) => closes)])]
  const issues = knownOf(known.issues, snapshot, numbers)
  const ofIssues = await askForIssues(octokit, repo, missingIn(issues, numbers))
  for (const node of ofIssues.nodes) {
    const thread = toIssueThread(node, here)
    known.issues.keep(snapshot, thread)
    issues.set(thread.number, thread)
  }
  const unread = ofPullRequests.unread ?? ofIssues.unread
  return {
    pullRequests: Object.fromEntries([...pullRequests].map(([number, one]) => [number, withIssues(one, issues)])),
    issues: Object.fromEntries(issues),
    ...(unread === undefined ? {} : { unread }),
  }
}

function knownOf<T>(kept: Kept<T>, snapshot: Snapshot, numbers: readonly number[]): Map<number, T> {
  const found = numbers.map((number) => [number, kept.find(snapshot, number)] as const)
  return new Map(found.flatMap(([number, thread]) => (thread === undefined ? [] : [[number, thread]])))
}

function missingIn(found: ReadonlyMap<number, unknown>, numbers: readonly number[]): number[] {
  return numbers.filter((number) => !found.has(number))
}

function withIssues(one: ReadPullRequest, issues: ReadonlyMap<number, IssueThread>): PullRequestThread {
  return { ...one, closes: one.closes.flatMap((number) => issues.get(number) ?? []) }
}
