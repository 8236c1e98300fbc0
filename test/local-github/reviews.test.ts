import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { setCollaborator } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import { refusalOf, serve, type Serving } from './serving.js'
import { watchEvents } from './watch-events.js'

let serving: Serving
beforeAll(async () => {
  serving = await serve()
})
afterAll(() => serving.close())

const where = { owner: 'alice', repo: 'app' }

async function pullRequest(branch: string): Promise<number> {
  await serving.commit(branch, { [branch]: 'new\n' })
  const pulls = serving.clientOf(serving.alice).rest.pulls
  return (await pulls.create({ ...where, title: branch, head: branch, base: 'main' })).data.number
}

test('a review is submitted, shown, told of and dismissed', async () => {
  const told = watchEvents(serving, 'pull_request_review', 'pull_request')
  const bob = createUser(serving.world, { login: 'bob' })
  setCollaborator(serving.world, serving.repository, bob, 'write')
  const asked = { ...where, pull_number: await pullRequest('reviewed') }
  const [alices, bobs] = [serving.clientOf(serving.alice).rest.pulls, serving.clientOf(bob).rest.pulls]

  const { data: asking } = await alices.requestReviewers({ ...asked, reviewers: ['bob'] })
  expect(asking.requested_reviewers?.map(({ login }) => login)).toEqual(['bob'])
  const { data: review } = await bobs.createReview({ ...asked, event: 'APPROVE', body: 'Good' })
  expect(review).toMatchObject({ state: 'APPROVED', author_association: 'COLLABORATOR', body: 'Good' })
  expect((await alices.listRequestedReviewers(asked)).data.users).toEqual([])
  expect((await alices.listReviews(asked)).data).toHaveLength(1)

  const gone = await alices.dismissReview({ ...asked, review_id: review.id, message: 'Changed since' })
  expect(gone.data.state).toBe('DISMISSED')
  expect(await told()).toEqual([
    'pull_request.opened',
    'pull_request.review_requested',
    'pull_request_review.submitted',
    'pull_request_review.dismissed',
  ])
})

test('a review that waits is its author’s alone until it is submitted', async () => {
  const asked = { ...where, pull_number: await pullRequest('pending') }
  const carol = createUser(serving.world, { login: 'carol' })
  const carols = serving.clientOf(carol).rest.pulls
  const { data: review } = await carols.createReview(asked)
  expect(review.state).toBe('PENDING')
  expect((await serving.clientOf(serving.alice).rest.pulls.listReviews(asked)).data).toEqual([])
  const named = { ...asked, review_id: review.id }
  expect(await refusalOf(carols.createReview(asked))).toMatchObject({ status: 422 })
  await carols.updateReview({ ...named, body: 'Hm' })
  const { data: submitted } = await carols.submitReview({ ...named, event: 'COMMENT' })
  expect(submitted).toMatchObject({ state: 'COMMENTED', body: 'Hm' })
  expect(await refusalOf(carols.deletePendingReview(named))).toMatchObject({ status: 422 })
})

test('nobody approves their own pull request, and the author is not asked', async () => {
  const asked = { ...where, pull_number: await pullRequest('own') }
  const { pulls } = serving.clientOf(serving.alice).rest
  expect(await refusalOf(pulls.createReview({ ...asked, event: 'APPROVE' }))).toEqual({
    status: 422,
    message: 'Unprocessable Entity',
    errors: ['Review Can not approve your own pull request'],
  })
  expect(await refusalOf(pulls.requestReviewers({ ...asked, reviewers: ['alice'] }))).toMatchObject({
    status: 422,
    message: 'Review cannot be requested from pull request author.',
  })
})
