import type { GraphQLResolveInfo } from 'graphql'
import type { Repository } from '../../world/entities.js'
import { requiredApprovals, requiredChecks, rulesOf } from '../../world/rules-of.js'
import { listConnection } from '../connection.js'
import type { PageArguments } from '../page-arguments.js'
import type { QueryContext, RefPlace, SchemaObject } from '../query-context.js'
import { ruleObject } from './ruleset-object.js'

/** The protection of a branch, as whoever may read sees it; null where it has none. */
export function refUpdateRule(
  { world }: QueryContext,
  repository: Repository,
  { name }: RefPlace,
): SchemaObject | null {
  const sources = rulesOf(world, repository, name).filter(({ kind }) => kind === 'protection')
  if (sources.length === 0) return null
  return {
    __typename: 'RefUpdateRule',
    pattern: name.replace(/^refs\/heads\//, ''),
    requiredStatusCheckContexts: requiredChecks(sources).map(({ context }) => context),
    requiredApprovingReviewCount: requiredApprovals(sources) ?? null,
  }
}

/** The rules of rulesets that hold for a ref. */
export function rulesOfRef(
  { world }: QueryContext,
  repository: Repository,
  { name }: RefPlace,
  args: PageArguments,
  info: GraphQLResolveInfo,
): unknown {
  const rules = rulesOf(world, repository, name).flatMap((source) =>
    source.kind === 'ruleset' ? source.rules.map((rule) => ({ rule, ruleset: source.ruleset })) : [],
  )
  return listConnection(
    args,
    info,
    rules,
    ({ rule, ruleset }) => `${ruleset.id}:${rule.type}`,
    ({ rule, ruleset }) => ruleObject(ruleset, rule),
  )
}
