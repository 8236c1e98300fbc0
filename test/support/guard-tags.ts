import type { Repository } from '../../src/local-github/world/entities.js'
import { nodeIdOf } from '../../src/local-github/world/ids.js'
import type { Ruleset } from '../../src/local-github/world/records.js'
import type { World } from '../../src/local-github/world/world.js'

/** A ruleset that lets nobody make a tag of these names; what is given back changes it. */
export function guardTags(world: World, repository: Repository, ...include: string[]): Ruleset {
  const id = world.ids.number()
  const at = world.clock().toISOString()
  const ruleset: Ruleset = {
    id,
    nodeId: nodeIdOf('RRS', id),
    name: 'tags are guarded',
    target: 'tag',
    enforcement: 'active',
    include,
    exclude: [],
    bypass: [],
    rules: [{ type: 'creation' }],
    createdAt: at,
    updatedAt: at,
  }
  world.records(repository).rulesets.set(id, ruleset)
  return ruleset
}
