import { shortSha, type Sha } from '../../model/commit.js'
import type { DeployablePullRequest } from '../../model/deployable.js'
import type { Deployment } from '../../model/deployment.js'
import { printDuration } from '../../model/duration.js'
import type { Approvals, Environment } from '../../model/environment.js'
import type { Gate } from '../../model/gate.js'
import type { Lock } from '../../model/lock.js'
import { escapeMarkdown, shorten } from '../release/escape-markdown.js'

/** What was seen at each gate. Nothing in it changes by itself: moments and no ages. */

const mostNames = 10
const longestName = 60

/** A row for each gate. */
export function gateTable(gates: readonly Gate[]): string {
  const marks = { pass: '✅', wait: '⏳', refuse: '❌' } as const
  const rows = gates.map(({ code, verdict, observed }) => `| ${marks[verdict]} | \`${code}\` | ${observed} |`)
  return ['| | gate | what was seen |', '|---|---|---|', ...rows].join('\n')
}

export function permission(login: string, mayPush: boolean): string {
  return mayPush ? `${login} may push` : `${login} may not push to this repository, and so may not deploy it`
}

export function ranBefore(sha: Sha): string {
  return `${shortSha(sha)} ran here before`
}

export function named(name: string, sha: Sha): string {
  return `${escapeMarkdown(name)} is ${shortSha(sha)}`
}

export function notOnDefaultBranch(name: string, sha: Sha, branch: string): string {
  return `${escapeMarkdown(name)} is ${shortSha(sha)}, which ${escapeMarkdown(branch)} does not reach: deploy it from its pull request`
}

export function otherBase(base: string, branch: string): string {
  return `goes into ${escapeMarkdown(base)}, and what is deployed is on its way into ${escapeMarkdown(branch)}`
}

export function isHead(sha: Sha): string {
  return `${shortSha(sha)} is the head of this pull request`
}

export function stoodAtComment(sha: Sha): string {
  return `${shortSha(sha)} was the head when the comment was made`
}

export function pushedSince(wanted: Sha, head: Sha): string {
  return `${shortSha(wanted)} was asked for, and ${shortSha(head)} is the head now: write the command again if that is meant`
}

export function pushedAfterComment(then: Sha | undefined, head: Sha): string {
  const before = then === undefined ? 'another commit' : shortSha(then)
  return `${before} was the head when the comment was made, and ${shortSha(head)} was pushed after it: write the command again if that is meant`
}

export function noRecordOfPushes(branch: string): string {
  return `GitHub shows no record of pushes to ${escapeMarkdown(branch)}, so nobody can tell what stood there: name the commit, as in \`/deploy … <sha>\``
}

export function recordDiffers(branch: string, recorded: Sha, head: Sha): string {
  return `GitHub's record of pushes to ${escapeMarkdown(branch)} ends with ${shortSha(recorded)}, and ${shortSha(head)} is the head`
}

export function fork({ isAllowed, isNamed }: { readonly isAllowed: boolean; readonly isNamed: boolean }): string {
  if (!isAllowed) return 'from a fork, whose code is not run here (`allow: [forks]` would let it)'
  return isNamed
    ? 'from a fork, by its exact commit'
    : 'from a fork: name the commit that you have read, with all its digits, as in `/deploy … <sha>`'
}

export function draft(isDraft: boolean, isAllowed: boolean): string {
  if (!isDraft) return 'not a draft'
  return isAllowed ? 'a draft, which `allow` lets through' : 'a draft: mark it as ready first'
}

export function reviews(decision: DeployablePullRequest['reviewDecision']): string {
  switch (decision) {
    case 'approved':
      return 'approved'
    case 'review-required':
      return 'the branch asks for a review that is missing'
    case 'changes-requested':
      return 'changes are requested'
    case undefined:
      return 'the branch asks for none'
  }
}

