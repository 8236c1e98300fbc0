import { RequestError } from '@octokit/request-error'
import type { RepoRef } from '../model/repo-ref.js'
import type { Look } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'

/**
 * Whether people may push, as the server says. The flags are read and not the name of the role, which can be one that the
 * repository's owner made up. One request a person.
 */
export async function observePermissions(
  octokit: Octokit,
  repo: RepoRef,
  { logins }: Extract<Look, { kind: 'permissions' }>,
): Promise<Record<string, boolean>> {
  const mayPush: Record<string, boolean> = {}
  for (const username of logins) mayPush[username] = await pushes(octokit, repo, username)
  return mayPush
}

async function pushes(octokit: Octokit, repo: RepoRef, username: string): Promise<boolean> {
  try {
    const where = { owner: repo.owner, repo: repo.name, username }
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel(where)
    return data.user?.permissions?.push === true
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return false
    throw error
  }
}
