import type { Octokit } from '@octokit/rest'
import { refused } from './refused.js'
import { mainOf, type Where } from './where.js'

/** A pull request of the installation's that another person reviews. */
export async function askReviews(author: Octokit, reviewer: Octokit, where: Where, login: string): Promise<void> {
  const main = await mainOf(author, where)
  await author.rest.git.createRef({ ...where, ref: 'refs/heads/reviewed', sha: main })
  const file = {
    ...where,
    branch: 'reviewed',
    path: 'reviewed.txt',
    message: 'feat: reviewed',
    content: 'cmV2aWV3ZWQK',
  }
  await author.rest.repos.createOrUpdateFileContents(file)
  const { data: opened } = await author.rest.pulls.create({
    ...where,
    title: 'feat: reviewed',
    head: 'reviewed',
    base: 'main',
  })
  const named = { ...where, pull_number: opened.number }
  await author.rest.pulls.requestReviewers({ ...named, reviewers: [login] })
  await author.rest.pulls.listRequestedReviewers(named)
  await author.rest.pulls.removeRequestedReviewers({ ...named, reviewers: [login] })
  await refused(422, author.rest.pulls.createReview({ ...named, event: 'APPROVE' }))
  const { data: gone } = await reviewer.rest.pulls.createReview(named)
  await reviewer.rest.pulls.deletePendingReview({ ...named, review_id: gone.id })
  const { data: pending } = await reviewer.rest.pulls.createReview({ ...named, body: 'Hm' })
  const review = { ...named, review_id: pending.id }
  await reviewer.rest.pulls.updateReview({ ...review, body: 'Good' })
  await reviewer.rest.pulls.submitReview({ ...review, event: 'APPROVE' })
  await author.rest.pulls.getReview(review)
  await author.rest.pulls.listReviews({ ...named, per_page: 1 })
  await author.rest.pulls.dismissReview({ ...review, message: 'changed since' })
}