export function upToDate(behindBy: number | undefined, base: string, isAllowed: boolean): string {
  const name = escapeMarkdown(base)
  if (behindBy === undefined) return `GitHub does not say whether it has all of ${name}`
  if (behindBy === 0) return `has all of ${name}`
  const lacks = `lacks ${behindBy} ${behindBy === 1 ? 'commit' : 'commits'} of ${name}`
  return isAllowed ? `${lacks}, which \`allow\` lets through` : `${lacks}, and would take them out: bring it up to date`
}

export function checksCut(): string {
  return 'the checks could not be read whole'
}

export function checksFailed(names: readonly string[]): string {
  return `failed: ${listNames(names)}`
}

export function checksPending(pending: readonly string[], missing: readonly string[]): string {
  return [
    ...(pending.length === 0 ? [] : [`not finished: ${listNames(pending)}`]),
    ...(missing.length === 0 ? [] : [`not there yet: ${listNames(missing)}`]),
  ].join('; ')
}

export function checksPassed(count: number, wanted: Environment['checks']): string {
  if (count > 0) return count === 1 ? 'the only one has passed' : `all ${count} have passed`
  return wanted === 'required'
    ? 'the branch requires none, so none was waited for'
    : 'there are **no checks at all** on this commit'
}

export function noChecksYet(): string {
  return 'there are no checks on this commit yet, and it came a moment ago'
}

export function recordUnreadable(environment: string): string {
  return `what the branch landfall/environment/${environment} says cannot be read; delete it if nothing holds ${environment}`
}

export function notLocked(environment: string): string {
  return `${environment} is not locked`
}

export function locked(environment: string, lock: Lock): string {
  const owner = lock.owner.kind === 'person' ? lock.owner.login : `#${lock.owner.number}`
  const end = lock.until === undefined ? '' : ` until ${lock.until}`
  const reason = lock.reason === '' ? '' : `: ${escapeMarkdown(lock.reason)}`
  const why = { command: '', rollback: ', after a rollback', failure: ', after a failed deployment' }[lock.cause]
  return `${environment} is locked for ${owner}${end}${why}${reason} (\`/unlock ${environment}\`)`
}

export function notFrozen(): string {
  return 'no freeze'
}

export function frozen(until: string): string {
  return `a freeze until ${until}`
}

export function ranIn(environment: string, ran: Sha, sha: Sha): string {
  return ran === sha
    ? `${shortSha(sha)} ran in ${environment}`
    : `${shortSha(ran)}, with the same files, ran in ${environment}`
}

export function runsNow(environment: string, sha: Sha): string {
  return `${shortSha(sha)} is being deployed to ${environment}`
}

export function notRunIn(environment: string, sha: Sha, live: Sha | undefined): string {
  const there = live === undefined ? 'nothing runs there' : `${shortSha(live)} runs there`
  return `${shortSha(sha)} has not run in ${environment}: ${there}`
}

export function soaked(environment: string, soakMs: number): string {
  return `ran in ${environment} for ${printDuration(soakMs)} and more`
}

export function soaks(environment: string, until: string): string {
  return `runs in ${environment}; long enough at ${until}`
}

export function leftTooSoon(environment: string, soakMs: number): string {
  return `was replaced in ${environment} before it had run there for ${printDuration(soakMs)}`
}

export function approvals(environment: string, agreed: readonly string[], { count, by }: Approvals): string {
  const who = { push: 'people who may push', maintain: 'people who may maintain', team: 'members of the team' }[by.kind]
  const team = by.kind === 'team' ? ` ${by.slug}` : ''
  const have = agreed.length === 0 ? 'nobody yet' : agreed.join(', ')
  return `${agreed.length} of ${count} by ${who}${team} (${have}): \`/approve ${environment}\``
}

export function nothingRuns(environment: string): string {
  return `no other deployment to ${environment} is under way`
}

export function anotherRuns(environment: string, { sha, status }: Deployment): string {
  return `${shortSha(sha)} is being deployed to ${environment} (${status.state})`
}

export function anotherAsked(environment: string): string {
  return `GitHub was asked for another deployment to ${environment} a moment ago`
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map((name) => escapeMarkdown(shorten(name, longestName)))
  const more = names.length - shown.length
  return `${shown.join(', ')}${more === 0 ? '' : ` and ${more} more`}`
}
