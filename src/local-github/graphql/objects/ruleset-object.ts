import type { GraphQLResolveInfo } from 'graphql'
import { mayChangeRules } from '../../auth/may-change-rules.js'
import type { Repository } from '../../world/entities.js'
import { nodeIdOf } from '../../world/ids.js'
import type { Rule, Ruleset } from '../../world/records.js'
import { listConnection } from '../connection.js'
import { dateTime } from '../date-time.js'
import { NotImplemented } from '../graphql-failure.js'
import type { PageArguments } from '../page-arguments.js'
import type { QueryContext, SchemaObject } from '../query-context.js'

export interface RulesetsArguments extends PageArguments {
  /** Those of the organisation too: this GitHub has none. */
  readonly includeParents?: boolean | null
  readonly targets?: readonly string[] | null
}

/** The rulesets of a repository, the oldest first; whoever may read it sees them. */
export function rulesetsConnection(
  context: QueryContext,
  repository: Repository,
  args: RulesetsArguments,
  info: GraphQLResolveInfo,
): unknown {
  const { targets } = args
  const found = [...context.world.records(repository).rulesets.values()].filter(
    ({ target }) => !targets || targets.includes(target.toUpperCase()),
  )
  return listConnection(
    args,
    info,
    found,
    ({ id }) => id,
    (one) => rulesetObject(context, repository, one),
  )
}

function rulesetObject(context: QueryContext, repository: Repository, ruleset: Ruleset): SchemaObject {
  const { include, exclude } = ruleset
  return {
    __typename: 'RepositoryRuleset',
    id: ruleset.nodeId,
    databaseId: ruleset.id,
    name: ruleset.name,
    target: ruleset.target.toUpperCase(),
    enforcement: ruleset.enforcement.toUpperCase(),
    createdAt: dateTime(ruleset.createdAt),
    updatedAt: dateTime(ruleset.updatedAt),
    source: () => context.objects.repository(repository),
    conditions: {
      __typename: 'RepositoryRuleConditions',
      refName: { __typename: 'RefNameConditionTarget', include, exclude },
      organizationProperty: null,
      repositoryId: null,
      repositoryName: null,
      repositoryProperty: null,
    },
    rules: (args: PageArguments & { type?: string | null }, _context: unknown, info: GraphQLResolveInfo) =>
      listConnection(
        args,
        info,
        ruleset.rules.filter(({ type }) => !args.type || type.toUpperCase() === args.type),
        ({ type }) => type,
        (rule) => ruleObject(ruleset, rule),
      ),
    bypassActors: (_args: PageArguments, _context: unknown, info: GraphQLResolveInfo) => {
      if (!mayChangeRules(context.world, repository, context.actor)) return null
      throw new NotImplemented(`${info.parentType.name}.${info.fieldName}`)
    },
  }
}

export function ruleObject(ruleset: Ruleset, { type, parameters }: Rule): SchemaObject {
  return {
    __typename: 'RepositoryRule',
    id: nodeIdOf('RRU', `${ruleset.id}:${type}`),
    type: type.toUpperCase(),
    parameters: () => {
      if (parameters === undefined) return null
      if (type === 'required_status_checks') return statusCheckParameters(parameters)
      throw new NotImplemented(`the parameters of ${type}`)
    },
  }
}

function statusCheckParameters(parameters: Readonly<Record<string, unknown>>): SchemaObject {
  const checks = (parameters['required_status_checks'] ?? []) as { context: string; integration_id?: number }[]
  return {
    __typename: 'RequiredStatusChecksParameters',
    doNotEnforceOnCreate: parameters['do_not_enforce_on_create'] === true,
    strictRequiredStatusChecksPolicy: parameters['strict_required_status_checks_policy'] === true,
    requiredStatusChecks: checks.map(({ context, integration_id: integrationId = null }) => ({
      context,
      integrationId,
    })),
  }
}
