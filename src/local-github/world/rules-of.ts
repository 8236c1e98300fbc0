import type { Actor, Repository } from './entities.js'
import type { BranchProtection, BypassActor, RequiredCheck, Rule, Ruleset } from './records.js'
import { fitsPattern } from './ref-pattern.js'
import { hasRole, roleOf } from './repositories.js'
import type { World } from './world.js'

/** A set of rules that holds for a ref: a ruleset, or the protection of a branch in the words of one. */
export type RuleSource =
  | { readonly kind: 'ruleset'; readonly ruleset: Ruleset; readonly rules: readonly Rule[] }
  | { readonly kind: 'protection'; readonly protection: BranchProtection; readonly rules: readonly Rule[] }

/** Whether what is asked came by a push (or the API's like of one), or by merging a pull request. */
export type Way = 'push' | 'merge'

/** All that holds for a ref, for whomever. */
export function rulesOf(world: World, repository: Repository, ref: string): RuleSource[] {
  const { protections, rulesets } = world.records(repository)
  const protection = protections.get(ref.replace(/^refs\/heads\//, ''))
  const fitting = [...rulesets.values()].filter(
    (ruleset) => ruleset.enforcement === 'active' && holdsFor(repository, ruleset, ref),
  )
  return [
    ...fitting.map((ruleset): RuleSource => ({ kind: 'ruleset', ruleset, rules: ruleset.rules })),
    ...(protection && ref.startsWith('refs/heads/')
      ? [{ kind: 'protection', protection, rules: rulesOfProtection(protection) } as const]
      : []),
  ]
}

/** Those that an actor has to keep. */
export function rulesFor(world: World, repository: Repository, actor: Actor, ref: string, way: Way): RuleSource[] {
  return rulesOf(world, repository, ref).filter((source) => !passes(world, repository, actor, source, way))
}

/** How a ruleset answers who asks: `current_user_can_bypass`. */
export function bypassOf(
  world: World,
  repository: Repository,
  actor: Actor | undefined,
  { bypass }: Ruleset,
): 'always' | 'pull_requests_only' | 'exempt' | 'never' {
  const modes = actor
    ? bypass.filter((one) => isMeant(world, repository, actor, one)).map((one) => one.bypass_mode)
    : []
  if (modes.includes('exempt')) return 'exempt'
  if (modes.includes('always')) return 'always'
  return modes.includes('pull_request') ? 'pull_requests_only' : 'never'
}

/** The checks that have to be there, with the app that has to make them, over all that holds for the ref. */
export function requiredChecks(sources: readonly RuleSource[]): RequiredCheck[] {
  const all = sources.flatMap(({ rules }) => rules).filter(({ type }) => type === 'required_status_checks')
  return all.flatMap(({ parameters }) => {
    const checks = (parameters?.['required_status_checks'] ?? []) as readonly {
      readonly context: string
      readonly integration_id?: number
    }[]
    return checks.map(({ context, integration_id: appId }) => ({ context, appId }))
  })
}

/** How many approvals a merge needs; undefined where nothing asks for reviews at all. */
export function requiredApprovals(sources: readonly RuleSource[]): number | undefined {
  const asked = sources.flatMap(({ rules }) => rules).filter(({ type }) => type === 'pull_request')
  if (asked.length === 0) return undefined
  return Math.max(...asked.map(({ parameters }) => Number(parameters?.['required_approving_review_count'] ?? 0)))
}

function holdsFor(repository: Repository, { target, include, exclude }: Ruleset, ref: string): boolean {
  if (!ref.startsWith(target === 'tag' ? 'refs/tags/' : 'refs/heads/') || target === 'push') return false
  const fits = (pattern: string) => {
    if (pattern === '~ALL') return true
    if (pattern === '~DEFAULT_BRANCH') return ref === `refs/heads/${repository.defaultBranch}`
    return fitsPattern(pattern, ref)
  }
  return include.some(fits) && !exclude.some(fits)
}

function passes(world: World, repository: Repository, actor: Actor, source: RuleSource, way: Way): boolean {
  if (source.kind === 'protection') {
    return (
      !source.protection.enforceAdmins && actor.kind === 'user' && roleOf(world, repository, actor.user) === 'admin'
    )
  }
  const bypass = bypassOf(world, repository, actor, source.ruleset)
  return bypass === 'always' || bypass === 'exempt' || (bypass === 'pull_requests_only' && way === 'merge')
}

/** GitHub's numbers of its own roles. */
const roles = { 1: 'read', 2: 'maintain', 3: 'triage', 4: 'write', 5: 'admin' } as const

function isMeant(world: World, repository: Repository, actor: Actor, { actor_type: type, actor_id: id }: BypassActor) {
  switch (type) {
    case 'Integration':
      return actor.kind === 'installation' && actor.installation.app.id === id
    case 'User':
      return actor.user.id === id
    case 'Team':
      return world.teams.get(id ?? 0)?.members.has(actor.user.login.toLowerCase()) === true
    case 'OrganizationAdmin':
      return actor.kind === 'user' && roleOf(world, repository, actor.user) === 'admin'
    case 'RepositoryRole': {
      const role = roles[(id ?? 0) as keyof typeof roles]
      return actor.kind === 'user' && role !== undefined && hasRole(world, repository, actor.user, role)
    }
    default:
      return false
  }
}

function rulesOfProtection(protection: BranchProtection): Rule[] {
  const { requiredChecks: checks, reviews } = protection
  return [
    ...(protection.allowDeletions ? [] : [{ type: 'deletion' }]),
    ...(protection.allowForcePushes ? [] : [{ type: 'non_fast_forward' }]),
    ...(protection.linearHistory ? [{ type: 'required_linear_history' }] : []),
    ...(protection.lockBranch ? [{ type: 'update' }] : []),
    ...(protection.restrictions ? [{ type: 'restrictions' }] : []),
    ...(reviews ? [{ type: 'pull_request', parameters: { required_approving_review_count: reviews.count } }] : []),
    ...(checks
      ? [
          {
            type: 'required_status_checks',
            parameters: {
              strict_required_status_checks_policy: checks.strict,
              required_status_checks: checks.checks.map(({ context, appId }) => ({ context, integration_id: appId })),
            },
          },
        ]
      : []),
  ]
}
