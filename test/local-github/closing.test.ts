import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { closingIssues, linkIssue, unlinkIssue } from '../../src/local-github/world/issue-links.js'
import { editIssue, openIssue } from '../../src/local-github/world/issues.js'
import { mergePullRequest, type MergeOptions } from '../../src/local-github/world/merge-pull-request.js'
import { editPullRequest } from '../../src/local-github/world/pull-requests.js'
import { createRef, updateRef } from '../../src/local-github/world/refs.js'
import { editRepository } from '../../src/local-github/world/repositories.js'
import type { PullRequest } from '../../src/local-github/world/entities.js'
import { createSmallWorld, type SmallWorld } from './small-world.js'

let small: SmallWorld

beforeEach(async () => {
  small = await createSmallWorld()
})
afterEach(() => small.close())

const openBug = (title = 'a bug') => openIssue(small.world, small.repository, small.sam, { title })
const link = (pullRequest: PullRequest, issue: Awaited<ReturnType<typeof openBug>>) =>
  linkIssue(small.world, small.maya, pullRequest, issue)
const merge = ({ number }: PullRequest, options: MergeOptions = {}) =>
  mergePullRequest(small.world, small.repository, small.maya, number, options)
const by = ({ number }: PullRequest) => ({ kind: 'pullRequest', number })

async function propose(more: Parameters<SmallWorld['pullRequest']>[1] = {}, message = 'fix: topic') {
  await small.branch('topic', message)
  return small.pullRequest('topic', more)
}

describe('a link made by hand', () => {
  test('closes the issue when the pull request is merged', async () => {
    const [issue, other] = [await openBug(), await openBug()]
    const pullRequest = await propose({ body: `refs #${other.number}` })
    link(pullRequest, issue)
    link(pullRequest, issue)
    expect(closingIssues(small.repository, pullRequest)).toEqual([issue])
    await merge(pullRequest)
    expect(issue).toMatchObject({ state: 'closed', stateReason: 'completed', closer: by(pullRequest) })
    expect(other.state).toBe('open')
  })

  test('is told in both timelines, once, and to no app', async () => {
    const issue = await openBug()
    const pullRequest = await propose()
    small.told()
    link(pullRequest, issue)
    link(pullRequest, issue)
    unlinkIssue(small.world, small.maya, pullRequest, issue)
    unlinkIssue(small.world, small.maya, pullRequest, issue)
    expect(small.told()).toEqual([])
    expect(issue.events.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['connected', String(pullRequest.number)],
      ['disconnected', String(pullRequest.number)],
    ])
    expect(pullRequest.events.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['connected', String(issue.number)],
      ['disconnected', String(issue.number)],
    ])
    await merge(pullRequest)
    expect(issue.state).toBe('open')
  })

  test('stays with a pull request into another branch, whose merge closes nothing', async () => {
    const [linked, named] = [await openBug(), await openBug()]
    await createRef(small.world, small.repository, small.maya, 'refs/heads/next', await small.head())
    const pullRequest = await propose({ base: 'next', body: `Fixes #${named.number}` })
    link(pullRequest, linked)
    expect(closingIssues(small.repository, pullRequest)).toEqual([linked])
    await merge(pullRequest)
    expect([linked.state, named.state]).toEqual(['open', 'open'])
  })

  test('is one of ten at most', async () => {
    const pullRequest = await propose()
    for (let made = 0; made < 10; made += 1) link(pullRequest, await openBug())
    const eleventh = await openBug()
    expect(() => link(pullRequest, eleventh)).toThrow('at most 10')
    expect(pullRequest.linkedIssues).toHaveLength(10)
  })

  test('outlives the words that name the same issue', async () => {
    const issue = await openBug()
    const pullRequest = await propose({ body: `Fixes #${issue.number}` })
    link(pullRequest, issue)
    expect(closingIssues(small.repository, pullRequest)).toEqual([issue])
    await editPullRequest(small.world, small.repository, small.maya, pullRequest.number, { body: '' })
    expect(closingIssues(small.repository, pullRequest)).toEqual([issue])
  })
})

