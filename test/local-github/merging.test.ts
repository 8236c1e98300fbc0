import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { writeCommitOn } from './write-commit-on.js'
import { openIssue } from '../../src/local-github/world/issues.js'
import { mergePullRequest } from '../../src/local-github/world/merge-pull-request.js'
import { editPullRequest } from '../../src/local-github/world/pull-requests.js'
import { createSmallWorld, type SmallWorld } from './small-world.js'

let small: SmallWorld

beforeEach(async () => {
  small = await createSmallWorld()
})

afterEach(() => small.close())

const merge = (number: number, options: Parameters<typeof mergePullRequest>[4] = {}) =>
  mergePullRequest(small.world, small.repository, small.maya, number, options)

const openBug = (title: string) => openIssue(small.world, small.repository, small.sam, { title })

describe('a merge commit', () => {
  test('has both parents, GitHub’s message and GitHub as the committer, even where it could have been forwarded', async () => {
    const base = await small.head()
    const head = await small.branch('topic', 'feat: one')
    const { number } = await small.pullRequest('topic', { title: 'feat: tides' })
    const { sha } = await merge(number)
    expect(await small.git.readCommit(sha)).toMatchObject({
      parents: [base, head],
      message: `Merge pull request #${number} from maya/topic\n\nfeat: tides`,
      author: { name: 'Maya' },
      committer: { name: 'GitHub', email: 'noreply@github.com' },
    })
    expect(await small.head()).toBe(sha)
  })

  test('freezes the pull request', async () => {
    const base = await small.head()
    const head = await small.branch('topic', 'feat: one')
    const pullRequest = await small.pullRequest('topic')
    const { sha } = await merge(pullRequest.number)
    await small.commit('main', 'fix: later')
    await small.commit('topic', 'fix: too late')
    expect(pullRequest).toMatchObject({
      state: 'closed',
      merged: { sha, method: 'merge' },
      head: { sha: head },
      base: { sha: base },
    })
    expect(await small.git.resolve(`refs/pull/${pullRequest.number}/head`)).toBe(head)
  })

  test('tells of the pull request and of the push', async () => {
    await small.branch('topic', 'feat: one')
    const { number } = await small.pullRequest('topic')
    small.told()
    await merge(number)
    expect(small.told().sort()).toEqual(['pull_request.closed', 'push'])
  })
})

describe('a squash', () => {
  test('of one commit takes its message', async () => {
    const base = await small.head()
    await small.branch('topic', 'feat(tides): a week\n\nOne line a day.\n\nRefs: #12')
    const { number } = await small.pullRequest('topic', { title: 'another title' })
    const { sha } = await merge(number, { method: 'squash' })
    expect(await small.git.readCommit(sha)).toMatchObject({
      parents: [base],
      message: `feat(tides): a week (#${number})\n\nOne line a day.\n\nRefs: #12`,
    })
  })

  test('of several takes the title and lists them, with whoever else wrote some', async () => {
    await small.branch('topic', 'feat: one', 'fix: two\n\nBecause of one.')
    await small.commit('topic', 'docs: three', { 'three.md': '' }, small.sam)
    const { number } = await small.pullRequest('topic', { title: 'feat: tides' })
    const { sha } = await merge(number, { method: 'squash' })
    const email = `${small.sam.user.id}+sam@users.noreply.github.com`
    expect((await small.git.readCommit(sha))?.message).toBe(
      `feat: tides (#${number})\n\n* feat: one\n\n* fix: two\n\nBecause of one.\n\n* docs: three\n\n---------\n\nCo-authored-by: Sam <${email}>`,
    )
  })
})

describe('a rebase', () => {
  test('replays each commit, with its author and date', async () => {
    await small.branch('topic', 'feat: one', 'fix: two\n\nbody')
    const base = await small.commit('main', 'chore: meanwhile')
    const before = await small.git.log({ from: 'topic', not: base })
    small.moveClock(60)
    const { number } = await small.pullRequest('topic')
    const { sha } = await mergePullRequest(small.world, small.repository, small.sam, number, { method: 'rebase' })
    const after = await small.git.log({ from: sha, not: base })
    expect(after.map(({ message, author }) => ({ message, author }))).toEqual(
      before.map(({ message, author }) => ({ message, author })),
    )
    expect(after.map(({ committer }) => committer.name)).toEqual(['Sam', 'Sam'])
    expect(after.at(-1)?.parents).toEqual([base])
  })

  test('makes new commits even on top of its base', async () => {
    const head = await small.branch('topic', 'feat: one')
    const { number } = await small.pullRequest('topic')
    const { sha } = await merge(number, { method: 'rebase' })
    expect(sha).not.toBe(head)
    expect((await small.git.readCommit(sha))?.parents).toEqual((await small.git.readCommit(head))?.parents)
  })

  test('leaves merge commits out', async () => {
    await small.branch('topic', 'feat: one')
    const meanwhile = await small.commit('main', 'chore: meanwhile')
    await writeCommitOn(small, 'topic', { message: 'Merge main', parents: [await small.head('topic'), meanwhile] })
    await small.commit('topic', 'feat: two')
    const { number } = await small.pullRequest('topic')
    const { sha } = await merge(number, { method: 'rebase' })
    const log = await small.git.log({ from: sha, not: meanwhile })
    expect(log.map(({ message }) => message)).toEqual(['feat: two', 'feat: one'])
  })
})

