import type { Role } from '../world/entities.js'
import type { Team } from '../world/records.js'
import type { World } from '../world/world.js'

/** A team as lists show it; `role` is what it may do where it is shown. */
export function presentTeam(world: World, team: Team, role: Role = 'read'): object {
  const url = `${world.url}/api/v3/organizations/${team.organization.id}/team/${team.id}`
  return {
    id: team.id,
    node_id: team.nodeId,
    name: team.name,
    slug: team.slug,
    description: team.description === '' ? null : team.description,
    privacy: team.privacy,
    notification_setting: 'notifications_enabled',
    permission: permissionName(role),
    url,
    html_url: `${world.url}/orgs/${team.organization.login}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    organization_id: team.organization.id,
    parent: null,
  }
}

/** The older words of the API: `pull` and `push`. */
export function permissionName(role: Role): string {
  if (role === 'write') return 'push'
  return role === 'read' || role === 'none' ? 'pull' : role
}
