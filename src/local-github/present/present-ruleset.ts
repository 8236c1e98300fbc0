import type { Repository } from '../world/entities.js'
import type { Ruleset } from '../world/records.js'
import type { World } from '../world/world.js'
import { repositoryApi, repositoryPage } from './present-git-objects.js'

/** A ruleset as lists show it. */
export function presentRulesetListed(world: World, repository: Repository, ruleset: Ruleset): object {
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: ruleset.target,
    source_type: 'Repository',
    source: `${repository.owner.login}/${repository.name}`,
    enforcement: ruleset.enforcement,
    node_id: ruleset.nodeId,
    _links: {
      self: { href: `${repositoryApi(world, repository)}/rulesets/${ruleset.id}` },
      html: { href: `${repositoryPage(world, repository)}/rules/${ruleset.id}` },
    },
    created_at: ruleset.createdAt,
    updated_at: ruleset.updatedAt,
  }
}

/** A ruleset with all that it says. */
export function presentRuleset(world: World, repository: Repository, ruleset: Ruleset) {
  return {
    ...presentRulesetListed(world, repository, ruleset),
    bypass_actors: ruleset.bypass,
    conditions: { ref_name: { include: ruleset.include, exclude: ruleset.exclude } },
    rules: ruleset.rules,
  }
}
