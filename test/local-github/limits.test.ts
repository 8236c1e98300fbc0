import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { install, serve, type Serving } from './serving.js'

let serving: Serving
let token: string

beforeAll(async () => {
  serving = await serve({ requestsPerHour: { signedIn: 100_000, anonymous: 60 } })
})
beforeEach(async () => {
  serving.moveClock(60 * 60 * 1000)
  token = await install(serving, { issues: 'write', contents: 'write' }).token()
})
afterAll(() => serving.close())

function ask(method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${serving.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
}

const read = () => ask('GET', '/api/v3/repos/alice/app')
const write = () => ask('POST', '/api/v3/repos/alice/app/git/blobs', { content: 'x' })
const openIssue = () => ask('POST', '/api/v3/repos/alice/app/issues', { title: 'Hello' })
const graphql = (query: string) => ask('POST', '/graphql', { query })

/** The statuses of so many, and how many there were of each. */
async function tally(times: number, one: () => Promise<Response>): Promise<Record<number, number>> {
  const counts: Record<number, number> = {}
  for (let done = 0; done < times; done += 1) {
    const { status } = await one()
    counts[status] = (counts[status] ?? 0) + 1
  }
  return counts
}

describe('secondary limits', () => {
  test('900 points a minute: a read is one, a write five; then 429 with the seconds to wait', async () => {
    expect(await tally(160, write)).toEqual({ 201: 160 })
    expect(await tally(100, read)).toEqual({ 200: 100 })
    serving.moveClock(20_000)
    const refused = await read()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '40'])
    expect(refused.headers.get('x-github-request-id')).toMatch(/^[0-9A-F:]+$/)
    expect(await refused.json()).toMatchObject({
      message: expect.stringContaining('You have exceeded a secondary rate limit.'),
      documentation_url: expect.stringContaining('#about-secondary-rate-limits'),
    })
    serving.moveClock(40_000)
    expect((await read()).status).toBe(200)
  })

  test('80 new issues, comments, pull requests, reviews and releases a minute; then 403', async () => {
    expect(await tally(79, openIssue)).toEqual({ 201: 79 })
    const mutation = `mutation { createIssue(input: { repositoryId: "${serving.repository.nodeId}", title: "x" }) { clientMutationId } }`
    expect((await graphql(mutation)).status).toBe(200)
    const refused = await openIssue()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([403, '60'])
    expect(await refused.json()).toMatchObject({ message: expect.stringContaining('blocked from content creation') })
    expect((await write()).status).toBe(201)
    serving.moveClock(60_000)
    expect((await openIssue()).status).toBe(201)
  })

  test('each of them counts that comes in one GraphQL request, in fragments too; changes and labels do not', async () => {
    const { number, node_id: subject } = (await (await openIssue()).json()) as { number: number; node_id: string }
    const comment = `addComment(input: { subjectId: "${subject}", body: "x" }) { clientMutationId }`
    const twenty = Array.from({ length: 20 }, (_, index) => `c${index}: ${comment}`).join(' ')
    const change = `closeIssue(input: { issueId: "${subject}" }) { clientMutationId }`
    for (const query of [
      `mutation { ${twenty} ${change} }`,
      `mutation { ... on Mutation { ${twenty} } }`,
      `mutation { ...All } fragment All on Mutation { ${twenty} }`,
      `mutation { ${change} }`,
    ]) {
      const answer = await graphql(query)
      expect([answer.status, ((await answer.json()) as { errors?: unknown }).errors]).toEqual([200, undefined])
    }
    const refused = await graphql(`mutation { ${twenty} }`)
    expect(refused.status).toBe(403)
    const said = [...serving.repository.comments.values()].filter(({ issueNumber }) => issueNumber === number)
    expect(said).toHaveLength(60)
    expect(await tally(20, openIssue)).toEqual({ 201: 19, 403: 1 })
  })

  test('500 of them an hour', async () => {
    for (let minute = 0; minute < 10; minute += 1) {
      expect(await tally(50, openIssue)).toEqual({ 201: 50 })
      serving.moveClock(60_000)
    }
    const refused = await openIssue()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([403, String(50 * 60)])
  })

  test('100 at once: the next is refused while they are under way', async () => {
    serving.github.secondaryLimits.set({ restPointsAMinute: Infinity })
    let letGo = () => {}
    const work = new Promise<void>((resolve) => (letGo = resolve))
    const held = serving.world.exclusively(serving.repository, () => work)
    const ref = (index: number) => ({ ref: `refs/heads/at-once-${index}`, sha: serving.head })
    const waiting = Array.from({ length: 100 }, (_, index) =>
      ask('POST', '/api/v3/repos/alice/app/git/refs', ref(index)),
    )
    let refused = await read()
    for (let time = 0; refused.status === 200 && time < 100; time += 1) refused = await read()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    letGo()
    await held
    const statuses = (await Promise.all(waiting)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(99)
    expect((await read()).status).toBe(200)
    serving.github.secondaryLimits.set({ restPointsAMinute: 900 })
  })

  test('can be lifted as it runs, and are not for people on pages', async () => {
    serving.github.secondaryLimits.set({ restPointsAMinute: 2 })
    expect(await tally(3, read)).toEqual({ 200: 2, 429: 1 })
    serving.github.secondaryLimits.set({ restPointsAMinute: Infinity })
    expect(await tally(3, read)).toEqual({ 200: 3 })
    serving.github.secondaryLimits.set({ restPointsAMinute: 0 })
    expect((await fetch(`${serving.url}/alice/app`)).status).toBe(200)
    serving.github.secondaryLimits.set({ restPointsAMinute: 900 })
  })
})

describe('primary limits', () => {
  test('are told for REST and GraphQL by GET /rate_limit, each by itself', async () => {
    await read()
    await graphql('{ viewer { login } }')
    await graphql('{ viewer { login } }')
    const { resources, rate } = (await (await ask('GET', '/api/v3/rate_limit')).json()) as {
      resources: Record<string, { limit: number; used: number; remaining: number }>
      rate: object
    }
    expect(resources['core']).toMatchObject({ limit: 100_000, used: 1, remaining: 99_999 })
    expect(resources['graphql']).toMatchObject({ limit: 5000, used: 2, remaining: 4998 })
    expect(rate).toEqual(resources['core'])
  })
})
