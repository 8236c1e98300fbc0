import type { Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { repositoryApi } from './present-git-objects.js'
import { presentRepository } from './present-repository.js'

const shown = /^(id|node_id|name|full_name|private|owner|html_url|description|fork|url|\w+_url)$/
const left = /^(git|ssh|clone|svn|mirror)_url$/

/** A repository as runs, teams and invitations show it: who it is and where, not how it does. */
export function presentMinimalRepository(world: World, repository: Repository): object {
  const whole = Object.entries(presentRepository(world, repository))
  const fields = Object.fromEntries(whole.filter(([name]) => shown.test(name) && !left.test(name)))
  return { ...fields, hooks_url: `${repositoryApi(world, repository)}/hooks` }
}
