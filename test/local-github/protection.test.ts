import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { setCollaborator } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import { install, refusalOf, serve, type Serving } from './serving.js'

let serving: Serving
beforeEach(async () => {
  serving = await serve()
})
afterEach(() => serving.close())

const where = { owner: 'alice', repo: 'app', branch: 'main' }
const client = () => serving.clientOf(serving.alice).rest

const nothing = {
  ...where,
  required_status_checks: null,
  enforce_admins: false,
  required_pull_request_reviews: null,
  restrictions: null,
}

test('a branch is protected, shown so, and freed again', async () => {
  expect(await refusalOf(client().repos.getBranchProtection(where))).toMatchObject({
    status: 404,
    message: 'Branch not protected',
  })
  await client().repos.updateBranchProtection({
    ...nothing,
    required_status_checks: { strict: true, contexts: ['test'] },
    required_pull_request_reviews: { required_approving_review_count: 2 },
  })
  const { data } = await client().repos.getBranchProtection(where)
  expect(data).toMatchObject({
    required_status_checks: { strict: true, contexts: ['test'], checks: [{ context: 'test', app_id: null }] },
    required_pull_request_reviews: { required_approving_review_count: 2 },
    enforce_admins: { enabled: false },
  })
  const { data: checks } = await client().repos.updateStatusCheckProtection({ ...where, contexts: ['test', 'lint'] })
  expect(checks.contexts).toEqual(['test', 'lint'])
  await client().repos.deleteBranchProtection(where)
  expect(await refusalOf(client().repos.getBranchProtection(where))).toMatchObject({ status: 404 })
})

test('an app is refused what a person who administers may do', async () => {
  const { token } = install(serving, { contents: 'write', pull_requests: 'write' })
  const sha = await serving.commit('topic', { topic: '1\n' })
  const { number } = (await client().pulls.create({ ...where, title: 't', head: 'topic', base: 'main' })).data
  await client().repos.updateBranchProtection({
    ...nothing,
    required_status_checks: { strict: false, contexts: ['x'] },
  })
  const bot = serving.clientOf(await token()).rest
  expect(await refusalOf(bot.pulls.merge({ ...where, pull_number: number }))).toMatchObject({
    status: 405,
    message: 'Required status check "x" is expected.',
  })
  expect(await refusalOf(bot.git.updateRef({ ...where, ref: 'heads/main', sha }))).toMatchObject({
    status: 422,
    message: 'Required status check "x" is expected.',
  })
  const query = `{ repository(owner: "alice", name: "app") { pullRequest(number: ${number}) {
    statusCheckRollup { contexts(first: 5) { nodes { ... on StatusContext { context isRequired(pullRequestNumber: ${number}) } } } } } } }`
  for (const context of ['x', 'y'])
    await client().repos.createCommitStatus({ ...where, sha, state: 'pending', context })
  const response = await fetch(`${serving.url}/api/graphql`, {
    method: 'POST',
    headers: { authorization: `bearer ${serving.alice.token}` },
    body: JSON.stringify({ query }),
  })
  const required = [
    { context: 'x', isRequired: true },
    { context: 'y', isRequired: false },
  ]
  expect(await response.json()).toEqual({
    data: {
      repository: {
        pullRequest: { statusCheckRollup: { contexts: { nodes: expect.arrayContaining(required) as unknown } } },
      },
    },
  })
  expect((await client().pulls.merge({ ...where, pull_number: number })).data.merged).toBe(true)
})

test('a push takes approvals back where that is asked for', async () => {
  const bob = createUser(serving.world, { login: 'bob' })
  setCollaborator(serving.world, serving.repository, bob, 'write')
  await serving.commit('topic', { topic: '1\n' })
  const { number } = (await client().pulls.create({ ...where, title: 't', head: 'topic', base: 'main' })).data
  const asked = { ...where, pull_number: number }
  const reviews = { required_approving_review_count: 1, dismiss_stale_reviews: true }
  await client().repos.updateBranchProtection({ ...nothing, required_pull_request_reviews: reviews })
  await serving.clientOf(bob).rest.pulls.createReview({ ...asked, event: 'APPROVE' })
  expect((await client().pulls.get(asked)).data.mergeable_state).toBe('clean')
  await serving.commit('topic', { topic: '2\n' })
  expect((await client().pulls.listReviews(asked)).data).toMatchObject([{ state: 'DISMISSED' }])
  // GitHub works it out after it was asked for.
  await client().pulls.get(asked)
  serving.moveClock(60_000)
  expect((await client().pulls.get(asked)).data.mergeable_state).toBe('blocked')
})

test('reviews that are required decide, for those who may write', async () => {
  const [bob, eve] = ['bob', 'eve'].map((login) => createUser(serving.world, { login }))
  setCollaborator(serving.world, serving.repository, bob!, 'write')
  await serving.commit('topic', { topic: '1\n' })
  const { number, node_id } = (await client().pulls.create({ ...where, title: 't', head: 'topic', base: 'main' })).data
  const reviews = { required_approving_review_count: 1 }
  await client().repos.updateBranchProtection({
    ...nothing,
    enforce_admins: true,
    required_pull_request_reviews: reviews,
  })
  const decision = async () => {
    const query =
      'query($id: ID!) { node(id: $id) { ... on PullRequest { reviewDecision reviews(first: 9) { nodes { state author { login } } } } } }'
    const response = await fetch(`${serving.url}/api/graphql`, {
      method: 'POST',
      headers: { authorization: `bearer ${serving.alice.token}` },
      body: JSON.stringify({ query, variables: { id: node_id } }),
    })
    const { data } = (await response.json()) as { data: { node: { reviewDecision: string; reviews: object } } }
    return data.node
  }
  expect((await decision()).reviewDecision).toBe('REVIEW_REQUIRED')
  const approve = (user: typeof bob) =>
    serving.clientOf(user!).rest.pulls.createReview({ ...where, pull_number: number, event: 'APPROVE' })
  await approve(eve)
  expect((await decision()).reviewDecision).toBe('REVIEW_REQUIRED')
  expect(await refusalOf(client().pulls.merge({ ...where, pull_number: number }))).toMatchObject({
    status: 405,
    message: 'At least 1 approving review is required by reviewers with write access.',
  })
  await approve(bob)
  expect(await decision()).toEqual({
    reviewDecision: 'APPROVED',
    reviews: {
      nodes: [
        { state: 'APPROVED', author: { login: 'eve' } },
        { state: 'APPROVED', author: { login: 'bob' } },
      ],
    },
  })
  expect((await client().pulls.merge({ ...where, pull_number: number })).data.merged).toBe(true)
})
