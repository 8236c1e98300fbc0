import type { Repository } from '../world/entities.js'
import { mayRead } from '../world/repositories.js'
import type { World } from '../world/world.js'
import type { Authenticated } from './authenticate.js'
import { reaches } from './grant.js'

/** Whether a repository is there at all for who asks. An app as itself sees those that it is installed on. */
export function mayReadAs(world: World, repository: Repository, auth: Authenticated): boolean {
  switch (auth.kind) {
    case 'anonymous':
      return !repository.private
    case 'user':
      return mayRead(world, repository, auth.user)
    case 'installation':
      return !repository.private || reaches(auth, repository)
    case 'app':
      return true
  }
}
