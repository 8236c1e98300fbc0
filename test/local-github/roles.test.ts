import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { User } from '../../src/local-github/world/entities.js'
import { setCollaborator } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import { refusalOf, serve, type Serving } from './serving.js'

let serving: Serving
let people: Record<'stranger' | 'reader' | 'triager' | 'writer' | 'maintainer', User>
beforeAll(async () => {
  serving = await serve()
  const person = (login: string, role: 'none' | 'read' | 'triage' | 'write' | 'maintain') => {
    const user = createUser(serving.world, { login })
    setCollaborator(serving.world, serving.repository, user, role)
    return user
  }
  people = {
    stranger: person('stranger', 'none'),
    reader: person('reader', 'read'),
    triager: person('triager', 'triage'),
    writer: person('writer', 'write'),
    maintainer: person('maintainer', 'maintain'),
  }
})
afterAll(() => serving.close())

const where = { owner: 'alice', repo: 'app' }

test('flags say what somebody may do; the old word folds maintain into write and triage into read', async () => {
  const { repos } = serving.clientOf(serving.alice).rest
  const told = await Promise.all(
    Object.keys(people).map(async (username) => {
      const { data } = await repos.getCollaboratorPermissionLevel({ ...where, username })
      const { push, triage, maintain } = data.user?.permissions ?? {}
      return [username, data.permission, data.role_name, triage, push, maintain]
    }),
  )
  expect(told).toEqual([
    ['stranger', 'read', 'read', false, false, false],
    ['reader', 'read', 'read', false, false, false],
    ['triager', 'read', 'triage', true, false, false],
    ['writer', 'write', 'write', true, true, false],
    ['maintainer', 'write', 'maintain', true, true, true],
  ])
})

test('each does what their role allows, and no more', async () => {
  const may = async (user: User, ask: (rest: ReturnType<Serving['clientOf']>['rest']) => Promise<unknown>) =>
    ask(serving.clientOf(user).rest).then(
      () => true,
      (error: { status: number }) => error.status,
    )
  const deploys = (user: User) =>
    may(user, ({ repos }) =>
      repos.createDeployment({ ...where, ref: 'main', auto_merge: false, required_contexts: [] }),
    )
  expect(await Promise.all(Object.values(people).map(deploys))).toEqual([403, 403, 403, true, true])
  const protects = (user: User) =>
    may(user, ({ repos }) => repos.createOrUpdateEnvironment({ ...where, environment_name: 'production' }))
  expect(await Promise.all(Object.values(people).map(protects))).toEqual([403, 403, 403, 403, 403])
  const rules = (user: User) =>
    may(user, ({ repos }) => repos.createRepoRuleset({ ...where, name: 'mine', enforcement: 'active' }))
  expect(await Promise.all(Object.values(people).map(rules))).toEqual([403, 403, 403, 403, 403])
  const lists = (user: User) => may(user, ({ repos }) => repos.listCollaborators(where))
  expect(await Promise.all(Object.values(people).map(lists))).toEqual([403, 403, 403, true, true])
  const asked = serving.clientOf(people.writer).rest.repos.addCollaborator({ ...where, username: 'stranger' })
  expect(await refusalOf(asked)).toMatchObject({ status: 403 })
})
