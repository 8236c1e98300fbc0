import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createRepository } from '../../src/local-github/world/repositories.js'
import { suspendInstallation } from '../../src/local-github/world/apps.js'
import { install, refusalOf, serve, type Installed, type Serving } from './serving.js'

let serving: Serving
let helper: Installed

beforeAll(async () => {
  serving = await serve()
  helper = install(serving, { contents: 'write', issues: 'read' })
})
afterAll(() => serving.close())

async function asApp(
  jwt: string,
  path = '/app',
): Promise<{ status: number; body: { message?: string; slug?: string } }> {
  const response = await fetch(`${serving.url}/api/v3${path}`, { headers: { authorization: `Bearer ${jwt}` } })
  return { status: response.status, body: (await response.json()) as { message?: string } }
}

const seconds = () => Math.floor(serving.world.clock().getTime() / 1000)

describe('an app as itself', () => {
  test('is known by its id or its client id', async () => {
    expect(await asApp(await helper.jwt())).toMatchObject({ status: 200, body: { slug: helper.app.slug } })
    expect(await asApp(await helper.jwt({ iss: helper.app.clientId }))).toMatchObject({ status: 200 })
  })

  test('is refused with a token that lives longer than ten minutes', async () => {
    const { status, body } = await asApp(await helper.jwt({ exp: seconds() + 660 }))
    expect([status, body.message]).toEqual([401, "'Expiration time' claim ('exp') is too far in the future"])
  })

  test('is refused with a token that is over', async () => {
    const { status, body } = await asApp(await helper.jwt({ iat: seconds() - 900, exp: seconds() - 300 }))
    expect(status).toBe(401)
    expect(body.message).toMatch(
      /^'Expiration time' claim \('exp'\) must be a numeric value representing the future time/,
    )
  })

  test('is refused with a token from the future, and told the time in `Date`', async () => {
    const jwt = await helper.jwt({ iat: seconds() + 120 })
    const response = await fetch(`${serving.url}/api/v3/app`, { headers: { authorization: `Bearer ${jwt}` } })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ message: expect.stringContaining("'Issued at' claim ('iat')") })
    expect(response.headers.get('date')).toBe(serving.world.clock().toUTCString())
  })

  test('cannot be another app, or none', async () => {
    const other = install(serving, {})
    const message = 'A JSON web token could not be decoded'
    expect(await asApp(await other.jwt({ iss: String(helper.app.id) }))).toMatchObject({
      status: 401,
      body: { message },
    })
    expect(await asApp(await helper.jwt({ iss: '999999' }))).toMatchObject({ status: 401, body: { message } })
    expect(await asApp('a.b.c')).toMatchObject({ status: 401, body: { message } })
  })

  test('lists its installations and finds that of a repository', async () => {
    expect(await asApp(await helper.jwt(), '/app/installations')).toMatchObject({
      body: [{ id: helper.installation.id }],
    })
    expect(await asApp(await helper.jwt(), '/repos/alice/app/installation')).toMatchObject({
      body: { id: helper.installation.id },
    })
  })

  test('cannot use a person’s token for it', async () => {
    const message = 'A JSON web token could not be decoded'
    expect(await refusalOf(serving.clientOf(serving.alice).rest.apps.getAuthenticated())).toMatchObject({
      status: 401,
      message,
    })
  })
})

describe('an installation', () => {
  test('gets a token for an hour, with its permissions', async () => {
    const response = await fetch(`${serving.url}/api/v3/app/installations/${helper.installation.id}/access_tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await helper.jwt()}` },
    })
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({
      token: expect.stringMatching(/^ghs_\w{36}$/),
      expires_at: '2026-03-01T13:00:00Z',
      permissions: { contents: 'write', issues: 'read', metadata: 'read' },
      repository_selection: 'all',
    })
  })

  test('is the bot of its app, and sees the repositories that it was given', async () => {
    const octokit = serving.clientOf(await helper.token())
    const { data } = await octokit.rest.apps.listReposAccessibleToInstallation()
    expect(data).toMatchObject({ total_count: 1, repositories: [{ full_name: 'alice/app' }] })
  })

  test('can ask for less: fewer repositories, fewer permissions', async () => {
    const second = await createRepository(serving.world, { owner: serving.alice, name: 'second', private: true })
    const octokit = serving.clientOf(
      await helper.token({ repositories: ['second'], permissions: { contents: 'read' } }),
    )
    const { data } = await octokit.rest.apps.listReposAccessibleToInstallation()
    expect(data.repositories.map(({ name }) => name)).toEqual(['second'])
    const ref = { ref: 'refs/heads/x', sha: serving.head, owner: 'alice' }
    const message = 'Resource not accessible by integration'
    expect(await refusalOf(octokit.rest.git.createRef({ ...ref, repo: 'second' }))).toMatchObject({
      status: 403,
      message,
    })
    expect(await refusalOf(octokit.rest.git.createRef({ ...ref, repo: 'app' }))).toMatchObject({ status: 403, message })
    serving.world.repositories.delete('alice/second')
    expect(second.private).toBe(true)
  })

  test('cannot ask for more', async () => {
    await expect(helper.token({ permissions: { issues: 'write' } })).rejects.toThrow(/^422 The permissions requested/)
    await expect(helper.token({ permissions: { checks: 'write' } })).rejects.toThrow(/^422/)
    await expect(helper.token({ repositories: ['nothing'] })).rejects.toThrow(/^422 There is at least one repository/)
  })

  test('has a token no longer once the hour is over, by the world’s clock', async () => {
    const octokit = serving.clientOf(await helper.token())
    await octokit.rest.apps.listReposAccessibleToInstallation()
    serving.moveClock(60 * 60 * 1000)
    const refused = await refusalOf(octokit.rest.apps.listReposAccessibleToInstallation())
    expect(refused).toMatchObject({ status: 401, message: 'Bad credentials' })
  })

  test('has none while it is suspended', async () => {
    const token = await helper.token()
    suspendInstallation(serving.world, helper.installation, true)
    await expect(helper.token()).rejects.toThrow('403 This installation has been suspended')
    const refused = await refusalOf(serving.clientOf(token).rest.apps.listReposAccessibleToInstallation())
    suspendInstallation(serving.world, helper.installation, false)
    expect(refused.status).toBe(401)
  })
})

describe('a person', () => {
  test('is known by a token, as `Bearer`, as `token` or as the password of Basic', async () => {
    const { token } = serving.alice
    const basic = `Basic ${Buffer.from(`alice:${token}`).toString('base64')}`
    for (const authorization of [`Bearer ${token}`, `token ${token}`, basic]) {
      const response = await fetch(`${serving.url}/api/v3/user`, { headers: { authorization } })
      expect(await response.json()).toMatchObject({ login: 'alice', email: 'alice@example.com' })
    }
  })

  test('is told that a token is wrong, even where none is needed', async () => {
    const octokit = serving.clientOf('ghp_wrong')
    const refused = await refusalOf(octokit.rest.repos.get({ owner: 'alice', repo: 'app' }))
    expect(refused).toMatchObject({ status: 401, message: 'Bad credentials' })
  })

  test('has to sign in for what is their own', async () => {
    const refused = await refusalOf(serving.anonymousClient().rest.users.getAuthenticated())
    expect(refused).toMatchObject({ status: 401, message: 'Requires authentication' })
  })
})
