import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { commitFiles } from '../../src/local-github/world/commits.js'
import { createWorld } from '../../src/local-github/world/create-world.js'
import { seededIds } from '../../src/local-github/world/ids.js'
import { createRepository } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import type { World } from '../../src/local-github/world/world.js'
import { fsck } from '../support/fsck.js'

let dataDir: string
let world: World
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fsck-test-'))
  world = createWorld({ dataDir, clock: () => new Date('2026-03-01T12:00:00Z'), ids: seededIds('fsck') })
})
afterAll(async () => {
  await world.close()
  await rm(dataDir, { recursive: true, force: true })
})

test('a suite whose repositories are sound ends well; one that lost an object does not', async () => {
  const maya = createUser(world, { login: 'maya' })
  const repository = await createRepository(world, { owner: maya, name: 'harbour' })
  await fsck(world)
  const actor = { kind: 'user', user: maya } as const
  const commit = { branch: 'main', message: 'feat: begin', files: { 'a.txt': 'a\n' } }
  await commitFiles(world, repository, actor, commit)
  await fsck(world)
  const git = world.git(repository)
  const blob = (await git.resolve('main:a.txt')) ?? ''
  await rm(join(git.path, 'objects', blob.slice(0, 2), blob.slice(2)))
  await expect(fsck(world)).rejects.toThrow(new RegExp(`maya/harbour: [^]*${blob}`))
})
