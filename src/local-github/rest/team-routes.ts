import { Hono } from 'hono'
import { isGranted, type Level } from '../auth/grant.js'
import { presentMinimalRepository } from '../present/present-minimal-repository.js'
import { presentOrganization, presentTeamOrganization } from '../present/present-organization.js'
import { presentTeam } from '../present/present-team.js'
import { presentUser } from '../present/present-user.js'
import type { User } from '../world/entities.js'
import type { Team } from '../world/records.js'
import { notFound, Refusal } from '../world/refusal.js'
import { findRepository, nowOf } from '../world/repositories.js'
import { addToTeam, createTeam, findTeam, memberRole, setTeamRole, teamsOf } from '../world/teams.js'
import { findUser } from '../world/users.js'
import type { World } from '../world/world.js'
import { answer, answerNothing } from './answer.js'
import { answerPage } from './paging.js'
import { readBody } from './request-body.js'
import { actorOf, found, param, type RestContext, type RestEnv } from './rest-request.js'
import { roleNamed } from './role-named.js'

const one = '/orgs/:org/teams/:team'

/** Teams of organizations, who is in them, and what they may do where. */
export function teamRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  /** Members see an organization from within; its owners change it; an app wants `members`. */
  function organizationAsked(c: RestContext, level: Level): User {
    const organization = findUser(world, param(c, 'org'))
    if (organization?.type !== 'Organization') throw notFound()
    const actor = actorOf(c)
    if (actor.kind === 'installation') {
      const isIts = actor.installation.account.id === organization.id
      if (isIts && isGranted(actor, level, ['members'])) return organization
      throw new Refusal(403, 'Resource not accessible by integration')
    }
    const role = world.anonymous?.id === actor.user.id ? 'admin' : memberRole(world, organization, actor.user)
    if (role === undefined) throw notFound()
    if (level === 'write' && role !== 'admin') throw new Refusal(403, 'Must have admin rights to Organization.')
    return organization
  }

  function teamAsked(c: RestContext, level: Level): Team {
    return found(findTeam(world, organizationAsked(c, level), param(c, 'team')))
  }

  function answerTeam(c: RestContext, team: Team, status: 200 | 201 = 200): Response {
    const counts = { members_count: team.members.size, repos_count: team.repositories.size }
    const dates = { created_at: team.createdAt, updated_at: team.createdAt }
    const organization = presentTeamOrganization(world, team.organization, nowOf(world))
    return answer(c, { ...presentTeam(world, team), ...counts, ...dates, organization }, status)
  }

  function answerMembership(c: RestContext, team: Team, login: string): Response {
    const member = found(team.members.get(login.toLowerCase()))
    const url = `${world.url}/api/v3/organizations/${team.organization.id}/team/${team.id}/memberships/${login}`
    return answer(c, { url, role: member.role, state: 'active' })
  }

  routes.get('/orgs/:org/teams', (c) =>
    answerPage(world, c, teamsOf(world, organizationAsked(c, 'read')), (team) => presentTeam(world, team)),
  )

  routes.post('/orgs/:org/teams', async (c) => {
    const organization = organizationAsked(c, 'write')
    const body = await readBody(c)
    const description = body.string('description')
    const team = createTeam(world, organization, {
      name: body.requiredString('name'),
      privacy: body.oneOf('privacy', ['secret', 'closed']) ?? 'secret',
      ...(description === undefined ? {} : { description }),
    })
    for (const login of body.strings('maintainers') ?? []) {
      addToTeam(world, team, found(findUser(world, login)), 'maintainer')
    }
    return answerTeam(c, team, 201)
  })

  routes.get(one, (c) => answerTeam(c, teamAsked(c, 'read')))

  routes.get(`${one}/members`, (c) => {
    const role = c.req.query('role') ?? 'all'
    const members = [...teamAsked(c, 'read').members.values()].filter(
      (member) => role === 'all' || member.role === role,
    )
    return answerPage(world, c, members, ({ user }) => presentUser(world, user))
  })

  routes.get(`${one}/memberships/:user`, (c) => answerMembership(c, teamAsked(c, 'read'), param(c, 'user')))

  routes.put(`${one}/memberships/:user`, async (c) => {
    const team = teamAsked(c, 'write')
    const user = found(findUser(world, param(c, 'user')))
    addToTeam(world, team, user, (await readBody(c)).oneOf('role', ['member', 'maintainer']) ?? 'member')
    return answerMembership(c, team, user.login)
  })

  routes.delete(`${one}/memberships/:user`, (c) => {
    teamAsked(c, 'write').members.delete(param(c, 'user').toLowerCase())
    return answerNothing()
  })

  routes.get(`${one}/repos`, (c) => {
    const team = teamAsked(c, 'read')
    const all = [...world.repositories.values()].filter(({ id }) => team.repositories.has(id))
    return answerPage(world, c, all, (repository) => presentMinimalRepository(world, repository))
  })

  routes.get(`${one}/repos/:owner/:repo`, (c) => {
    const repository = found(findRepository(world, param(c, 'owner'), param(c, 'repo')))
    found(teamAsked(c, 'read').repositories.get(repository.id))
    return answerNothing()
  })

  routes.put(`${one}/repos/:owner/:repo`, async (c) => {
    const team = teamAsked(c, 'write')
    const repository = found(findRepository(world, param(c, 'owner'), param(c, 'repo')))
    setTeamRole(team, repository, roleNamed((await readBody(c)).string('permission') ?? 'push'))
    return answerNothing()
  })

  routes.get('/orgs/:org/members/:user', (c) => {
    const organization = organizationAsked(c, 'read')
    found(memberRole(world, organization, found(findUser(world, param(c, 'user')))))
    return answerNothing()
  })

  routes.get('/orgs/:org/memberships/:user', (c) => {
    const organization = organizationAsked(c, 'read')
    const user = found(findUser(world, param(c, 'user')))
    const role = found(memberRole(world, organization, user))
    const url = `${world.url}/api/v3/orgs/${organization.login}`
    return answer(c, {
      url: `${url}/memberships/${user.login}`,
      state: 'active',
      role,
      organization_url: url,
      organization: presentOrganization(world, organization),
      user: presentUser(world, user),
    })
  })

  return routes
}
