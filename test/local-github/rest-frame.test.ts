import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createRepository } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import { install, refusalOf, serve, type Serving } from './serving.js'

let serving: Serving
const app = { owner: 'alice', repo: 'app' }

beforeAll(async () => {
  serving = await serve({ requestsPerHour: { signedIn: 200, anonymous: 3 } })
})
afterAll(() => serving.close())

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  const authorization = `Bearer ${serving.alice.token}`
  return fetch(`${serving.url}/api/v3${path}`, { headers: { authorization, ...headers } })
}

describe('every answer', () => {
  test('carries a request id, the media type, the limits and JSON in UTF-8', async () => {
    const { headers } = await get('/repos/alice/app', { accept: 'application/vnd.github+json' })
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(headers.get('x-github-media-type')).toBe('github.v3; format=json')
    expect(headers.get('x-github-request-id')).toMatch(/^[0-9A-F:]+$/)
    expect(headers.get('x-ratelimit-limit')).toBe('200')
    expect(headers.get('x-ratelimit-resource')).toBe('core')
    expect(Number(headers.get('x-ratelimit-reset'))).toBe(Date.parse('2026-03-01T13:00:00Z') / 1000)
  })

  test('has a weak ETag; who has it already is told so, and for free', async () => {
    const first = await get('/repos/alice/app')
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^W\/"[0-9a-f]{64}"$/)
    const again = await get('/repos/alice/app', { 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(again.headers.get('x-ratelimit-used')).toBe(first.headers.get('x-ratelimit-used'))
    const changed = await get('/repos/alice/app', { 'if-none-match': 'W/"other"' })
    expect(changed.status).toBe(200)
  })

  test('to what is not there has GitHub’s body', async () => {
    for (const path of ['/nothing/at/all', '/repos/alice/nothing', '/repos/alice/app/nothing']) {
      const response = await get(path)
      expect(response.status).toBe(404)
      expect(await response.json()).toEqual({
        message: 'Not Found',
        documentation_url: 'https://docs.github.com/rest',
        status: '404',
      })
    }
  })

  test('to a body that is no JSON is 400, to one that is no object as well', async () => {
    const post = (body: string) =>
      fetch(`${serving.url}/api/v3/repos/alice/app/issues`, {
        method: 'POST',
        body,
        headers: { authorization: `token ${serving.alice.token}` },
      })
    expect(await (await post('{"title": ')).json()).toMatchObject({ message: 'Problems parsing JSON', status: '400' })
    expect(await (await post('"text"')).json()).toMatchObject({ message: 'Body should be a JSON object' })
    expect(await (await post('{}')).json()).toMatchObject({
      message: 'Invalid request.\n\n"title" wasn\'t supplied.',
      status: '422',
    })
  })

  test('comes at the root of the host too, for a client that names the media type', async () => {
    const response = await fetch(`${serving.url}/repos/alice/app`, {
      headers: { accept: 'application/vnd.github.v3+json' },
    })
    expect(await response.json()).toMatchObject({ full_name: 'alice/app' })
  })

  test('to the root lists where things are', async () => {
    expect(await (await get('/')).json()).toMatchObject({ rate_limit_url: `${serving.url}/api/v3/rate_limit` })
    expect(await (await get('/meta')).json()).toMatchObject({ verifiable_password_authentication: false })
  })
})

describe('lists', () => {
  test('come thirty to a page, a hundred at most, with links to the others', async () => {
    const octokit = serving.clientOf(serving.alice)
    for (let index = 0; index < 35; index += 1) await octokit.rest.issues.create({ ...app, title: `Issue ${index}` })
    const first = await get('/repos/alice/app/issues?state=all')
    expect((await first.json()) as unknown[]).toHaveLength(30)
    const next = `${serving.url}/api/v3/repos/alice/app/issues?state=all&page=2`
    expect(first.headers.get('link')).toBe(`<${next}>; rel="next", <${next}>; rel="last"`)
    const last = await get('/repos/alice/app/issues?state=all&page=2')
    expect(last.headers.get('link')).toMatch(/rel="prev".*rel="first"/)
    expect((await (await get('/repos/alice/app/issues?per_page=1000')).json()) as unknown[]).toHaveLength(35)
    const all = await octokit.paginate(octokit.rest.issues.listForRepo, { ...app, per_page: 10 })
    expect(all).toHaveLength(35)
    expect(new Set(all.map(({ number }) => number)).size).toBe(35)
  })
})

describe('what one may see and do', () => {
  test('a private repository is not there for strangers, and for apps that are not installed on it', async () => {
    const secret = await createRepository(serving.world, { owner: serving.alice, name: 'secret', private: true })
    const eve = createUser(serving.world, { login: 'eve' })
    const other = install(serving, { contents: 'write' }, [serving.repository])
    const where = { owner: 'alice', repo: secret.name }
    for (const octokit of [serving.anonymousClient(), serving.clientOf(eve), serving.clientOf(await other.token())]) {
      expect(await refusalOf(octokit.rest.repos.get(where))).toMatchObject({ status: 404, message: 'Not Found' })
    }
    expect((await serving.clientOf(serving.alice).rest.repos.get(where)).data.private).toBe(true)
  })

  test('an app needs the permission for what it writes, each its own', async () => {
    const reader = install(serving, {
      contents: 'read',
      issues: 'read',
      pull_requests: 'read',
      checks: 'read',
      statuses: 'read',
    })
    const { rest } = serving.clientOf(await reader.token())
    const attempts = [
      rest.git.createRef({ ...app, ref: 'refs/heads/x', sha: serving.head }),
      rest.repos.createOrUpdateFileContents({ ...app, path: 'x', message: 'x', content: 'eA==' }),
      rest.repos.createRelease({ ...app, tag_name: 'v1' }),
      rest.pulls.create({ ...app, title: 'x', head: 'x', base: 'main' }),
      rest.issues.create({ ...app, title: 'x' }),
      rest.issues.createComment({ ...app, issue_number: 1, body: 'x' }),
      rest.issues.addLabels({ ...app, issue_number: 1, labels: ['x'] }),
      rest.checks.create({ ...app, name: 'x', head_sha: serving.head }),
      rest.repos.createCommitStatus({ ...app, sha: serving.head, state: 'success' }),
      rest.repos.update({ ...app, description: 'x' }),
    ]
    for (const attempt of attempts) {
      expect(await refusalOf(attempt)).toMatchObject({ status: 403, message: 'Resource not accessible by integration' })
    }
  })

  test('on a pull request’s thread either permission will do, on an issue’s only its own', async () => {
    await serving.commit('thread', { 't.txt': 't' })
    const { data: pull } = await serving
      .clientOf(serving.alice)
      .rest.pulls.create({ ...app, title: 'T', head: 'thread', base: 'main' })
    const { rest } = serving.clientOf(await install(serving, { pull_requests: 'write' }).token())
    await rest.issues.createComment({ ...app, issue_number: pull.number, body: 'Hello' })
    await rest.issues.addLabels({ ...app, issue_number: pull.number, labels: ['bug'] })
    expect(await refusalOf(rest.issues.createComment({ ...app, issue_number: 1, body: 'Hello' }))).toMatchObject({
      status: 403,
    })
  })

  test('a commit that changes a workflow reaches a ref only with the permission for workflows', async () => {
    const [without, having] = [
      install(serving, { contents: 'write' }),
      install(serving, { contents: 'write', workflows: 'write' }),
    ]
    const file = { ...app, path: '.github/workflows/ci.yml', message: 'ci', content: 'eA==', branch: 'main' }
    const refused = await refusalOf(serving.clientOf(await without.token()).rest.repos.createOrUpdateFileContents(file))
    expect(refused).toMatchObject({ status: 403, message: expect.stringContaining('without `workflows` permission') })
    await serving.clientOf(await having.token()).rest.repos.createOrUpdateFileContents(file)
    // What a branch holds already may be pointed at.
    const { data } = await serving.anonymousClient().rest.git.getRef({ ...app, ref: 'heads/main' })
    await serving
      .clientOf(await without.token())
      .rest.git.createRef({ ...app, ref: 'refs/heads/same', sha: data.object.sha })
  })

  test('a person without the role is refused, and may still open issues', async () => {
    const { rest } = serving.clientOf(createUser(serving.world, { login: 'passer-by' }))
    expect(await refusalOf(rest.git.createRef({ ...app, ref: 'refs/heads/x', sha: serving.head }))).toMatchObject({
      status: 403,
    })
    expect(await refusalOf(rest.checks.create({ ...app, name: 'x', head_sha: serving.head }))).toMatchObject({
      status: 403,
      message: 'You must authenticate via a GitHub App.',
    })
    expect((await rest.issues.create({ ...app, title: 'Hello' })).status).toBe(201)
  })

  test('collaborators’ permissions are told by role, by the old word and by flags', async () => {
    const { rest } = serving.clientOf(serving.alice)
    const told = []
    for (const role of ['admin', 'maintain', 'write', 'triage', 'read'] as const) {
      createUser(serving.world, { login: role })
      serving.repository.collaborators.set(role, role)
      const { data } = await rest.repos.getCollaboratorPermissionLevel({ ...app, username: role })
      told.push([data.role_name, data.permission, data.user?.permissions?.push, data.user?.permissions?.maintain])
    }
    expect(told).toEqual([
      ['admin', 'admin', true, true],
      ['maintain', 'write', true, true],
      ['write', 'write', true, false],
      ['triage', 'read', false, false],
      ['read', 'read', false, false],
    ])
  })

  test('an archived repository is read-only', async () => {
    serving.repository.archived = true
    const refused = await refusalOf(serving.clientOf(serving.alice).rest.issues.create({ ...app, title: 'late' }))
    serving.repository.archived = false
    expect(refused).toMatchObject({ status: 403, message: 'Repository was archived so is read-only.' })
  })
})

describe('limits', () => {
  test('are counted by client, an hour at a time, and asking for them is free', async () => {
    const anonymous = () => fetch(`${serving.url}/api/v3/repos/alice/app`)
    const statuses = []
    serving.moveClock(60 * 60 * 1000)
    for (let index = 0; index < 4; index += 1) statuses.push((await anonymous()).status)
    expect(statuses).toEqual([200, 200, 200, 403])
    const refused = await anonymous()
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(await refused.json()).toMatchObject({ message: expect.stringMatching(/^API rate limit exceeded for /) })
    const { data } = await serving.anonymousClient().rest.rateLimit.get()
    expect(data.resources.core).toMatchObject({ limit: 3, remaining: 0, used: 3 })
    expect((await get('/user')).status).toBe(200)
    serving.moveClock(60 * 60 * 1000)
    expect((await anonymous()).status).toBe(200)
  })
})
