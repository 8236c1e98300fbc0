import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createSmallWorld, type SmallWorld } from '../local-github/small-world.js'
import { createPerson, type Person } from './person.js'
import { createRepositoryView, type RepositoryView } from './repository-view.js'

let small: SmallWorld
let sam: Person
let repo: RepositoryView

beforeEach(async () => {
  small = await createSmallWorld()
  const settled = async () => {}
  sam = createPerson(small.world, small.repository, small.sam.user, settled)
  repo = createRepositoryView(small.world, small.repository, settled)
})
afterEach(() => small.close())

test('people link a pull request with an issue, and merging it closes the issue', async () => {
  const [linked, named, other] = [
    await sam.opens({ title: 'one' }),
    await sam.opens({ title: 'two' }),
    await sam.opens({ title: 'three' }),
  ]
  const pullRequest = await sam.proposesWith({ messages: ['fix: it', 'test: it'], body: `Fixes #${named.number}` })
  await sam.links(pullRequest, linked)
  await sam.merges(pullRequest)
  expect(pullRequest).toMatchObject({ title: 'fix: it', body: `Fixes #${named.number}` })
  expect([linked, named, other].map(({ number }) => repo.issue(number).state)).toEqual(['closed', 'closed', 'open'])
})

test('people close issues for a reason, reopen them, and put labels on and off', async () => {
  const { number } = await sam.opens({ title: 'one' })
  await sam.labels({ number }, 'bug')
  await sam.labels({ number }, 'question')
  await sam.unlabels({ number }, 'bug')
  await sam.closesIssue({ number }, 'not_planned')
  expect(repo.issue(number)).toEqual({ state: 'closed', stateReason: 'not_planned', labels: ['question'] })
  await sam.reopens({ number })
  await sam.closesIssue({ number })
  expect(repo.issue(number).stateReason).toBe('completed')
  const pullRequest = await sam.proposes('feat: a')
  await sam.labels(pullRequest, 'bug')
  expect([pullRequest.body, pullRequest.labels]).toEqual(['', ['bug']])
  await sam.unlabels(pullRequest, 'bug')
  expect(pullRequest.labels).toEqual([])
})

test('a verb that would do nothing is a mistake in the story', async () => {
  const issue = await sam.opens({ title: 'one' })
  const pullRequest = await sam.proposes('feat: a')
  await sam.closesIssue(issue)
  await expect(sam.closesIssue(issue)).rejects.toThrow('#1 is closed already')
  await expect(sam.closesIssue(pullRequest)).rejects.toThrow('#2 is no issue')
  await expect(sam.links(issue, issue)).rejects.toThrow('#1 is no pull request')
  await expect(sam.unlabels(issue, 'bug')).rejects.toThrow('#1 does not carry bug')
  expect(() => repo.issue(2)).toThrow('there is no issue #2')
})
