import type { RepoRef } from '../model/repo-ref.js'
import type { Look } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'
import { isHidden } from './is-missing.js'

/**
 * Whether people are in a team of the organisation, or in one below it. Nobody is in a team that is not there or that this app is not shown.
 * One REST request a person.
 */
export async function observeTeam(
  octokit: Octokit,
  repo: RepoRef,
  { slug, logins }: Omit<Extract<Look, { kind: 'team' }>, 'kind'>,
): Promise<Record<string, boolean>> {
  const members: Record<string, boolean> = {}
  for (const username of logins)
    members[username] = await isMember(octokit, { org: repo.owner, team_slug: slug, username })
  return members
}

/** Somebody who was invited and has not come yet is none. */
async function isMember(
  octokit: Octokit,
  which: { readonly org: string; readonly team_slug: string; readonly username: string },
): Promise<boolean> {
  try {
    return (await octokit.rest.teams.getMembershipForUserInOrg(which)).data.state === 'active'
  } catch (error) {
    if (isHidden(error)) return false
    throw error
  }
}
