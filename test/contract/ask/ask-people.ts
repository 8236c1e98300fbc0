import type { Octokit } from '@octokit/rest'
import { refused } from './refused.js'
import type { Where } from './where.js'

/** An organization of the person's own, with one repository and one member who is not an owner. */
export interface Fleet {
  readonly org: string
  readonly repo: string
  readonly member: string
}

export async function askTeams(asOwner: Octokit, { org, repo, member }: Fleet): Promise<void> {
  await asOwner.rest.teams.create({ org, name: 'Pilots', description: 'who bring ships in', privacy: 'closed' })
  const team = { org, team_slug: 'pilots' }
  await asOwner.rest.teams.list({ org, per_page: 1 })
  await asOwner.rest.teams.getByName(team)
  await asOwner.rest.teams.addOrUpdateMembershipForUserInOrg({ ...team, username: member, role: 'maintainer' })
  await asOwner.rest.teams.getMembershipForUserInOrg({ ...team, username: member })
  await asOwner.rest.teams.listMembersInOrg({ ...team, role: 'all' })
  const shared = { ...team, owner: org, repo }
  await asOwner.rest.teams.addOrUpdateRepoPermissionsInOrg({ ...shared, permission: 'maintain' })
  await asOwner.rest.teams.checkPermissionsForRepoInOrg(shared)
  await asOwner.rest.teams.listReposInOrg(team)
  await asOwner.rest.repos.listTeams({ owner: org, repo })
  await asOwner.rest.teams.removeMembershipForUserInOrg({ ...team, username: member })
  await asOwner.rest.orgs.checkMembershipForUser({ org, username: member })
  await asOwner.rest.orgs.getMembershipForUser({ org, username: member })
  await refused(404, asOwner.rest.teams.getByName({ org, team_slug: 'nobody' }))
}

export async function askCollaborators(asOwner: Octokit, where: Where, username: string): Promise<void> {
  await asOwner.rest.repos.addCollaborator({ ...where, username, permission: 'triage' })
  const { data: invitations } = await asOwner.rest.repos.listInvitations(where)
  const invited = { ...where, invitation_id: invitations[0]?.id ?? 0 }
  if (invitations.length > 0) await asOwner.rest.repos.updateInvitation({ ...invited, permissions: 'write' })
  await asOwner.rest.repos.listCollaborators({ ...where, affiliation: 'all' })
  await asOwner.rest.repos.checkCollaborator({ ...where, username: where.owner })
  await asOwner.rest.repos.removeCollaborator({ ...where, username })
  await refused(404, asOwner.rest.repos.checkCollaborator({ ...where, username }))
}

export async function askForks(stranger: Octokit, where: Where): Promise<void> {
  await stranger.rest.repos.createFork({ ...where, default_branch_only: true })
  await stranger.rest.repos.listForks({ ...where, sort: 'oldest' })
}
