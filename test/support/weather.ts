import type { FaultRule, RequestRule } from '../../src/local-github/faults/fault-rule.js'
import type { LocalGitHub } from '../../src/local-github/local-github.js'

/** What befalls a story from outside. Whatever it is, the story ends in the same world. */
export interface Weather {
  readonly name: string
  readonly rules: readonly FaultRule[]
  /** How far GitHub's reads are behind, in milliseconds. */
  readonly readsMs: number
  /** No webhook comes through: a resync inside the lateness window tells instead, and gives no hints. */
  readonly resyncs: boolean
  /** The bot's process dies whenever a rule has struck, and another begins. */
  readonly crashes: boolean
}

export const fair: Weather = { name: 'fair weather', rules: [], readsMs: 0, resyncs: false, crashes: false }

const everyWebhook = { match: { event: '*' }, nth: 'every' } as const

/** How far reads are behind where they lag: longer than a process takes to be started again. */
const lagMs = 5_000

/**
 * Every kind of write that the bot repeats. Tokens are none: nothing comes of them. A deployment is asked for once, and a workflow started once: where
 * that answer is lost, the story goes on in another way, and is told by itself.
 */
const writes: readonly RequestRule['match'][] = [
  { path: 'POST /repos/{owner}/{repo}/git/blobs' },
  { path: 'POST /repos/{owner}/{repo}/git/trees' },
  { path: 'POST /repos/{owner}/{repo}/git/commits' },
  { path: 'POST /repos/{owner}/{repo}/git/refs' },
  { path: 'POST /repos/{owner}/{repo}/pulls' },
  { path: 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}' },
  { path: 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge' },
  { path: 'POST /repos/{owner}/{repo}/releases' },
  { path: 'PATCH /repos/{owner}/{repo}/releases/{release_id}' },
  { path: 'DELETE /repos/{owner}/{repo}/releases/{release_id}' },
  { path: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments' },
  { path: 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}' },
  { path: 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}' },
  { path: 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels' },
  { path: 'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions' },
  { path: 'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses' },
  { path: 'POST /repos/{owner}/{repo}/check-runs' },
  { path: 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}' },
  { graphql: 'updateRefs' },
  { graphql: 'updatePullRequest' },
  { path: 'POST /repos/{owner}/{repo}/labels' },
  { graphql: 'addComment' },
  { graphql: 'updateIssueComment' },
  { graphql: 'addLabelsToLabelable' },
]

/** The first answer to each kind of write is lost; the write is carried out. */
const lostAnswers = writes.map((match): RequestRule => ({ match, nth: 1, effect: { kind: 'reset', when: 'after' } }))

/** The weathers that every story can have. */
export const weathers: readonly Weather[] = [
  { ...fair, name: 'webhooks are lost', rules: [{ ...everyWebhook, effect: { kind: 'drop' } }], resyncs: true },
  { ...fair, name: 'webhooks come twice', rules: [{ ...everyWebhook, effect: { kind: 'duplicate' } }] },
  { ...fair, name: 'webhooks change places', rules: [{ ...everyWebhook, effect: { kind: 'reorder' } }] },
  { ...fair, name: 'reads lag', readsMs: lagMs },
  { ...fair, name: 'crashes while reads lag', readsMs: lagMs, crashes: true, rules: lostAnswers },
]

/** Rules that strike nothing and count what is written. */
export function countWrites(github: LocalGitHub): () => Weather[] {
  const counting = writes.map((match) => {
    const rule: RequestRule = { match, nth: Number.MAX_SAFE_INTEGER, effect: { kind: 'reset', when: 'after' } }
    return { match, id: github.faults.add(rule) }
  })
  return () =>
    counting.flatMap(({ match, id }) => {
      const matched = github.faults.list().find((fault) => fault.id === id)?.matched ?? 0
      return Array.from({ length: matched }, (_, index) => crashAfter(match, index + 1))
    })
}

/** The write is carried out, its answer is lost, and the bot dies. */
function crashAfter(match: RequestRule['match'], nth: number): Weather {
  return {
    ...fair,
    name: `a crash after ${match.path ?? match.graphql} number ${nth}`,
    rules: [{ match, nth, effect: { kind: 'reset', when: 'after' } }],
    crashes: true,
  }
}
