import { RequestError } from '@octokit/request-error'
import type { RepoRef } from '../model/repo-ref.js'
import type { Rights } from '../model/deployable.js'
import type { Look } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'

/**
 * What people may do, as the server says. The flags are read and not the name of the role, which can be one that the
 * repository's owner made up. One request a person.
 */
export async function observePermissions(
  octokit: Octokit,
  repo: RepoRef,
  { logins }: Extract<Look, { kind: 'permissions' }>,
): Promise<Record<string, Rights>> {
  const rights: Record<string, Rights> = {}
  for (const username of logins) rights[username] = await rightsOf(octokit, repo, username)
  return rights
}

async function rightsOf(octokit: Octokit, repo: RepoRef, username: string): Promise<Rights> {
  try {
    const where = { owner: repo.owner, repo: repo.name, username }
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel(where)
    const { push, maintain } = data.user?.permissions ?? {}
    return { push: push === true, maintain: maintain === true }
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return { push: false, maintain: false }
    throw error
  }
}
