import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { FaultRuleError } from '../../src/local-github/faults/read-rule.js'
import { installApp, registerApp } from '../../src/local-github/world/apps.js'
import { hookReceiver, type HookReceiver } from './hook-receiver.js'
import { git, refusalOf, serve, type Serving } from './serving.js'

const app = { owner: 'alice', repo: 'app' }
let serving: Serving

beforeAll(async () => {
  serving = await serve({ anonymous: 'alice' })
})
afterEach(() => serving.github.faults.clear())
afterAll(() => serving.close())

const rest = () => serving.clientOf(serving.alice).rest
const titles = () => [...serving.repository.issues.values()].map(({ title }) => title)

async function failureOf(request: Promise<unknown>): Promise<{ status?: number; message: string }> {
  return request.then(
    () => ({ message: 'none' }),
    (error: { status?: number; message: string }) => error,
  )
}

function askGraphql(query: string): Promise<Response> {
  return fetch(`${serving.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${serving.alice.token}` },
    body: JSON.stringify({ query }),
  })
}

describe('a request', () => {
  test('fails with a status before it is carried out, once, in GitHub’s form', async () => {
    serving.github.failsOnce('POST /repos/{owner}/{repo}/issues', 502)
    const failed = await refusalOf(rest().issues.create({ ...app, title: 'not made' }))
    expect(failed).toMatchObject({ status: 502, message: 'Server Error' })
    await rest().issues.create({ ...app, title: 'made' })
    expect(titles()).toContain('made')
    expect(titles()).not.toContain('not made')
    expect(serving.github.faults.list()).toMatchObject([{ matched: 2, hits: 1, isSpent: true }])
  })

  test('is carried out, and its answer is replaced', async () => {
    serving.github.failsOnce('POST /repos/{owner}/{repo}/issues', { kind: 'status', status: 503, when: 'after' })
    expect(await refusalOf(rest().issues.create({ ...app, title: 'made, but 503' }))).toMatchObject({ status: 503 })
    expect(titles()).toContain('made, but 503')
  })

  test('is carried out, and its answer is lost with the connection', async () => {
    serving.github.failsOnce('POST /repos/{owner}/{repo}/issues', { kind: 'reset', when: 'after' })
    const failed = await failureOf(rest().issues.create({ ...app, title: 'made, never told' }))
    expect(failed.message).not.toBe('none')
    expect(titles()).toContain('made, never told')
  })

  test('finds its connection cut, and is not carried out', async () => {
    serving.github.failsOnce('POST /repos/alice/app/issues', { kind: 'reset' })
    expect((await failureOf(rest().issues.create({ ...app, title: 'cut' }))).message).not.toBe('none')
    expect(titles()).not.toContain('cut')
  })

  test('waits, or for ever', async () => {
    serving.github.failsOnce('GET /repos/{owner}/{repo}', { kind: 'delay', ms: 120 })
    const began = performance.now()
    await rest().repos.get(app)
    expect(performance.now() - began).toBeGreaterThan(110)
    serving.github.failsOnce('GET /repos/{owner}/{repo}', { kind: 'hang' })
    const request = { signal: AbortSignal.timeout(150) }
    expect((await failureOf(rest().repos.get({ ...app, request }))).message).not.toBe('none')
  })

  test('that is never answered keeps no server from closing', async () => {
    const short = await serve()
    short.github.failsOnce('GET /zen', { kind: 'hang' })
    const hung = failureOf(fetch(`${short.url}/api/v3/zen`))
    while (!short.github.faults.list().some(({ hits }) => hits > 0))
      await new Promise((resolve) => setTimeout(resolve, 5))
    const began = performance.now()
    await short.close()
    expect((await hung).message).not.toBe('none')
    expect(performance.now() - began).toBeLessThan(1000)
  })

  test('is told to come back later, with Retry-After', async () => {
    serving.github.failsOnce('GET /repos/**', { kind: 'status', status: 429, retryAfter: 60 })
    const response = await fetch(`${serving.url}/api/v3/repos/alice/app`)
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '60'])
    expect(await response.json()).toMatchObject({ message: expect.stringContaining('secondary rate limit') })
  })

  test('of GraphQL is known by its operation or by any field', async () => {
    serving.github.failsOnce('graphql viewer')
    serving.github.failsOnce('graphql Named', 500)
    expect((await askGraphql('{ viewer { login } }')).status).toBe(502)
    expect((await askGraphql('{ rateLimit { limit } }')).status).toBe(200)
    const named = await askGraphql('query Named { rateLimit { limit } }')
    expect([named.status, await named.json()]).toMatchObject([
      500,
      { data: null, errors: [{ message: expect.stringContaining('Something went wrong') }] },
    ])
  })

  test('comes at the root of the host too', async () => {
    serving.github.failsOnce('GET /repos/{owner}/{repo}')
    const headers = { accept: 'application/vnd.github+json' }
    expect((await fetch(`${serving.url}/repos/alice/app`, { headers })).status).toBe(502)
    expect((await fetch(`${serving.url}/repos/alice/app`, { headers })).status).toBe(200)
  })

  test('is struck the n-th time, between two, or every time; by the oldest rule that is due', async () => {
    const match = { path: 'GET /user' }
    const status = (code: number) => ({ kind: 'status', status: code }) as const
    serving.github.faults.add({ match, nth: 2, effect: status(500) })
    serving.github.faults.add({ match, nth: { from: 2, to: 3 }, effect: status(503) })
    serving.github.faults.add({ match, nth: { from: 5 }, effect: status(504) })
    const statuses = []
    const headers = { authorization: `Bearer ${serving.alice.token}` }
    for (let time = 1; time <= 6; time += 1) {
      statuses.push((await fetch(`${serving.url}/api/v3/user`, { headers })).status)
    }
    expect(statuses).toEqual([200, 500, 503, 200, 504, 504])
  })

  test('of a person to a page is never struck', async () => {
    serving.github.faults.add({ match: { path: '/**' }, nth: 'every', effect: { kind: 'reset' } })
    expect((await fetch(`${serving.url}/alice/app`)).status).toBe(200)
  })

  test('of git is struck too: a push that arrives, and whose answer does not', async () => {
    const folder = await serving.folder()
    const remote = `${serving.url.replace('//', `//alice:${serving.alice.token}@`)}/alice/app.git`
    await git(folder, 'clone', '-q', remote, '.')
    await git(folder, 'commit', '-q', '--allow-empty', '-m', 'feat: lost')
    const sha = (await git(folder, 'rev-parse', 'HEAD')).trim()
    serving.github.failsOnce('POST /{owner}/{repo}.git/git-receive-pack')
    expect((await failureOf(git(folder, 'push', '-q', 'origin', 'HEAD:refs/heads/one'))).message).toContain('502')
    expect(await serving.world.git(serving.repository).resolve('refs/heads/one')).toBeUndefined()
    serving.github.failsOnce('POST /{owner}/{repo}.git/git-receive-pack', { kind: 'reset', when: 'after' })
    expect((await failureOf(git(folder, 'push', '-q', 'origin', 'HEAD:refs/heads/two'))).message).not.toBe('none')
    expect(await serving.world.git(serving.repository).resolve('refs/heads/two')).toBe(sha)
  })
})

