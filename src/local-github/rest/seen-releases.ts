import { isGranted, reaches } from '../auth/grant.js'
import type { Release, Repository } from '../world/entities.js'
import { newestFirst } from '../world/releases.js'
import { hasRole } from '../world/repositories.js'
import type { World } from '../world/world.js'
import { requireRead, type RestContext } from './rest-request.js'

/** The releases that whoever asks may see, newest first: drafts are shown to those who may write. */
export function seenReleases(world: World, c: RestContext): { repository: Repository; releases: Release[] } {
  const repository = requireRead(c, 'contents')
  const isSeen = seesDrafts(world, c, repository) ? () => true : (release: Release) => !release.draft
  return { repository, releases: newestFirst(repository).filter(isSeen) }
}

function seesDrafts(world: World, c: RestContext, repository: Repository): boolean {
  const auth = c.get('auth')
  if (auth.kind === 'user') return hasRole(world, repository, auth.user, 'write')
  return auth.kind === 'installation' && reaches(auth, repository) && isGranted(auth, 'write', ['contents'])
}
