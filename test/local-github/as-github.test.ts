import { createPrivateKey } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SignJWT } from 'jose'
import { createInstallationToken } from '../../src/local-github/auth/installation-token.js'
import { installApp, registerApp } from '../../src/local-github/world/apps.js'
import type { Installation } from '../../src/local-github/world/entities.js'
import { hookReceiver, type HookReceiver } from './hook-receiver.js'
import { git, install, refusalOf, serve, type Serving } from './serving.js'

/** What GitHub documents, or is known for, and a bot may trip over: each named by a test. Lag and limits have files of their own. */

const app = { owner: 'alice', repo: 'app' }
let serving: Serving

beforeAll(async () => {
  serving = await serve()
})
afterAll(() => serving.close())

const rest = () => serving.clientOf(serving.alice).rest

function ask(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${serving.url}${path}`, { headers: { authorization: `Bearer ${serving.alice.token}`, ...headers } })
}

interface GraphqlAnswer {
  readonly data?: { readonly repository?: Record<string, never> } | null
  readonly errors?: readonly { readonly type?: string; readonly message: string }[]
}

async function graphql(query: string, variables: object = {}): Promise<GraphqlAnswer> {
  const response = await fetch(`${serving.url}/api/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${serving.alice.token}` },
    body: JSON.stringify({ query, variables }),
  })
  return (await response.json()) as GraphqlAnswer
}

const inRepository = (fields: string) => graphql(`{ repository(owner: "alice", name: "app") { ${fields} } }`)

async function opened(branch: string, more: { base?: string; body?: string; file?: string } = {}) {
  await serving.commit(branch, { [more.file ?? `${branch}.txt`]: branch })
  const { data } = await rest().pulls.create({ ...app, title: branch, head: branch, base: 'main', ...more })
  return data
}

async function newIssue(title = 'Broken'): Promise<number> {
  return (await rest().issues.create({ ...app, title })).data.number
}

const stateOf = async (issue_number: number) => (await rest().issues.get({ ...app, issue_number })).data.state

describe('every answer', () => {
  test('of a list has at most 100 entries, and a Link header to the next and the last page', async () => {
    for (let index = 0; index < 3; index += 1) await rest().issues.createLabel({ ...app, name: `label-${index}` })
    const { headers } = await ask('/api/v3/repos/alice/app/labels?per_page=1')
    expect(headers.get('link')).toMatch(/^<[^>]+[?&]page=2>; rel="next", <[^>]+page=\d+>; rel="last"$/)
    for (let index = 0; index < 101; index += 1) {
      await serving.world
        .git(serving.repository)
        .updateRef(`refs/tags/t-${String(index).padStart(3, '0')}`, serving.head)
    }
    const { data } = await rest().repos.listTags({ ...app, per_page: 1000 })
    expect(data).toHaveLength(100)
  })

  test('has an ETag; a 304 costs nothing of the rate limit', async () => {
    const first = await ask('/api/v3/repos/alice/app')
    const again = await ask('/api/v3/repos/alice/app', { 'if-none-match': first.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
    expect(again.headers.get('x-ratelimit-used')).toBe(first.headers.get('x-ratelimit-used'))
  })

  test('of an installation’s or a person’s 5,000 an hour tells how many are left; GraphQL has points of its own', async () => {
    const token = await install(serving, { metadata: 'read' }).token()
    const limits = async (path: string) => {
      const { headers } = await ask(path, { authorization: `Bearer ${token}` })
      return ['limit', 'remaining', 'resource'].map((name) => headers.get(`x-ratelimit-${name}`))
    }
    expect(await limits('/api/v3/repos/alice/app')).toEqual(['5000', '4999', 'core'])
    expect(await limits('/api/v3/repos/alice/app')).toEqual(['5000', '4998', 'core'])
    const response = await fetch(`${serving.url}/api/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ viewer { login } }' }),
    })
    expect(response.headers.get('x-ratelimit-resource')).toBe('graphql')
    const { resources } = (await (await ask('/api/v3/rate_limit', { authorization: `Bearer ${token}` })).json()) as {
      resources: Record<string, { remaining: number }>
    }
    expect([resources['core']?.remaining, resources['graphql']?.remaining]).toEqual([4998, 4999])
  })

  test('has a request id of its own', async () => {
    const ids = []
    for (const path of ['/api/v3/user', '/api/v3/user', '/api/v3/nothing']) {
      ids.push((await ask(path)).headers.get('x-github-request-id'))
    }
    expect(ids.every((id) => /^[0-9A-F]+(:[0-9A-F]+)+$/.test(id ?? ''))).toBe(true)
    expect(new Set(ids).size).toBe(3)
  })

  test('comes under /api/v3, and at the root for who names GitHub’s media type', async () => {
    const paths = ['/api/v3/repos/alice/app', '/repos/alice/app']
    for (const path of paths) {
      const answer = await ask(path, { accept: 'application/vnd.github+json' })
      expect(await answer.json()).toMatchObject({ full_name: 'alice/app' })
    }
  })
})

