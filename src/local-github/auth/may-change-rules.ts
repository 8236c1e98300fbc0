import type { Actor, Repository } from '../world/entities.js'
import { hasRole } from '../world/repositories.js'
import type { World } from '../world/world.js'
import { isGranted, reaches } from './grant.js'

/** Whether somebody may change the rulesets of a repository, and so sees who may bypass them. */
export function mayChangeRules(world: World, repository: Repository, actor: Actor): boolean {
  return actor.kind === 'user'
    ? hasRole(world, repository, actor.user, 'admin')
    : reaches(actor, repository) && isGranted(actor, 'write', ['administration'])
}