describe('a webhook', () => {
  let receiver: HookReceiver

  beforeAll(async () => {
    receiver = await hookReceiver()
    const { world, alice } = serving
    const options = { permissions: { issues: 'read' }, events: ['issues', 'issue_comment'] } as const
    const registered = registerApp(world, {
      ...options,
      slug: 'listener',
      name: 'Listener',
      owner: alice,
      webhookUrl: receiver.url,
      webhookSecret: 's',
    })
    installApp(world, world.apps.get(registered.id)!, alice, 'all')
  })
  afterAll(() => receiver.close())

  async function heard(...names: string[]): Promise<unknown[]> {
    await serving.github.idle()
    receiver.received.splice(0)
    for (const title of names) await rest().issues.create({ ...app, title })
    await serving.github.idle()
    const issues = receiver.received.map(({ payload }) => payload as unknown as { issue: { title: string } })
    return issues.map(({ issue }) => issue.title)
  }

  test('is lost: not sent, and in no list', async () => {
    const before = serving.world.deliveries.length
    serving.github.failsOnce('webhook issues.opened')
    expect(await heard('a', 'b')).toEqual(['b'])
    expect(serving.world.deliveries.length - before).toBe(1)
  })

  test('comes twice, with one GUID', async () => {
    serving.github.faults.add({ match: { event: '*' }, nth: 'every', effect: { kind: 'duplicate' } })
    expect(await heard('a', 'b')).toEqual(['a', 'a', 'b', 'b'])
    const guids = receiver.received.map(({ headers }) => headers['x-github-delivery'])
    expect([guids[0] === guids[1], guids[1] === guids[2]]).toEqual([true, false])
  })

  test('comes after the one that follows it, or last of all', async () => {
    serving.github.faults.add({ match: { event: 'issues' }, nth: 'every', effect: { kind: 'reorder' } })
    expect(await heard('a', 'b', 'c', 'd')).toEqual(['b', 'a', 'd', 'c'])
    expect(await heard('alone')).toEqual(['alone'])
  })

  test('comes late, while others pass it', async () => {
    serving.github.failsOnce('webhook issues', { kind: 'delay', ms: 100 })
    expect(await heard('a', 'b')).toEqual(['b', 'a'])
  })

  test('of another repository or action is left alone', async () => {
    const effect = { kind: 'drop' } as const
    serving.github.faults.add({ match: { event: 'issues', repository: 'alice/other' }, nth: 'every', effect })
    serving.github.faults.add({ match: { event: 'issues', action: 'closed' }, nth: 'every', effect })
    expect(await heard('a')).toEqual(['a'])
    serving.github.faults.add({ match: { event: 'issues', repository: 'Alice/App' }, nth: 'every', effect })
    expect(await heard('a')).toEqual([])
  })
})

