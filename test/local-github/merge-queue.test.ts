import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createStatus } from '../../src/local-github/world/statuses.js'
import { serve, type Serving } from './serving.js'
import { watchEvents } from './watch-events.js'

const where = { owner: 'alice', repo: 'app' }
let serving: Serving
beforeEach(async () => {
  serving = await serve()
  await serving.clientOf(serving.alice).rest.repos.createRepoRuleset({
    ...where,
    name: 'queue',
    enforcement: 'active',
    conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
    rules: [
      {
        type: 'merge_queue',
        parameters: {
          check_response_timeout_minutes: 60,
          grouping_strategy: 'ALLGREEN',
          max_entries_to_build: 5,
          max_entries_to_merge: 5,
          merge_method: 'SQUASH',
          min_entries_to_merge: 1,
          min_entries_to_merge_wait_minutes: 5,
        },
      },
      {
        type: 'required_status_checks',
        parameters: { strict_required_status_checks_policy: false, required_status_checks: [{ context: 'test' }] },
      },
    ],
  })
})
afterEach(() => serving.close())

const queueRefs = async () => {
  const refs = await serving.world.git(serving.repository).listRefs('refs/heads/gh-readonly-queue/')
  return refs.map(({ name, sha }) => ({ name: name.replace('refs/heads/gh-readonly-queue/', ''), sha }))
}

async function passes(sha: string, state: 'success' | 'failure' = 'success'): Promise<void> {
  const actor = { kind: 'user', user: serving.alice } as const
  await createStatus(serving.world, serving.repository, actor, { sha, state, context: 'test' })
  await serving.github.idle()
}

async function ready(branch: string): Promise<{ number: number; id: string }> {
  await passes(await serving.commit(branch, { [branch]: '1\n' }))
  const asked = { ...where, title: `feat: ${branch}`, head: branch, base: 'main' }
  const { data } = await serving.clientOf(serving.alice).rest.pulls.create(asked)
  return { number: data.number, id: data.node_id }
}

async function ask(query: string, id: string): Promise<unknown> {
  const response = await fetch(`${serving.url}/api/graphql`, {
    method: 'POST',
    headers: { authorization: `bearer ${serving.alice.token}` },
    body: JSON.stringify({ query: `mutation($id: ID!) { ${query} }`, variables: { id } }),
  })
  return response.json()
}

const enqueue = (id: string) =>
  ask(
    'enqueuePullRequest(input: { pullRequestId: $id }) { mergeQueueEntry { position state pullRequest { number } } }',
    id,
  )

const isMerged = async (number: number) =>
  (await serving.clientOf(serving.alice).rest.pulls.get({ ...where, pull_number: number })).data.merged

test('what is queued merges, in order, when the checks of its group pass', async () => {
  const told = watchEvents(serving, 'merge_group', 'pull_request')
  const [first, second] = [await ready('first'), await ready('second')]
  expect(await enqueue(first.id)).toEqual({
    data: {
      enqueuePullRequest: {
        mergeQueueEntry: { position: 1, state: 'AWAITING_CHECKS', pullRequest: { number: first.number } },
      },
    },
  })
  await enqueue(second.id)
  const refs = await queueRefs()
  expect(refs.map(({ name }) => name.replace(/[0-9a-f]{40}$/, 'sha'))).toEqual([
    `main/pr-${first.number}-sha`,
    `main/pr-${second.number}-sha`,
  ])
  await passes(refs[1]?.sha ?? '')
  expect(await isMerged(first.number)).toBe(false)
  await passes(refs[0]?.sha ?? '')
  expect([await isMerged(first.number), await isMerged(second.number)]).toEqual([true, true])
  expect(await serving.world.git(serving.repository).resolve('refs/heads/main')).toBe(refs[1]?.sha)
  expect(await queueRefs()).toEqual([])
  expect(await told()).toEqual([
    'pull_request.opened',
    'pull_request.opened',
    'pull_request.enqueued',
    'merge_group.checks_requested',
    'pull_request.enqueued',
    'merge_group.checks_requested',
    'pull_request.dequeued',
    'pull_request.closed',
    'merge_group.destroyed',
    'pull_request.dequeued',
    'pull_request.closed',
    'merge_group.destroyed',
  ])
})

test('what fails leaves the queue, and what was behind it is tried anew', async () => {
  const [first, second] = [await ready('first'), await ready('second')]
  await enqueue(first.id)
  await enqueue(second.id)
  await passes((await queueRefs())[0]?.sha ?? '', 'failure')
  const [again, ...none] = await queueRefs()
  expect(none).toEqual([])
  expect(again?.name).toBe(`main/pr-${second.number}-${serving.head}`)
  await passes(again?.sha ?? '')
  expect([await isMerged(first.number), await isMerged(second.number)]).toEqual([false, true])
})

test('nothing goes past the queue; what is taken out or pushed to is not merged', async () => {
  const [first, second] = [await ready('first'), await ready('second')]
  const { pulls } = serving.clientOf(serving.alice).rest
  const merging = pulls.merge({ ...where, pull_number: first.number }).catch((error: Error) => error.message)
  expect(await merging).toContain('Changes must be made through the merge queue')
  await enqueue(first.id)
  await enqueue(second.id)
  await ask('dequeuePullRequest(input: { id: $id }) { mergeQueueEntry { id } }', first.id)
  await serving.commit('second', { more: '1\n' })
  await serving.github.idle()
  expect(await queueRefs()).toEqual([])
  expect(await ask('dequeuePullRequest(input: { id: $id }) { clientMutationId }', first.id)).toMatchObject({
    errors: [{ type: 'UNPROCESSABLE' }],
  })
})
