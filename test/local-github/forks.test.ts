import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { findRepository } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import { git, serve, type Serving } from './serving.js'
import { watchEvents } from './watch-events.js'

let serving: Serving
beforeAll(async () => {
  serving = await serve()
})
afterAll(() => serving.close())

const where = { owner: 'alice', repo: 'app' }

test('a stranger forks, pushes to the fork alone, and opens a pull request from it', async () => {
  const told = watchEvents(serving, 'fork', 'pull_request', 'push')
  const eve = createUser(serving.world, { login: 'eve' })
  const eves = serving.clientOf(eve).rest
  const { data: fork, status } = await eves.repos.createFork({ ...where, name: 'my-app' })
  expect([status, fork.full_name, fork.fork, fork.parent?.full_name]).toEqual([202, 'eve/my-app', true, 'alice/app'])
  expect((await eves.repos.listForks(where)).data.map(({ full_name }) => full_name)).toEqual(['eve/my-app'])
  expect((await eves.repos.get({ owner: 'eve', repo: 'my-app' })).data.parent?.full_name).toBe('alice/app')
  expect((await eves.repos.createFork(where)).data.id).toBe(fork.id)

  const folder = join(await serving.folder(), 'clone')
  const url = serving.url.replace('//', `//eve:${eve.token}@`)
  await git('.', 'clone', '--quiet', `${url}/eve/my-app.git`, folder)
  await git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'feat: from afar')
  const refused = await git(folder, 'push', `${url}/alice/app.git`, 'HEAD:main').catch(
    (error: { stderr: string }) => error.stderr,
  )
  expect(refused).toContain('Permission to alice/app.git denied to eve.')
  await git(folder, 'push', 'origin', 'HEAD:topic')
  const head = (await git(folder, 'rev-parse', 'HEAD')).trim()
  expect(await serving.world.git(serving.repository).resolve('refs/heads/main')).toBe(serving.head)
  expect(findRepository(serving.world, 'alice', 'app')?.pushes.some(({ after }) => after === head)).toBe(false)

  const { data: pull } = await eves.pulls.create({ ...where, title: 'From afar', head: 'eve:topic', base: 'main' })
  expect(pull.head).toMatchObject({ label: 'eve:topic', sha: head, repo: { full_name: 'eve/my-app', fork: true } })
  expect(await git(folder, 'ls-remote', `${url}/alice/app.git`, `refs/pull/${pull.number}/head`)).toContain(head)
  const query = `{ repository(owner: "alice", name: "app") { pullRequest(number: ${pull.number}) {
    isCrossRepository headRepository { nameWithOwner isFork parent { nameWithOwner } } } } }`
  const response = await fetch(`${serving.url}/api/graphql`, {
    method: 'POST',
    headers: { authorization: `bearer ${eve.token}` },
    body: JSON.stringify({ query }),
  })
  expect(await response.json()).toMatchObject({
    data: {
      repository: {
        pullRequest: {
          isCrossRepository: true,
          headRepository: { nameWithOwner: 'eve/my-app', isFork: true, parent: { nameWithOwner: 'alice/app' } },
        },
      },
    },
  })
  expect(await told()).toEqual(['fork', 'push', 'pull_request.opened'])
})