describe('a rule that cannot be', () => {
  test.each([
    [{}, /match: /],
    [{ match: {}, effect: { kind: 'reset' } }, /neither which requests .* nor which webhooks/],
    [{ match: { path: 'repos' }, effect: { kind: 'reset' } }, /match\.path: begins with a slash/],
    [{ match: { path: '/user' }, effect: { kind: 'drop' } }, /effect\.kind: /],
    [{ match: { event: 'push' }, effect: { kind: 'reset' } }, /effect\.kind: /],
    [{ match: { event: 'push', path: '/' }, effect: { kind: 'drop' } }, /unrecognized key: "path"/],
    [{ match: { path: '/user' }, effect: { kind: 'status', status: 200 } }, /effect\.status: .*400/],
    [{ match: { path: '/user' }, nth: 0, effect: { kind: 'hang' } }, /nth: is a number from 1, "every"/],
    [{ match: { path: '/user' }, nth: { from: 3, to: 2 }, effect: { kind: 'hang' } }, /nth: ends before it begins/],
    [{ match: { path: '/user' }, effect: { kind: 'delay' } }, /effect\.ms: /],
  ])('%j is refused', (rule, problem) => {
    const adding = () => serving.github.faults.add(rule as never)
    expect(adding).toThrow(FaultRuleError)
    expect(adding).toThrow(problem)
  })
})

describe('over HTTP', () => {
  const ask = (path: string, method = 'GET', body?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${serving.url}/_faults${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })

  test('rules are added, listed with their hits, and removed', async () => {
    const rule = { match: { path: '/user' }, nth: 'every', effect: { kind: 'status', status: 503 } }
    const added = await ask('', 'POST', rule)
    const { id } = (await added.json()) as { id: string }
    expect(added.status).toBe(201)
    await fetch(`${serving.url}/api/v3/user`)
    expect(await (await ask('')).json()).toEqual({ faults: [{ id, ...rule, matched: 1, hits: 1, is_spent: false }] })
    expect((await ask(`/${id}`, 'DELETE')).status).toBe(204)
    expect((await ask(`/${id}`, 'DELETE')).status).toBe(404)
    await ask('', 'POST', rule)
    expect((await ask('', 'DELETE')).status).toBe(204)
    expect(serving.github.faults.list()).toEqual([])
  })

  test('a bad rule is told all that is wrong with it', async () => {
    const refused = await ask('', 'POST', { match: { path: 'x' }, nth: -1, effect: { kind: 'hang' } })
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({ problems: [expect.any(String), expect.any(String)] })
    expect((await ask('', 'POST', '{')).status).toBe(400)
  })

  test('a web page elsewhere is turned away', async () => {
    const rule = { match: { path: '/user' }, effect: { kind: 'hang' } }
    expect((await ask('', 'POST', rule, { origin: 'https://evil.example' })).status).toBe(403)
    expect(serving.github.faults.list()).toEqual([])
  })

  test('lag is read and set', async () => {
    const set = await ask('/lag', 'PATCH', { readsMs: 2000 })
    expect(await set.json()).toEqual({ readsMs: 2000, associatedPullRequestsMs: 0, mergeableMs: 0 })
    expect(await (await ask('/lag', 'PATCH', { reads: 1 })).json()).toMatchObject({
      message: expect.stringContaining('no lag named reads'),
    })
    serving.github.lag.set({ readsMs: 0 })
  })
})
