import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createRef } from '../../src/local-github/world/refs.js'
import { createRelease, deleteRelease, editRelease, latestRelease } from '../../src/local-github/world/releases.js'
import { createSmallWorld, type SmallWorld } from './small-world.js'

let small: SmallWorld

beforeEach(async () => {
  small = await createSmallWorld()
})

afterEach(() => small.close())

const release = (input: Parameters<typeof createRelease>[3]) =>
  createRelease(small.world, small.repository, small.maya, input)

describe('a release', () => {
  test('makes its tag where there is none, on the default branch or where it is told', async () => {
    const first = await small.head()
    const second = await small.commit('main', 'feat: one')
    await release({ tagName: 'v2' })
    await release({ tagName: 'v1', targetCommitish: first })
    expect(await small.git.resolve('refs/tags/v2')).toBe(second)
    expect(await small.git.resolve('refs/tags/v1')).toBe(first)
  })

  test('is told as created, published and released; a draft as created, without a tag', async () => {
    small.told()
    await release({ tagName: 'v1' })
    expect(small.told().filter((name) => name.startsWith('release'))).toEqual([
      'release.created',
      'release.published',
      'release.released',
    ])
    const draft = await release({ tagName: 'v2', draft: true })
    expect(small.told()).toEqual(['release.created'])
    expect(await small.git.resolve('refs/tags/v2')).toBeUndefined()
    await editRelease(small.world, small.repository, small.maya, draft, { draft: false })
    expect(await small.git.resolve('refs/tags/v2')).toBe(await small.head())
    expect(latestRelease(small.repository)).toBe(draft)
  })

  test.each(['a tag that is there', 'a tag to be made'])(
    'there is one for %s, even where two ask at once',
    async (what) => {
      if (what === 'a tag that is there')
        await createRef(small.world, small.repository, small.maya, 'refs/tags/v1', await small.head())
      const results = await Promise.allSettled([release({ tagName: 'v1' }), release({ tagName: 'v1' })])
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      await expect(release({ tagName: 'v1' })).rejects.toMatchObject({
        status: 422,
        errors: [{ code: 'already_exists', field: 'tag_name' }],
      })
      expect(small.repository.releases.size).toBe(1)
      expect(small.told().filter((name) => name === 'release.created')).toHaveLength(1)
    },
  )

  test('the latest is the newest that is no prerelease', async () => {
    const one = await release({ tagName: 'v1' })
    await release({ tagName: 'v2-rc', prerelease: true })
    expect(latestRelease(small.repository)).toBe(one)
    const two = await release({ tagName: 'v2' })
    expect(latestRelease(small.repository)).toBe(two)
    await deleteRelease(small.world, small.repository, small.maya, two)
    expect(latestRelease(small.repository)).toBe(one)
    expect(await small.git.resolve('refs/tags/v2')).toBeDefined()
  })

  test('what cannot be released', async () => {
    await expect(release({ tagName: 'v 1' })).rejects.toMatchObject({ status: 422 })
    await expect(release({ tagName: 'v1', targetCommitish: 'nowhere' })).rejects.toMatchObject({
      status: 422,
      errors: [{ field: 'target_commitish' }],
    })
    expect(small.repository.releases.size).toBe(0)
  })
})
