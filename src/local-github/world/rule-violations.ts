import type { Actor, PullRequest, Repository } from './entities.js'
import type { RefChange } from './ref-change.js'
import { Refusal } from './refusal.js'
import { missingChecks } from './required-checks.js'
import { countingOpinions } from './reviews.js'
import { requiredApprovals, requiredChecks, rulesFor, rulesOf, type RuleSource } from './rules-of.js'
import type { World } from './world.js'

/** What a ref's rules have against a change; `by` says whether a ruleset or the protection of a branch speaks. */
export interface Violation {
  readonly ref: string
  readonly by: 'ruleset' | 'protection'
  readonly reasons: readonly string[]
}

/** Rules refuse a change. REST answers 422 for refs, 409 for contents, 405 for merging. */
export class RulesRefusal extends Refusal {
  constructor(
    status: 405 | 409 | 422,
    readonly violation: Violation,
  ) {
    super(status, messageOf(violation))
    this.name = 'RulesRefusal'
  }
}

/** @throws {RulesRefusal} 422 */
export async function requireRules(
  world: World,
  repository: Repository,
  actor: Actor,
  changes: readonly RefChange[],
): Promise<void> {
  for (const change of changes) {
    const violation = await violationOf(world, repository, actor, change)
    if (violation) throw new RulesRefusal(422, violation)
  }
}

/** What is against moving a ref so by a push; its commits have to be in the repository already. */
export async function violationOf(
  world: World,
  repository: Repository,
  actor: Actor,
  change: RefChange,
): Promise<Violation | undefined> {
  for (const source of rulesFor(world, repository, actor, change.ref, 'push')) {
    const asked = source.rules.map((rule) => rule.type)
    const reasons: string[] = []
    for (const type of new Set(asked)) {
      const reason = await reasonAgainst(world, repository, actor, source, type, change)
      if (reason !== undefined) reasons.push(reason)
    }
    if (reasons.length > 0) return { ref: change.ref, by: source.kind, reasons }
  }
  return undefined
}

/** What is against merging a pull request for an actor, or for whoever may bypass nothing; undefined where nothing is. */
export async function mergeViolation(
  world: World,
  repository: Repository,
  actor: Actor | undefined,
  pullRequest: PullRequest,
  { fromQueue = false }: { readonly fromQueue?: boolean } = {},
): Promise<Violation | undefined> {
  const ref = `refs/heads/${pullRequest.base.ref}`
  const sources = actor ? rulesFor(world, repository, actor, ref, 'merge') : rulesOf(world, repository, ref)
  for (const source of sources) {
    const types = new Set(source.rules.map(({ type }) => type))
    const reasons: string[] = []
    if (types.has('update')) reasons.push('Cannot update this protected ref.')
    if (types.has('restrictions') && actor && !isListed(source, actor)) reasons.push(unauthorized)
    reasons.push(...reviewReasons(world, repository, pullRequest, source))
    const missing = missingChecks(repository, pullRequest.head.sha, requiredChecks([source]))
    if (missing !== undefined) reasons.push(missing)
    if (!fromQueue && (await isBehind(world, repository, pullRequest, source))) {
      reasons.push('This branch is out-of-date with the base branch')
    }
    if (types.has('merge_queue') && !fromQueue && actor) reasons.push('Changes must be made through the merge queue')
    if (reasons.length > 0) return { ref, by: source.kind, reasons }
  }
  return undefined
}

const unauthorized =
  "You're not authorized to push to this branch. Visit https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches for more information."

async function reasonAgainst(
  world: World,
  repository: Repository,
  actor: Actor,
  source: RuleSource,
  type: string,
  { ref, before, after }: RefChange,
): Promise<string | undefined> {
  const git = world.git(repository)
  const kind = ref.startsWith('refs/tags/') ? 'tag' : 'branch'
  if (after === null) return type === 'deletion' ? `Cannot delete this ${kind}` : undefined
  switch (type) {
    case 'creation':
      return before === null ? 'Cannot create ref due to creations being restricted.' : undefined
    case 'update':
      return before === null ? undefined : 'Cannot update this protected ref.'
    case 'restrictions':
      return before === null || isListed(source, actor) ? undefined : unauthorized
    case 'non_fast_forward':
      return before === null || (await git.isAncestor(before, after)) ? undefined : `Cannot force-push to this ${kind}`
    case 'required_linear_history':
      return (await hasMerge(world, repository, before, after))
        ? 'This branch must not contain merge commits.'
        : undefined
    case 'pull_request':
      return before === null ? undefined : 'Changes must be made through a pull request.'
    case 'merge_queue':
      return before === null ? undefined : 'Changes must be made through the merge queue'
    case 'required_status_checks':
      return isFree(source, before) ? undefined : missingChecks(repository, after, requiredChecks([source]))
    case 'required_signatures':
      return repository.signedCommits.has(after) ? undefined : 'Commits must have verified signatures.'
    default:
      return undefined
  }
}

function isFree({ kind, rules }: RuleSource, before: string | null): boolean {
  if (before !== null) return false
  const free = rules.some(({ parameters }) => parameters?.['do_not_enforce_on_create'] === true)
  return kind === 'protection' || free
}

async function hasMerge(world: World, repository: Repository, before: string | null, after: string): Promise<boolean> {
  const range = before === null ? [after, '--not', '--branches'] : [after, `^${before}`]
  const merges = await world.git(repository).run(['rev-list', '--merges', '-1', ...range])
  return merges.toString().trim() !== ''
}

function isListed(source: RuleSource, actor: Actor): boolean {
  if (source.kind !== 'protection') return false
  const { users = [], teams = [], apps = [] } = source.protection.restrictions ?? {}
  if (actor.kind === 'installation') return apps.some(({ id }) => id === actor.installation.app.id)
  const login = actor.user.login.toLowerCase()
  return users.some(({ id }) => id === actor.user.id) || teams.some(({ members }) => members.has(login))
}

function reviewReasons(world: World, repository: Repository, pullRequest: PullRequest, source: RuleSource): string[] {
  const needed = requiredApprovals([source])
  if (needed === undefined) return []
  const opinions = countingOpinions(world, repository, pullRequest)
  const isStale =
    source.kind === 'protection' ? source.protection.reviews?.dismissStale === true : dismissesStale(source)
  const approvals = opinions.filter(
    ({ state, commitId }) => state === 'APPROVED' && (!isStale || commitId === pullRequest.head.sha),
  )
  const against = opinions.filter(({ state }) => state === 'CHANGES_REQUESTED')
  if (needed > 0 && against.length > 0) return ['Changes have been requested.']
  if (approvals.length >= needed) return []
  const what = needed === 1 ? '1 approving review is' : `${needed} approving reviews are`
  return [`At least ${what} required by reviewers with write access.`]
}

function dismissesStale({ rules }: RuleSource): boolean {
  return rules.some(({ parameters }) => parameters?.['dismiss_stale_reviews_on_push'] === true)
}

async function isBehind(
  world: World,
  repository: Repository,
  { base, head }: PullRequest,
  { rules }: RuleSource,
): Promise<boolean> {
  const isStrict = rules.some(({ parameters }) => parameters?.['strict_required_status_checks_policy'] === true)
  if (!isStrict) return false
  const git = world.git(repository)
  const tip = await git.resolve(`refs/heads/${base.ref}`)
  return tip !== undefined && !(await git.isAncestor(tip, head.sha))
}

function messageOf({ by, reasons }: Violation): string {
  if (by === 'protection') return reasons.join(' ')
  return `Repository rule violations found\n\n${reasons.map((reason) => `${reason}\n\n`).join('')}`
}