describe('what closes an issue', () => {
  test('is the first commit that names it, of those pushed straight to the default branch', async () => {
    const issue = await openBug()
    await small.branch(
      'aside',
      'fix: nothing',
      `fix: one\n\nFixes #${issue.number}`,
      `fix: two, fixes #${issue.number}`,
    )
    const [, first] = await small.git.logShas({ from: 'refs/heads/aside', not: await small.head(), limit: 9 })
    expect(issue.state).toBe('open')
    const tip = await small.head('aside')
    await updateRef(small.world, small.repository, small.sam, 'refs/heads/main', tip, { force: false })
    expect(issue).toMatchObject({
      state: 'closed',
      stateReason: 'completed',
      closedBy: small.sam.user,
      closer: { kind: 'commit', sha: first },
    })
  })

  test.each(['merge', 'squash', 'rebase'] as const)(
    'is the pull request, by %s, for its commits too',
    async (method) => {
      const issue = await openBug()
      const pullRequest = await propose({}, `fix: topic\n\nFixes #${issue.number}`)
      await merge(pullRequest, { method })
      expect(issue.closer).toEqual(by(pullRequest))
    },
  )

  test('is the pull request for what the message of the merge names, not for what a squash leaves out', async () => {
    const [said, unsaid] = [await openBug(), await openBug()]
    const pullRequest = await propose({}, `fix: topic\n\nFixes #${unsaid.number}`)
    await merge(pullRequest, { method: 'squash', commitTitle: 'fix: it', commitMessage: `Closes #${said.number}` })
    expect(said.closer).toEqual(by(pullRequest))
    expect(unsaid.state).toBe('open')
  })

  test('is the pull request where its commits are pushed, for what it is linked with', async () => {
    const [linked, named] = [await openBug(), await openBug()]
    const pullRequest = await propose({}, `fix: topic\n\nFixes #${named.number}`)
    link(pullRequest, linked)
    await updateRef(small.world, small.repository, small.maya, 'refs/heads/main', pullRequest.head.sha, {
      force: false,
    })
    expect(pullRequest.merged).toBeDefined()
    expect(linked.closer).toEqual(by(pullRequest))
    expect(named.closer).toEqual({ kind: 'commit', sha: pullRequest.head.sha })
  })

  test('is kept of each closing, and is nothing for one by hand', async () => {
    const issue = await openBug()
    const pullRequest = await propose({ body: `Fixes #${issue.number}` })
    await merge(pullRequest)
    editIssue(small.world, small.repository, small.sam, issue, { state: 'open' })
    expect(issue.closer).toBeUndefined()
    editIssue(small.world, small.repository, small.sam, issue, { state: 'closed', stateReason: 'not_planned' })
    expect(issue.closer).toBeUndefined()
    const told = issue.events.filter(({ kind }) => kind !== 'cross_referenced')
    expect(told.map(({ kind, detail, closer }) => [kind, detail, closer])).toEqual([
      ['closed', 'completed', by(pullRequest)],
      ['reopened', 'reopened', undefined],
      ['closed', 'not_planned', undefined],
    ])
  })
})

describe('where auto-close is switched off', () => {
  beforeEach(() => editRepository(small.world, small.repository, { autoCloseIssues: false }))

  test.each(['merge', 'squash', 'rebase'] as const)('merging by %s closes nothing', async (method) => {
    const [named, linked, inCommit] = [await openBug(), await openBug(), await openBug()]
    const pullRequest = await propose({ body: `Fixes #${named.number}` }, `fix: topic\n\nFixes #${inCommit.number}`)
    link(pullRequest, linked)
    await merge(pullRequest, { method })
    expect([named.state, linked.state, inCommit.state]).toEqual(['open', 'open', 'open'])
    expect(closingIssues(small.repository, pullRequest)).toEqual([named, linked])
  })

  test('a commit pushed straight to the default branch still closes what it names', async () => {
    const issue = await openBug()
    const sha = await small.commit('main', `fix: it (fixes #${issue.number})`)
    expect(issue.closer).toEqual({ kind: 'commit', sha })
  })
})