describe('what cannot be merged', () => {
  test('a conflict, a draft, a closed and a merged one', async () => {
    await small.branch('topic')
    await small.commit('topic', 'feat: ours', { file: 'ours' })
    await small.commit('main', 'feat: theirs', { file: 'theirs' })
    const conflict = await small.pullRequest('topic')
    await expect(merge(conflict.number)).rejects.toMatchObject({
      status: 405,
      message: 'Pull Request is not mergeable',
    })
    await expect(merge(conflict.number, { method: 'rebase' })).rejects.toMatchObject({ status: 405 })

    await small.branch('draft', 'feat: one')
    const draft = await small.pullRequest('draft', { draft: true })
    await expect(merge(draft.number)).rejects.toMatchObject({ status: 405, message: expect.stringMatching(/draft/) })
    await editPullRequest(small.world, small.repository, small.maya, draft.number, { draft: false })
    await merge(draft.number)
    await expect(merge(draft.number)).rejects.toMatchObject({ status: 405 })
  })

  test('a head that moved, a method that is switched off', async () => {
    const stale = await small.branch('topic', 'feat: one')
    const { number } = await small.pullRequest('topic')
    await small.commit('topic', 'feat: two')
    const message = 'Head branch was modified. Review and try the merge again.'
    await expect(merge(number, { sha: stale })).rejects.toMatchObject({ status: 409, message })
    small.repository.mergeMethods = { merge: false, squash: true, rebase: true }
    await expect(merge(number)).rejects.toMatchObject({
      status: 405,
      message: 'Merge commits are not allowed on this repository.',
    })
  })

  test('two at once: both get in, one after the other', async () => {
    await small.branch('one', 'feat: one')
    await small.branch('two', 'feat: two')
    const [one, two] = [await small.pullRequest('one'), await small.pullRequest('two')]
    const [first, second] = await Promise.all([merge(one.number), merge(two.number, { method: 'squash' })])
    expect((await small.git.readCommit(second.sha))?.parents).toEqual([first.sha])
  })
})

describe('issues named by closing keywords', () => {
  test.each(['Fixes #1', 'closes: #1', 'It resolved maya/harbour#1, at last', 'x\n\nFIX #1'])(
    '%j in the body closes the issue',
    async (body) => {
      const issue = await openBug('a bug')
      await small.branch('topic', 'feat: one')
      const { number } = await small.pullRequest('topic', { body })
      small.told()
      await merge(number)
      expect(issue).toMatchObject({
        state: 'closed',
        stateReason: 'completed',
        closer: { kind: 'pullRequest', number },
      })
      expect(small.told()).toContain('issues.closed')
    },
  )

  test.each(['prefixes #1', 'fixes #12', 'fixes sam/harbour#1', 'see #1', '`fixes #1`'])(
    '%j does not',
    async (body) => {
      const issue = await openBug('a bug')
      await small.branch('topic', 'feat: one')
      await merge((await small.pullRequest('topic', { body })).number)
      expect(issue.state).toBe('open')
    },
  )

  test('in the message of a merged commit, and of one pushed straight to the default branch', async () => {
    const [first, second, third] = [await openBug('one'), await openBug('two'), await openBug('three')]
    await small.branch('topic', `fix: one\n\nCloses #${first.number}`)
    const { number } = await small.pullRequest('topic')
    await merge(number, { method: 'squash' })
    expect(first).toMatchObject({ state: 'closed', closer: { kind: 'pullRequest', number } })
    const sha = await small.commit('main', `fix: two (fixes #${second.number})`)
    expect(second).toMatchObject({ state: 'closed', stateReason: 'completed', closer: { kind: 'commit', sha } })
    await small.branch('aside', `fix: three, fixes #${third.number}`)
    expect(third.state).toBe('open')
  })
})
