import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { commitFiles } from '../../src/local-github/world/commits.js'
import { mergePullRequest } from '../../src/local-github/world/merge-pull-request.js'
import { openPullRequest } from '../../src/local-github/world/pull-requests.js'
import { createRepository } from '../../src/local-github/world/repositories.js'
import { createSmallWorld, type SmallWorld } from './small-world.js'

let small: SmallWorld
beforeAll(async () => {
  small = await createSmallWorld()
})
afterAll(() => small.close())

test('a pull request of a fork follows the fork’s branch, merges, and is found as `owner:branch`', async () => {
  const { world, repository, git, sam, maya } = small
  const fork = await createRepository(world, { owner: sam.user, name: repository.name })
  await world.git(fork).run(['fetch', '--quiet', repository.path, 'main:main'])
  await commitFiles(world, fork, sam, { branch: 'main', message: 'feat: from afar', files: { afar: '1' } })
  const pull = await openPullRequest(world, repository, sam, { title: 'From afar', head: 'sam:main', base: 'main' })
  const later = await commitFiles(world, fork, sam, { branch: 'main', message: 'fix: from afar', files: { afar: '2' } })
  expect(pull.head.sha).toBe(later)
  expect(await git.resolve(`refs/pull/${pull.number}/head`)).toBe(later)
  const { sha } = await mergePullRequest(world, repository, maya, pull.number)
  expect((await git.readCommit(sha))?.message).toBe(`Merge pull request #${pull.number} from sam/main\n\nFrom afar`)
  expect((await git.readObject(`${sha}:afar`))?.content.toString()).toBe('2')
  await git.run(['fsck', '--strict', '--full', '--no-dangling'])
})
