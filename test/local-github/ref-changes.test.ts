import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { installApp, registerApp } from '../../src/local-github/world/apps.js'
import { mergePullRequest } from '../../src/local-github/world/merge-pull-request.js'
import { editPullRequest } from '../../src/local-github/world/pull-requests.js'
import { createRef, deleteRef, updateRef, updateRefs } from '../../src/local-github/world/refs.js'
import type { Subject } from '../../src/local-github/world/subject.js'
import { createSmallWorld, type SmallWorld } from './small-world.js'
import { writeCommitOn } from './write-commit-on.js'

let small: SmallWorld

beforeEach(async () => {
  small = await createSmallWorld()
})

afterEach(() => small.close())

const setRef = (ref: string, sha: string, options: { force?: boolean } = {}) =>
  updateRef(small.world, small.repository, small.maya, ref, sha, options)
const makeRef = (ref: string, sha: string) => createRef(small.world, small.repository, small.maya, ref, sha)
const dropRef = (ref: string) => deleteRef(small.world, small.repository, small.maya, ref)

function lastPush(): Extract<Subject, { kind: 'push' }> {
  const subject = small.events.findLast(({ name }) => name === 'push')?.subject
  if (subject?.kind !== 'push') throw new Error('nothing was pushed')
  return subject
}

describe('moving refs', () => {
  test('a branch comes, moves, is forced and goes', async () => {
    const base = await small.head()
    await makeRef('refs/heads/topic', base)
    expect(small.told()).toEqual(['create', 'push'])
    expect(lastPush()).toMatchObject({ push: { before: '0'.repeat(40), after: base, forced: false }, shas: [] })
    const first = await small.commit('topic', 'feat: one')
    expect(lastPush()).toMatchObject({ push: { before: base, after: first, forced: false }, shas: [first] })
    await setRef('refs/heads/topic', base, { force: true })
    expect(lastPush()).toMatchObject({ push: { before: first, after: base, forced: true }, shas: [] })
    small.told()
    await dropRef('refs/heads/topic')
    expect(small.told().sort()).toEqual(['delete', 'push'])
    expect(small.repository.pushes.map(({ after }) => after).slice(-2)).toEqual([base, '0'.repeat(40)])
  })

  test('what GitHub would not do', async () => {
    const base = await small.head()
    const side = await small.branch('side', 'feat: one')
    await expect(makeRef('refs/heads/main', base)).rejects.toMatchObject({
      status: 422,
      message: 'Reference already exists',
    })
    await expect(makeRef('refs/heads/none', 'f'.repeat(40))).rejects.toMatchObject({
      status: 422,
      message: 'Object does not exist',
    })
    await small.commit('main', 'fix: two')
    await expect(setRef('refs/heads/main', side)).rejects.toMatchObject({
      status: 422,
      message: 'Update is not a fast forward',
    })
    await expect(setRef('refs/heads/none', base)).rejects.toMatchObject({ status: 422 })
    await expect(dropRef('refs/heads/main')).rejects.toMatchObject({ status: 422 })
    await expect(makeRef('refs/heads/a b', base)).rejects.toMatchObject({ status: 422 })
    await expect(makeRef('refs/heads/side/below', base)).rejects.toMatchObject({ status: 422 })
    await expect(makeRef('refs/pull/7/head', base)).rejects.toMatchObject({ status: 422 })
  })

  test('several at once: all or none', async () => {
    const base = await small.head()
    const side = await small.branch('side', 'feat: one')
    const both = (before: string) =>
      updateRefs(small.world, small.repository, small.maya, [
        { ref: 'refs/heads/new', after: base, before: null },
        { ref: 'refs/heads/side', after: base, before, force: true },
      ])
    await expect(both(base)).rejects.toMatchObject({ status: 422 })
    expect(await small.head('new')).toBe('')
    await both(side)
    expect([await small.head('new'), await small.head('side')]).toEqual([base, base])
  })

  test('of two that commit at once one is told that the branch moved', async () => {
    const results = await Promise.allSettled([small.commit('main', 'feat: one'), small.commit('main', 'feat: two')])
    const [lost] = results.filter(({ status }) => status === 'rejected')
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(lost).toMatchObject({ reason: { name: 'RefMoved' } })
  })

  test('of more than three tags at once nobody is told', async () => {
    const sha = await small.head()
    const tags = (...names: string[]) =>
      updateRefs(
        small.world,
        small.repository,
        small.maya,
        names.map((name) => ({ ref: `refs/tags/${name}`, after: sha, before: null })),
      )
    await tags('a', 'b', 'c')
    expect(small.told()).toEqual(['create', 'push', 'create', 'push', 'create', 'push'])
    await tags('d', 'e', 'f', 'g')
    expect(small.told()).not.toContain('push')
  })

  test('apps that may write checks are asked for a suite, on branches only', async () => {
    const app = registerApp(small.world, {
      slug: 'bot',
      name: 'Bot',
      owner: small.maya.user,
      permissions: { checks: 'write' },
      events: [],
      webhookUrl: '',
      webhookSecret: '',
    })
    installApp(small.world, app, small.maya.user, [small.repository])
    small.told()
    const sha = await small.commit('main', 'feat: one')
    expect(small.told()).toEqual(['push', 'check_suite.requested'])
    await makeRef('refs/tags/v1', sha)
    expect(small.told()).toEqual(['create', 'push'])
    expect([...small.repository.checkSuites.values()]).toMatchObject([{ headSha: sha, headBranch: 'main' }])
  })
})

