import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Repository, User } from '../../src/local-github/world/entities.js'
import { createRepository, roleOf, setCollaborator } from '../../src/local-github/world/repositories.js'
import { setMember } from '../../src/local-github/world/teams.js'
import { createUser } from '../../src/local-github/world/users.js'
import { refusalOf, serve, type Serving } from './serving.js'

let serving: Serving
let repository: Repository
let bob: User
beforeAll(async () => {
  serving = await serve()
  const organization = createUser(serving.world, { login: 'acme', type: 'Organization' })
  repository = await createRepository(serving.world, { owner: organization, name: 'site', private: true })
  bob = createUser(serving.world, { login: 'bob' })
  setMember(serving.world, organization, serving.alice, 'admin')
})
afterAll(() => serving.close())

test('a team gives its members what it may do, and is asked for reviews', async () => {
  const { teams, orgs, repos } = serving.clientOf(serving.alice).rest
  const { data: team } = await teams.create({ org: 'acme', name: 'Release Crew', privacy: 'closed' })
  expect(team).toMatchObject({ slug: 'release-crew', members_count: 0, organization: { login: 'acme' } })
  const named = { org: 'acme', team_slug: 'release-crew' }
  expect(roleOf(serving.world, repository, bob)).toBe('none')
  await teams.addOrUpdateMembershipForUserInOrg({ ...named, username: 'bob', role: 'maintainer' })
  expect((await teams.getMembershipForUserInOrg({ ...named, username: 'bob' })).data.role).toBe('maintainer')
  expect(roleOf(serving.world, repository, bob)).toBe('read')
  await teams.addOrUpdateRepoPermissionsInOrg({ ...named, owner: 'acme', repo: 'site', permission: 'push' })
  expect(roleOf(serving.world, repository, bob)).toBe('write')
  await teams.checkPermissionsForRepoInOrg({ ...named, owner: 'acme', repo: 'site' })
  expect((await teams.listReposInOrg(named)).data.map(({ name }) => name)).toEqual(['site'])
  expect((await teams.listMembersInOrg(named)).data.map(({ login }) => login)).toEqual(['bob'])
  expect((await teams.list({ org: 'acme' })).data).toHaveLength(1)
  expect((await repos.listTeams({ owner: 'acme', repo: 'site' })).data).toMatchObject([{ permission: 'push' }])
  await orgs.checkMembershipForUser({ org: 'acme', username: 'bob' })
  expect((await orgs.getMembershipForUser({ org: 'acme', username: 'alice' })).data.role).toBe('admin')
  await teams.removeMembershipForUserInOrg({ ...named, username: 'bob' })
  expect(roleOf(serving.world, repository, bob)).toBe('read')
})

test('collaborators are listed with what they may do, outsiders apart', async () => {
  const carol = createUser(serving.world, { login: 'carol' })
  setCollaborator(serving.world, repository, carol, 'maintain')
  serving.world.records(repository).customRoles.set('carol', 'Harbour Master')
  const { repos } = serving.clientOf(serving.alice).rest
  const where = { owner: 'acme', repo: 'site' }
  const { data: outside } = await repos.listCollaborators({ ...where, affiliation: 'outside' })
  expect(outside).toMatchObject([
    { login: 'carol', role_name: 'Harbour Master', permissions: { admin: false, maintain: true, push: true } },
  ])
  const { data } = await repos.getCollaboratorPermissionLevel({ ...where, username: 'carol' })
  expect(data).toMatchObject({
    permission: 'write',
    role_name: 'Harbour Master',
    user: { permissions: { push: true } },
  })
  await repos.checkCollaborator({ ...where, username: 'carol' })
  const { data: invitation } = await repos.addCollaborator({
    ...where,
    username: createUser(serving.world, { login: 'dave' }).login,
    permission: 'push',
  })
  expect(invitation).toMatchObject({ permissions: 'write', invitee: { login: 'dave' } })
  await repos.updateInvitation({ ...where, invitation_id: invitation.id, permissions: 'read' })
  expect((await repos.listInvitations(where)).data).toMatchObject([{ permissions: 'read' }])
  await repos.removeCollaborator({ ...where, username: 'carol' })
  expect(await refusalOf(repos.checkCollaborator({ ...where, username: 'carol' }))).toMatchObject({ status: 404 })
})

test('strangers see no organization from within', async () => {
  const eve = serving.clientOf(createUser(serving.world, { login: 'eve' })).rest
  expect(await refusalOf(eve.teams.list({ org: 'acme' }))).toMatchObject({ status: 404 })
  expect(await refusalOf(eve.repos.get({ owner: 'acme', repo: 'site' }))).toMatchObject({ status: 404 })
})
