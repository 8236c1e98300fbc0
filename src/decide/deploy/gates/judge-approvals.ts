import type { Gate } from '../../../model/gate.js'
import type { Environment } from '../../../model/environment.js'
import type { Look } from '../../../model/snapshot.js'
import type { Seen } from '../../release/seen.js'
import * as words from '../../words/gates.js'
import type { GateFacts } from './gate-facts.js'

/** People agreed to this commit in this environment: neither who asked for it nor who wrote it, unless the configuration lets them. */
export function judgeApprovals(facts: GateFacts): Gate | undefined {
  const { rules } = facts.environment
  if (rules.approvals === undefined || facts.request.task === 'rollback') return undefined
  const agreed = approvers(facts).filter((login) => mayApprove(facts.seen, rules, login))
  const { count } = rules.approvals
  const verdict = agreed.length >= count ? 'pass' : facts.request.thread === undefined ? 'refuse' : 'wait'
  return { code: 'approvals', verdict, observed: words.approvals(rules.name, agreed, rules.approvals) }
}

/** Whose rights and teams have to be known before it can be judged. */
export function approvalLooks(facts: GateFacts): Look[] {
  const by = facts.environment.rules.approvals?.by
  if (by === undefined || facts.request.task === 'rollback') return []
  const { snapshot } = facts.seen
  const logins = approvers(facts)
  const unknown = logins.filter((login) => snapshot.rights[login] === undefined)
  const rights: Look[] = unknown.length === 0 ? [] : [{ kind: 'permissions', logins: unknown }]
  if (by.kind !== 'team') return rights
  const strangers = logins.filter((login) => snapshot.teams?.[by.slug]?.[login] === undefined)
  return strangers.length === 0 ? rights : [...rights, { kind: 'team', slug: by.slug, logins: strangers }]
}

function approvers({ request, environment: { rules } }: GateFacts): string[] {
  const { thread, sha, login } = request
  const partial = rules.allow.includes('self-approval') ? [] : [login, thread?.author]
  const agreed = (thread?.approvals ?? [])
    .filter((approval) => approval.environment === rules.name && approval.sha === sha)
    .map((approval) => approval.login)
  return [...new Set(agreed)].filter((login) => !partial.includes(login))
}

/** Whether somebody's word counts, were they to give it. */
export function mayApprove({ snapshot }: Seen, rules: Environment, login: string): boolean {
  const rights = snapshot.rights[login]
  switch (rules.approvals?.by.kind) {
    case 'push':
      return rights?.push === true
    case 'maintain':
      return rights?.maintain === true
    case 'team':
      return snapshot.teams?.[rules.approvals.by.slug]?.[login] === true
    case undefined:
      return rights?.push === true
  }
}