describe('merging', () => {
  test('closes the issues that are named, but only into the default branch', async () => {
    const [closed, kept] = [await newIssue(), await newIssue()]
    await serving.commit('next', { 'next.txt': 'next' })
    const elsewhere = await opened('into-next', { base: 'next', body: `Fixes #${kept}` })
    await rest().pulls.merge({ ...app, pull_number: elsewhere.number })
    const main = await opened('into-main', { body: `Closes #${closed}` })
    await rest().pulls.merge({ ...app, pull_number: main.number })
    expect([await stateOf(closed), await stateOf(kept)]).toEqual(['closed', 'open'])
  })

  test('into a base that moves meanwhile is 405 “Base branch was modified”', async () => {
    const pull = await opened('raced')
    const repository = serving.world.git(serving.repository)
    const { writeCommit } = repository
    // Somebody pushes just after the merge commit was put together.
    repository.writeCommit = async (commit) => {
      repository.writeCommit = writeCommit
      const sha = await writeCommit(commit)
      const tip = (await repository.resolve('refs/heads/main')) ?? ''
      const other = await writeCommit({ ...commit, parents: [tip], message: 'feat: meanwhile' })
      await repository.updateRef('refs/heads/main', other)
      return sha
    }
    expect(await refusalOf(rest().pulls.merge({ ...app, pull_number: pull.number }))).toMatchObject({
      status: 405,
      message: 'Base branch was modified. Review and try the merge again.',
    })
    expect((await rest().pulls.merge({ ...app, pull_number: pull.number })).data.merged).toBe(true)
  })

  test('with a head that has moved on is 409', async () => {
    const pull = await opened('stale')
    await serving.commit('stale', { 'more.txt': 'more' })
    const merge = rest().pulls.merge({ ...app, pull_number: pull.number, sha: pull.head.sha })
    expect(await refusalOf(merge)).toMatchObject({
      status: 409,
      message: 'Head branch was modified. Review and try the merge again.',
    })
  })

  test('is not known to be possible when it is first asked for', async () => {
    const { number } = await opened('unknown')
    await serving.commit('unknown', { 'unknown-2.txt': '2' })
    const mergeable = async () => (await rest().pulls.get({ ...app, pull_number: number })).data.mergeable
    expect([await mergeable(), await mergeable()]).toEqual([null, true])
  })
})

