import { repositoryPage, encodePath } from '../present/present-git-objects.js'
import type { Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import type { PushCommand } from './push-commands.js'

const branchPrefix = 'refs/heads/'

/** What GitHub tells who pushes a new branch: where a pull request is made of it. Empty where there is nothing to tell. */
export function pushNotice(world: World, repository: Repository, changes: readonly PushCommand[]): string {
  const lines = changes.flatMap(({ ref, before, after }) => {
    const branch = ref.startsWith(branchPrefix) ? ref.slice(branchPrefix.length) : repository.defaultBranch
    if (before !== null || after === null || branch === repository.defaultBranch) return []
    const url = `${repositoryPage(world, repository)}/pull/new/${encodePath(branch)}`
    return ['', `Create a pull request for '${branch}' on GitHub by visiting:`, `     ${url}`, '']
  })
  return lines.map((line) => `${line}\n`).join('')
}
