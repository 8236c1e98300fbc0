import type { User } from '../world/entities.js'
import type { World } from '../world/world.js'

/** An organization as its members' and teams' answers name it. */
export function presentOrganization(world: World, organization: User): object {
  const { login } = organization
  const url = `${world.url}/api/v3/orgs/${login}`
  return {
    login,
    id: organization.id,
    node_id: organization.nodeId,
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.url}/avatars/u/${organization.id}`,
    description: '',
  }
}

/** As a team shows its organization. */
export function presentTeamOrganization(world: World, organization: User, createdAt: string): object {
  const repositories = [...world.repositories.values()].filter(({ owner }) => owner.id === organization.id)
  return {
    ...presentOrganization(world, organization),
    name: organization.name,
    html_url: `${world.url}/${organization.login}`,
    created_at: createdAt,
    updated_at: createdAt,
    archived_at: null,
    type: 'Organization',
    has_organization_projects: false,
    has_repository_projects: false,
    public_repos: repositories.filter((repository) => !repository.private).length,
    public_gists: 0,
    followers: 0,
    following: 0,
  }
}