describe('an app', () => {
  let receiver: HookReceiver
  let installation: Installation
  let privateKey: string

  beforeAll(async () => {
    receiver = await hookReceiver()
    const registered = registerApp(serving.world, {
      slug: 'bot',
      name: 'Bot',
      owner: serving.alice,
      permissions: { issues: 'write', contents: 'write', checks: 'write' },
      events: ['push', 'create', 'issues'],
      webhookUrl: receiver.url,
      webhookSecret: 's',
    })
    privateKey = registered.privateKey
    installation = installApp(serving.world, serving.world.apps.get(registered.id)!, serving.alice, 'all')
    await serving.github.idle()
  })
  afterAll(() => receiver.close())

  async function hears(act: () => Promise<unknown>): Promise<string[]> {
    await serving.github.idle()
    receiver.received.splice(0)
    await act()
    await serving.github.idle()
    return receiver.received.map(({ headers, payload }) => {
      const action = payload['action'] as string | undefined
      return `${String(headers['x-github-event'])}${action === undefined ? '' : `.${action}`}`
    })
  }

  test('that may write checks gets a check suite for each push, unasked', async () => {
    const before = serving.repository.checkSuites.size
    expect(await hears(() => serving.commit('main', { pushed: '1' }))).toContain('check_suite.requested')
    expect(serving.repository.checkSuites.size).toBeGreaterThan(before)
  })

  test('hears of what it did itself', async () => {
    const { token } = createInstallationToken(serving.world, installation)
    const bot = serving.clientOf(token).rest
    expect(await hears(() => bot.issues.create({ ...app, title: 'From the bot' }))).toEqual(['issues.opened'])
    expect(receiver.received[0]?.payload).toMatchObject({ sender: { login: 'bot[bot]', type: 'Bot' } })
  })

  test('hears of no push when more than three tags are pushed at once', async () => {
    const folder = await serving.folder()
    const remote = `${serving.url.replace('//', `//alice:${serving.alice.token}@`)}/alice/app.git`
    await git(folder, 'clone', '-q', remote, '.')
    const tags = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`)
    const push = async (names: string[]) => {
      for (const name of names) await git(folder, 'tag', name)
      await git(folder, 'push', '-q', 'origin', ...names)
    }
    const pushes = (heard: string[]) => heard.filter((name) => name === 'push').length
    expect(pushes(await hears(() => push(tags('three-', 3))))).toBe(3)
    expect(await hears(() => push(tags('four-', 4)))).toEqual([])
  })

  test('finds what was sent in the list of deliveries, and has it sent again with the same GUID', async () => {
    await hears(() => rest().issues.create({ ...app, title: 'Once more' }))
    const stranger = install(serving, {})
    expect(await deliveries(await stranger.jwt())).toEqual([])
    const own = await jwtOfBot()
    const [latest] = await deliveries(own)
    expect(latest).toMatchObject({ event: 'issues', action: 'opened', status: 'OK', redelivery: false })
    const path = `/api/v3/app/hook/deliveries/${latest?.id}/attempts`
    const authorization = `Bearer ${own}`
    const heard = await hears(() => fetch(serving.url + path, { method: 'POST', headers: { authorization } }))
    expect(heard).toEqual(['issues.opened'])
    const [again] = await deliveries(own)
    expect(again).toMatchObject({ guid: latest?.guid, redelivery: true })
  })

  async function deliveries(token: string): Promise<{ id: number; guid: string }[]> {
    const answer = await ask('/api/v3/app/hook/deliveries', { authorization: `Bearer ${token}` })
    return (await answer.json()) as { id: number; guid: string }[]
  }

  async function jwtOfBot(): Promise<string> {
    const now = Math.floor(serving.world.clock().getTime() / 1000)
    const claims = { iat: now - 60, exp: now + 540, iss: String(installation.app.id) }
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(createPrivateKey(privateKey))
  }
})

describe('what is too long', () => {
  const long = 'x'.repeat(65_537)

  test('is refused: a comment, an issue, a pull request of more than 65,536 characters', async () => {
    const issue_number = await newIssue()
    await serving.commit('long', { long: '1' })
    const attempts = [
      rest().issues.createComment({ ...app, issue_number, body: long }),
      rest().issues.create({ ...app, title: 'x', body: long }),
      rest().pulls.create({ ...app, title: 'x', head: 'long', base: 'main', body: long }),
    ]
    for (const attempt of attempts) {
      const { status, errors } = await refusalOf(attempt)
      expect([status, JSON.stringify(errors)]).toEqual([422, expect.stringContaining('65536 characters')])
    }
    await rest().issues.createComment({ ...app, issue_number, body: long.slice(1) })
    const { node_id } = (await rest().issues.get({ ...app, issue_number })).data
    const mutation = `mutation ($id: ID!, $body: String!) { addComment(input: { subjectId: $id, body: $body }) { clientMutationId } }`
    const { errors } = await graphql(mutation, { id: node_id, body: long })
    expect(errors?.[0]?.message).toContain('65536 characters')
  })

  test('is refused: notes of a release of more than 125,000 characters', async () => {
    const release = rest().repos.createRelease({ ...app, tag_name: 'v9.9.9', body: 'x'.repeat(125_001) })
    const { status, errors } = await refusalOf(release)
    expect([status, JSON.stringify(errors)]).toEqual([422, expect.stringContaining('125000 characters')])
  })

  test('is cut: a file’s text in GraphQL at 512,000 bytes', async () => {
    await serving.commit('big', { 'big.txt': 'a'.repeat(512_001) })
    const { data } = await inRepository(
      'object(expression: "big:big.txt") { ... on Blob { byteSize isTruncated text } }',
    )
    const { object } = data?.repository as unknown as {
      object: { isTruncated: boolean; byteSize: number; text: string }
    }
    expect([object.byteSize, object.isTruncated, object.text.length]).toEqual([512_001, true, 512_000])
  })

  test('is cut: the files of a comparison at 300', async () => {
    const files = Object.fromEntries(Array.from({ length: 301 }, (_, index) => [`many/${index}.txt`, String(index)]))
    await serving.commit('many', files)
    const { data } = await rest().repos.compareCommitsWithBasehead({ ...app, basehead: 'main...many' })
    expect(data.files).toHaveLength(300)
  })

  test('is refused: a GraphQL connection without bounds, or of other than 1 to 100', async () => {
    const connection = (bounds: string) => inRepository(`issues${bounds} { nodes { number } }`)
    const types = async (bounds: string) => (await connection(bounds)).errors?.map(({ type }) => type)
    expect(await types('')).toEqual(['MISSING_PAGINATION_BOUNDARIES'])
    expect(await types('(first: 101)')).toEqual(['EXCESSIVE_PAGINATION'])
    expect((await types('(first: 0)'))?.length).toBe(1)
    expect(await types('(first: 1)')).toBeUndefined()
    expect(await types('(last: 100)')).toBeUndefined()
  })

  test('is refused: a GraphQL query of more than 500,000 nodes', async () => {
    const { errors } = await inRepository(
      `issues(first: 100) { nodes { comments(first: 100) { nodes { id } } labels(first: 100) { nodes { issues(first: 100) { nodes { id } } } } } }`,
    )
    expect(errors?.map(({ type }) => type)).toEqual(['MAX_NODE_LIMIT_EXCEEDED'])
  })
})
