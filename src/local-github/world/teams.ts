import type { Repository, Role, User } from './entities.js'
import { nodeIdOf } from './ids.js'
import type { Team } from './records.js'
import { invalid } from './refusal.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

/** @throws {Refusal} 422 where the organization has one of that name */
export function createTeam(
  world: World,
  organization: User,
  input: { readonly name: string; readonly description?: string; readonly privacy?: Team['privacy'] },
): Team {
  const slug = input.name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  if (findTeam(world, organization, slug)) {
    const message = 'Name must be unique for this org'
    throw invalid({ resource: 'Team', code: 'already_exists', field: 'name', message })
  }
  const id = world.ids.number()
  const team: Team = {
    id,
    nodeId: nodeIdOf('T', id),
    organization,
    slug,
    name: input.name,
    description: input.description ?? '',
    privacy: input.privacy ?? 'secret',
    createdAt: nowOf(world),
    members: new Map(),
    repositories: new Map(),
  }
  world.teams.set(id, team)
  return team
}

export function findTeam(world: World, organization: User, slug: string): Team | undefined {
  return teamsOf(world, organization).find((team) => team.slug === slug.toLowerCase())
}

export function teamsOf(world: World, organization: User): Team[] {
  return [...world.teams.values()].filter((team) => team.organization.id === organization.id)
}

/** Who is in a team is in its organization too. */
export function addToTeam(world: World, team: Team, user: User, role: 'member' | 'maintainer' = 'member'): void {
  team.members.set(user.login.toLowerCase(), { user, role })
  if (!memberRole(world, team.organization, user)) setMember(world, team.organization, user, 'member')
}

export function setTeamRole(team: Team, repository: Repository, role: Role): void {
  if (role === 'none') team.repositories.delete(repository.id)
  else team.repositories.set(repository.id, role)
}

/** Makes a person a member or an owner of an organization; undefined takes them out of it and of its teams. */
export function setMember(world: World, organization: User, user: User, role: 'admin' | 'member' | undefined): void {
  const key = organization.login.toLowerCase()
  const members = world.members.get(key) ?? new Map<string, 'admin' | 'member'>()
  world.members.set(key, members)
  const login = user.login.toLowerCase()
  if (role) members.set(login, role)
  else members.delete(login)
  if (!role) for (const team of teamsOf(world, organization)) team.members.delete(login)
}

export function memberRole(world: World, organization: User, user: User): 'admin' | 'member' | undefined {
  return world.members.get(organization.login.toLowerCase())?.get(user.login.toLowerCase())
}
