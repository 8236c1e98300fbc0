import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { GitCommit, Signature } from '../../src/local-github/git/git-repository.js'
import { nearHistory } from '../../src/local-github/git/near-history.js'
import { createSmallWorld, type SmallWorld } from './small-world.js'

const someone: Signature = { name: 'Someone', email: 'someone@example.com', date: '2026-01-01T00:00:00Z' }

let small: SmallWorld
beforeAll(async () => {
  small = await createSmallWorld()
})
afterAll(() => small.close())

test('what is read from near history is what git says of it, on straight, merged, far and foreign commits', async () => {
  const { git } = small
  const root = await small.head()
  const tree = (await git.resolve('HEAD^{tree}'))!
  const commit = (message: string, ...parents: string[]) =>
    git.writeCommit({ tree, parents, message, author: someone, committer: someone })
  const shas = [root]
  for (let index = 0; index < 90; index += 1) {
    const merges = index % 3 === 2 && index > 20 ? [shas.at(-2)!] : []
    shas.push(await commit(`${index}`, shas.at(-1)!, ...merges))
  }
  const side = await commit('side', shas[40]!)
  const nearSide = await commit('near side', shas[88]!)
  const stranger = await commit('stranger')
  const named = [root, shas[1]!, shas[15]!, shas[80]!, shas[90]!, side, nearSide, stranger]
  for (const a of named) {
    for (const b of named) {
      const [ancestor, base, counts] = await Promise.all([
        git.run(['merge-base', '--is-ancestor', a, b]).then(
          () => true,
          () => false,
        ),
        git.run(['merge-base', a, b]).then(
          (printed) => printed.toString().trim(),
          () => undefined,
        ),
        git
          .run(['rev-list', '--left-right', '--count', `${a}...${b}`])
          .then((printed) => printed.toString().trim().split('\t').map(Number)),
      ])
      expect(await git.isAncestor(a, b)).toBe(ancestor)
      expect(await git.mergeBase(a, b)).toBe(base)
      const distance = await git.compare(a, b)
      expect(distance && [distance.behind, distance.ahead.length]).toEqual(base === undefined ? undefined : counts)
    }
  }
})

test('who asks about commit after commit gets an answer however far they lie, and each is walked past once', async () => {
  const sha = (index: number) => `${index}`.padStart(40, '0')
  const parentsRead: string[] = []
  let isBroken = false
  const history = nearHistory(async (asked) => {
    if (isBroken) throw new Error('git is gone')
    parentsRead.push(asked)
    const parents = Number(asked) === 0 || Number(asked) > 500 ? [] : [sha(Number(asked) - 1)]
    return { sha: asked, parents } as unknown as GitCommit
  })
  expect(await history.isAncestor(sha(0), sha(500))).toBeUndefined()
  for (let index = 499; index >= 0; index -= 1) expect(await history.isAncestor(sha(index), sha(500))).toBe(true)
  expect(await history.isAncestor(sha(501), sha(500))).toBe(false)
  // Each question reads the two that it is about.
  expect(parentsRead.length).toBeLessThan(2 * 502 + 500 + 64)

  expect(await history.isAncestor(sha(300), sha(400))).toBeUndefined()
  isBroken = true
  await expect(history.isAncestor(sha(300), sha(400))).rejects.toThrow('git is gone')
  isBroken = false
  expect(await history.isAncestor(sha(300), sha(400))).toBe(true)
  expect(await Promise.all([90, 80, 70].map((index) => history.isAncestor(sha(index), sha(100))))).toEqual([
    true,
    true,
    true,
  ])
})

test('the paths of few commits, read here, are those of many, which git tells', async () => {
  const { git } = small
  const shas = [await small.head()]
  for (let index = 0; index < 55; index += 1) {
    const files =
      index % 5 === 4 ? { [`d/${index - 1}`]: null } : { [`d/${index}`]: `${index}`, 'same/one': `${index}` }
    shas.push(await small.commit('main', `${index}`, files))
  }
  shas.push(await small.commit('main', 'a file becomes a folder', { 'same/one': null, 'same/one/inside': 'x' }))
  const many = await git.changedPaths(shas)
  expect(many.size).toBe(shas.length)
  for (const sha of shas) {
    const few = (await git.changedPaths([sha])).get(sha)!
    for (const kind of ['added', 'removed', 'modified'] as const)
      expect([...few[kind]].sort()).toEqual([...many.get(sha)![kind]].sort())
  }
})
