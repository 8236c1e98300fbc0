import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../src/decide/decide.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import { after } from '../carried-out.js'
import { now, withFix } from '../snapshots.js'

/** Up to date, as far as can be seen, and `/release refresh` was written so many seconds ago. */
async function asked(secondsAgo: number): Promise<Snapshot> {
  const done = await after(withFix)
  const open = done.openReleasePullRequest
  if (open === undefined) throw new Error('there should be a pull request')
  const comment = {
    id: 1,
    author: { login: 'maya', isBot: false },
    isOurs: false,
    body: '/release refresh',
    createdAt: new Date(now.getTime() - secondsAgo * 1_000).toISOString(),
    edited: false,
    url: '',
  }
  return {
    ...done,
    rights: { maya: { push: true, maintain: false } },
    openReleasePullRequest: { ...open, comments: [comment] },
  }
}

describe('/release refresh where nothing is to be refreshed', () => {
  test('is not answered before a push that came just before it would be seen', async () => {
    const { actions, lookAgainAt } = await decide(await asked(3), now)
    expect(actions).toEqual([])
    expect(lookAgainAt).toBe(new Date(now.getTime() + 7_000).toISOString())
  })

  test('is answered then', async () => {
    const { actions } = await decide(await asked(10), now)
    expect(actions).toMatchObject([{ kind: 'post-comment', body: expect.stringContaining('nothing to refresh') }])
  })

  test('is executed at once where the push is seen', async () => {
    const seen = await asked(3)
    const other = { ...seen, releaseBranch: seen.releaseBranch && { ...seen.releaseBranch, parents: ['9'.repeat(40)] } }
    const { actions } = await decide(other, now)
    expect(actions).toContainEqual(
      expect.objectContaining({ kind: 'post-comment', body: expect.stringContaining('Refreshing') }),
    )
  })
})