describe('pull requests follow their branches', () => {
  test('a push to the head is told with before and after, and kept in refs/pull', async () => {
    const before = await small.branch('topic', 'feat: one')
    const pullRequest = await small.pullRequest('topic')
    small.told()
    const after = await small.commit('topic', 'feat: two')
    expect(small.told()).toEqual(['push', 'pull_request.synchronize'])
    expect(small.events.at(-1)?.subject).toMatchObject({ kind: 'pull_request', before, after })
    expect(pullRequest.head.sha).toBe(after)
    expect(await small.git.resolve(`refs/pull/${pullRequest.number}/head`)).toBe(after)
  })

  test('closed when the head goes, or is reset to the base', async () => {
    await small.branch('gone', 'feat: one')
    await small.branch('reset', 'feat: two')
    const [gone, reset] = [await small.pullRequest('gone'), await small.pullRequest('reset')]
    await dropRef('refs/heads/gone')
    await setRef('refs/heads/reset', await small.head(), { force: true })
    expect([gone, reset].map(({ state, merged }) => [state, merged])).toEqual([
      ['closed', undefined],
      ['closed', undefined],
    ])
    const reopen = editPullRequest(small.world, small.repository, small.maya, gone.number, { state: 'open' })
    await expect(reopen).rejects.toMatchObject({ status: 422 })
  })

  test('merged when a push brings the head to the base: forwarded, or by a merge made elsewhere', async () => {
    const head = await small.branch('forward', 'feat: one', 'feat: two')
    const forwarded = await small.pullRequest('forward')
    await setRef('refs/heads/main', head)
    expect(forwarded).toMatchObject({ state: 'closed', merged: { sha: head }, head: { sha: head } })

    const other = await small.branch('merge', 'feat: three')
    const merged = await small.pullRequest('merge')
    const base = await small.commit('main', 'chore: meanwhile')
    const sha = await writeCommitOn(small, 'main', { message: 'Merge', parents: [base, other] })
    expect(merged).toMatchObject({ state: 'closed', merged: { sha }, head: { sha: other } })
  })

  test('one that stands on another goes where that was merged when its branch goes', async () => {
    await small.branch('below', 'feat: one')
    await makeRef('refs/heads/above', await small.head('below'))
    await small.commit('above', 'feat: two')
    const below = await small.pullRequest('below')
    const above = await small.pullRequest('above', { base: 'below' })
    await mergePullRequest(small.world, small.repository, small.maya, below.number)
    small.told()
    await dropRef('refs/heads/below')
    expect(above).toMatchObject({ state: 'open', base: { ref: 'main', sha: await small.head() } })
    expect(small.told()).toContain('pull_request.edited')
    const aside = editPullRequest(small.world, small.repository, small.maya, above.number, { base: 'above' })
    await expect(aside).rejects.toMatchObject({ status: 422, errors: [{ field: 'base' }] })
  })

  test('a base that moves leaves it open', async () => {
    await small.branch('topic', 'feat: one')
    const pullRequest = await small.pullRequest('topic')
    small.told()
    await small.commit('main', 'chore: meanwhile')
    expect(small.told()).toEqual(['push'])
    expect(pullRequest.state).toBe('open')
  })

  test('what cannot be opened', async () => {
    await small.branch('empty')
    await expect(small.pullRequest('empty')).rejects.toMatchObject({
      status: 422,
      errors: [{ message: 'No commits between main and empty' }],
    })
    await expect(small.pullRequest('none')).rejects.toMatchObject({ status: 422, errors: [{ field: 'head' }] })
    await small.branch('topic', 'feat: one')
    const results = await Promise.allSettled([small.pullRequest('topic'), small.pullRequest('topic')])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(results[1]).toMatchObject({
      reason: { errors: [{ message: 'A pull request already exists for maya:topic.' }] },
    })
  })
})
