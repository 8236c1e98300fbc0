import { RequestError } from '@octokit/request-error'
import type { Look, Snapshot } from '../model/snapshot.js'
import type { RulesetVerdict, TagRuleset } from '../model/tag-ruleset.js'
import type { Octokit } from '../octokit.js'

/** The rulesets that bear on tags, those of the organisation too, and of each whether it keeps people from making any. */
export const rulesetFields = `
  rulesets(first: 10, includeParents: true, targets: [TAG]) {
    nodes {
      databaseId name enforcement
      conditions { refName { include exclude } }
      rules(first: 1, type: CREATION) { nodes { type } }
    }
  }`

/** What {@link rulesetFields} give; null where GitHub does not show them. */
export interface RulesetsAnswer {
  readonly rulesets: {
    readonly nodes: readonly {
      readonly databaseId: number | null
      readonly name: string
      readonly enforcement: string
      readonly conditions: {
        readonly refName: { readonly include: readonly string[]; readonly exclude: readonly string[] } | null
      }
      readonly rules: { readonly nodes: readonly { readonly type: string }[] } | null
    }[]
  } | null
}

export function toTagRulesets({ rulesets }: RulesetsAnswer): TagRuleset[] {
  return (rulesets?.nodes ?? []).flatMap(({ databaseId: id, name, enforcement, conditions: { refName }, rules }) =>
    id === null || refName === null || enforcement !== 'ACTIVE' || rules?.nodes.length !== 1
      ? []
      : [{ id, name, include: refName.include, exclude: refName.exclude }],
  )
}

/**
 * Whether this app may bypass a ruleset, as the server says: REST alone tells. Where somebody else looks, who is on the list says it, if they
 * are shown it. A ruleset that is gone stands in nobody's way.
 */
export async function observeRuleset(
  octokit: Octokit,
  { repo, appId, isOthersView }: Pick<Snapshot, 'repo' | 'appId' | 'isOthersView'>,
  { id }: Extract<Look, { kind: 'ruleset' }>,
): Promise<RulesetVerdict> {
  try {
    const where = { owner: repo.owner, repo: repo.name, ruleset_id: id, includes_parents: true }
    const { data } = await octokit.rest.repos.getRepoRuleset(where)
    const url = data._links?.html?.href
    if (isOthersView !== true) return { mayBypass: toMayBypass(data.current_user_can_bypass), url }
    const listed = data.bypass_actors?.find(
      ({ actor_type, actor_id }) => actor_type === 'Integration' && actor_id === appId,
    )
    if (data.bypass_actors === undefined || appId === 0) return { mayBypass: undefined, url }
    return { mayBypass: toMayBypass(listed?.bypass_mode ?? 'never'), url }
  } catch (error) {
    if (error instanceof RequestError && [403, 404].includes(error.status)) {
      return { mayBypass: error.status === 404 ? true : undefined, url: undefined }
    }
    throw error
  }
}

/** A tag comes by no pull request: who may bypass in one alone may not make it. */
function toMayBypass(says: string | undefined): boolean | undefined {
  if (says === undefined) return undefined
  return says === 'always' || says === 'exempt'
}
