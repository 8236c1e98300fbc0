import { Hono } from 'hono'
import { presentMinimalRepository } from '../present/present-minimal-repository.js'
import { repositoryApi, repositoryPage } from '../present/present-git-objects.js'
import { presentTeam } from '../present/present-team.js'
import { presentUser } from '../present/present-user.js'
import type { Repository, User } from '../world/entities.js'
import { nodeIdOf } from '../world/ids.js'
import { invite } from '../world/invitations.js'
import type { Invitation } from '../world/records.js'
import { hasRole, roleOf, setCollaborator } from '../world/repositories.js'
import { memberRole, teamsOf } from '../world/teams.js'
import { findUser } from '../world/users.js'
import type { World } from '../world/world.js'
import { answer, answerNothing } from './answer.js'
import { answerPage } from './paging.js'
import { readBody } from './request-body.js'
import { permissionFlags } from './repository-routes.js'
import { found, numberParam, param, requireWrite, type RestContext, type RestEnv } from './rest-request.js'
import { requireRead } from './rest-request.js'
import { roleNamed } from './role-named.js'

/** Who has access to a repository, by themselves, by their teams, or invited. */
export function collaboratorRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  /** Who may not push is not told. */
  function reader(c: RestContext): Repository {
    if (c.get('auth').kind === 'installation') return requireRead(c, 'metadata')
    return requireWrite(world, c, 'write', 'metadata').repository
  }

  function userAsked(c: RestContext): User {
    return found(findUser(world, param(c, 'user')))
  }

  routes.get('/collaborators', (c) => {
    const repository = reader(c)
    const { affiliation = 'all', permission } = c.req.query()
    const all = peopleOf(world, repository).filter(
      (user) =>
        isAffiliated(world, repository, user, affiliation) &&
        (permission === undefined || hasRole(world, repository, user, roleNamed(permission))),
    )
    return answerPage(world, c, all, (user) => {
      const role = roleOf(world, repository, user)
      const role_name = world.records(repository).customRoles.get(user.login.toLowerCase()) ?? role
      return { ...presentUser(world, user), permissions: permissionFlags(role, repository), role_name }
    })
  })

  routes.get('/collaborators/:user', (c) => {
    const repository = reader(c)
    found(peopleOf(world, repository).find(({ id }) => id === userAsked(c).id))
    return answerNothing()
  })

  routes.put('/collaborators/:user', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'admin', 'administration')
    const user = userAsked(c)
    const role = roleNamed((await readBody(c)).string('permission') ?? 'push')
    const isKnown = repository.collaborators.has(user.login.toLowerCase())
    if (isKnown || memberRole(world, repository.owner, user)) {
      setCollaborator(world, repository, user, role)
      return answerNothing()
    }
    return answer(c, presentInvitation(world, repository, invite(world, repository, actor, user, role)), 201)
  })

  routes.delete('/collaborators/:user', (c) => {
    const { repository } = requireWrite(world, c, 'admin', 'administration')
    setCollaborator(world, repository, userAsked(c), 'none')
    return answerNothing()
  })

  routes.get('/invitations', (c) => {
    const { repository } = requireWrite(world, c, 'admin', 'administration')
    const all = [...world.records(repository).invitations.values()]
    return answerPage(world, c, all, (invitation) => presentInvitation(world, repository, invitation))
  })

  routes.patch('/invitations/:id{[0-9]+}', async (c) => {
    const { repository } = requireWrite(world, c, 'admin', 'administration')
    const invitation = found(world.records(repository).invitations.get(numberParam(c, 'id')))
    invitation.role = roleNamed((await readBody(c)).string('permissions') ?? invitation.role)
    return answer(c, presentInvitation(world, repository, invitation))
  })

  routes.get('/teams', (c) => {
    const repository = reader(c)
    const all = teamsOf(world, repository.owner).filter(({ repositories }) => repositories.has(repository.id))
    return answerPage(world, c, all, (team) => presentTeam(world, team, team.repositories.get(repository.id)))
  })

  return routes
}

/** Everybody who has a role, the owner first. */
function peopleOf(world: World, repository: Repository): User[] {
  const people = [...world.users.values()].filter(
    (user) => user.type === 'User' && roleOf(world, repository, user) !== 'none',
  )
  return people.sort((a, b) => Number(b.id === repository.owner.id) - Number(a.id === repository.owner.id))
}

function isAffiliated(world: World, repository: Repository, user: User, affiliation: string): boolean {
  if (affiliation === 'all') return true
  const isDirect = repository.collaborators.has(user.login.toLowerCase()) || user.id === repository.owner.id
  return affiliation === 'direct' ? isDirect : isDirect && !isInside(world, repository, user)
}

function isInside(world: World, { owner }: Repository, user: User): boolean {
  return owner.id === user.id || memberRole(world, owner, user) !== undefined
}

function presentInvitation(world: World, repository: Repository, invitation: Invitation): object {
  return {
    id: invitation.id,
    node_id: nodeIdOf('RI', invitation.id),
    repository: presentMinimalRepository(world, repository),
    invitee: presentUser(world, invitation.invitee),
    inviter: presentUser(world, invitation.inviter),
    permissions: invitation.role,
    created_at: invitation.createdAt,
    expired: false,
    url: `${repositoryApi(world, repository)}/invitations/${invitation.id}`,
    html_url: `${repositoryPage(world, repository)}/invitations`,
  }
}
