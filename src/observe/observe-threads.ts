import type { Look, Snapshot } from '../model/snapshot.js'
import type { IssueThread, PullRequestThread } from '../model/thread.js'
import type { Octokit } from '../octokit.js'
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
 * GitHub does not show is, too, and said: no release waits for what is told about it.
 */
export async function observeThreads(
  octokit: Octokit,
  snapshot: Snapshot,
  wanted: Extract<Look, { kind: 'threads' }>,
): Promise<SeenThreads> {
  const { repo, repositoryId, defaultBranch, login } = snapshot
  const here: Here = { repositoryId, branch: defaultBranch?.name ?? '', login }
  const ofPullRequests = await askForPullRequests(octokit, repo, wanted.pullRequests)
  const pullRequests = ofPullRequests.nodes.flatMap((node) => toPullRequestThread(node, here) ?? [])
  const numbers = new Set([...wanted.issues, ...pullRequests.flatMap(({ closes }) => closes)])
  const ofIssues = await askForIssues(octokit, repo, [...numbers])
  const issues = new Map(ofIssues.nodes.map((node) => [node.number, toIssueThread(node, here)]))
  const unread = ofPullRequests.unread ?? ofIssues.unread
  return {
    pullRequests: Object.fromEntries(pullRequests.map((one) => [one.number, withIssues(one, issues)])),
    issues: Object.fromEntries(issues),
    ...(unread === undefined ? {} : { unread }),
  }
}

function withIssues(one: ReadPullRequest, issues: ReadonlyMap<number, IssueThread>): PullRequestThread {
  return { ...one, closes: one.closes.flatMap((number) => issues.get(number) ?? []) }
}
