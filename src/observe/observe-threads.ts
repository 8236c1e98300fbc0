import type { LineMerge } from '../model/backport.js'
import type { MergedPullRequest } from '../model/change.js'
import type { Look, Snapshot } from '../model/snapshot.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { IssueThread, PullRequestThread } from '../model/thread.js'
import type { Octokit } from '../octokit.js'
import type { Kept, KnownThreads } from './known-threads.js'
import { askForIssues, askForPullRequests, type AnsweredThreads } from './ask-for-threads.js'
import { claimedAmong, observeBackports } from './observe-backports.js'
import type { ReadAlong } from './read-along.js'
import { unlessUnread } from './unread-because.js'
import {
  toIssueThread,
  toPullRequestThread,
  type Here,
  type PullRequestNode,
  type ReadPullRequest,
} from './to-thread.js'

/** So many of the pull requests that close an issue are told of. */
const mostClosers = 10

/** Threads, by number. */
export interface SeenThreads {
  readonly pullRequests: Readonly<Record<number, PullRequestThread>>
  readonly issues: Readonly<Record<number, IssueThread>>
  /** Of the pull requests, and of those that close the issues: their backports, by number. */
  readonly backports: Readonly<Record<number, readonly LineMerge[]>>
  /** What GitHub answered where it did not show some of them. */
  readonly unread?: string
}

/**
 * Merged pull requests with the issues that they close, and issues; one GraphQL query for each twenty of either, and of whatever else closes the issues. What is gone is left out. What
 * GitHub does not show is, too, and said: no release waits for what is told about it. What is known is not asked for.
 */
export async function observeThreads(
  octokit: Octokit,
  snapshot: Snapshot,
  wanted: Extract<Look, { kind: 'threads' }>,
  known: KnownThreads,
  along?: ReadAlong,
): Promise<SeenThreads> {
  const { repo, repositoryId, defaultBranch, login } = snapshot
  const here: Here = { repositoryId, branch: defaultBranch?.name ?? '', login }
  const pullRequests = knownOf(known.pullRequests, snapshot, wanted.pullRequests)
  const ofPullRequests = await askBeside(octokit, repo, missingIn(pullRequests, wanted.pullRequests), along)
  const fresh = ofPullRequests.nodes.flatMap((node) => toPullRequestThread(node, here) ?? [])
  const mentioned = fresh.map((one) => one.mentioned)
  const ofFresh = await unlessUnread(claimedAmong(octokit, snapshot, mentioned), undefined)
  for (const { thread } of ofFresh.value === undefined ? [] : fresh) {
    const whole = { ...thread, backports: ofFresh.value?.[thread.number] ?? [] }
    known.pullRequests.keep(snapshot, whole)
    pullRequests.set(thread.number, whole)
  }
  const numbers = [...new Set([...wanted.issues, ...[...pullRequests.values()].flatMap(({ closes }) => closes)])]
  const issues = knownOf(known.issues, snapshot, numbers)
  const near = ofPullRequests.nodes
    .flatMap((node) => node.near?.nodes ?? [])
    .flatMap((node) => (node?.repository.id === repositoryId ? [node] : []))
  const missing = missingIn(issues, numbers)
  const given = [...new Map(near.map((node) => [node.number, node])).values()].filter(({ number }) =>
    missing.includes(number),
  )
  const ofIssues = await askForIssues(
    octokit,
    repo,
    missing.filter((number) => !given.some((node) => node.number === number)),
  )
  const read = [...given, ...ofIssues.nodes].map((node) => toIssueThread(node, here))
  const ofPulls = Object.fromEntries([...pullRequests].map(([number, one]) => [number, one.backports]))
  const ofOthers = await unlessUnread(observeBackports(octokit, snapshot, closersBeside(read, ofPulls)), undefined)
  for (const issue of ofOthers.value === undefined ? [] : read) {
    const thread = { ...issue, backports: ofOthers.value ?? {} }
    known.issues.keep(snapshot, thread)
    issues.set(thread.number, thread)
  }
  const unread = ofPullRequests.unread ?? ofFresh.unread ?? ofIssues.unread ?? ofOthers.unread
  return {
    pullRequests: Object.fromEntries([...pullRequests].map(([number, one]) => [number, withIssues(one, issues)])),
    issues: Object.fromEntries(issues),
    backports: Object.assign({}, ...[...issues.values()].map(({ backports }) => backports), ofPulls),
    ...(unread === undefined ? {} : { unread }),
  }
}

/** Whatever was read along is not asked for. */
async function askBeside(
  octokit: Octokit,
  repo: RepoRef,
  numbers: readonly number[],
  along: ReadAlong | undefined,
): Promise<AnsweredThreads<PullRequestNode>> {
  const read = new Map((along?.pullRequests ?? []).map((node) => [node.number, node]))
  const given = numbers.flatMap((number) => read.get(number) ?? [])
  const asked = await askForPullRequests(octokit, repo, missingIn(read, numbers))
  return { ...asked, nodes: [...given, ...asked.nodes] }
}

function knownOf<T>(kept: Kept<T>, snapshot: Snapshot, numbers: readonly number[]): Map<number, T> {
  const found = numbers.map((number) => [number, kept.find(snapshot, number)] as const)
  return new Map(found.flatMap(([number, thread]) => (thread === undefined ? [] : [[number, thread]])))
}

function missingIn(found: ReadonlyMap<number, unknown>, numbers: readonly number[]): number[] {
  return numbers.filter((number) => !found.has(number))
}

/** The merged pull requests that close the issues and whose backports are not known; of each issue the last ten, and none of one that a person closed. */
function closersBeside(issues: readonly IssueThread[], known: SeenThreads['backports']): MergedPullRequest[] {
  const open = issues.filter(({ isDismissed, closedBy }) => !isDismissed && closedBy?.kind !== 'person')
  const merged = open.flatMap(({ closers }) => closers.flatMap((closer) => closer.merged ?? []).slice(-mostClosers))
  const others = merged.filter(({ number }) => known[number] === undefined)
  return [...new Map(others.map((one) => [one.number, one])).values()]
}

function withIssues(one: ReadPullRequest, issues: ReadonlyMap<number, IssueThread>): PullRequestThread {
  return { ...one, closes: one.closes.flatMap((number) => issues.get(number) ?? []) }
}
