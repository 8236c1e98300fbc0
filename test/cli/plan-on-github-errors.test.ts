import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { commitFiles } from '../../src/local-github/world/commits.js'
import { createRepository } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import { install, serve, type Serving } from '../local-github/serving.js'
import { runCliIn, type Run } from './run-cli.js'
import { spawnLandfall } from './spawn-landfall.js'

const token = 'ghp_aSecretOfTheTest'

type Env = Readonly<Record<string, string>>

/** Runs `plan` in this process and expects one sentence on stderr, without the token; gives the sentence. */
async function refused(argv: readonly string[], env: Env = {}): Promise<string> {
  return sentenceOf(await runCliIn(env, ['plan', ...argv]), env)
}

/** The same of the program itself: nothing else is printed, no stack and no warning of what it is made of. */
async function refusedByProgram(argv: readonly string[], env: Env = {}): Promise<string> {
  return sentenceOf(await spawnLandfall(['plan', ...argv], env), env)
}

function sentenceOf({ code, stdout, stderr }: Run, env: Env): string {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^landfall: .+\.\n$/)
  for (const secret of Object.values(env).filter((value) => value.startsWith('gh')))
    expect(stderr).not.toContain(secret)
  return stderr.slice('landfall: '.length)
}

describe('of a repository on GitHub, what keeps it from being read is told in a sentence', () => {
  let serving: Serving
  let api: string
  beforeAll(async () => {
    serving = await serve()
    api = `${serving.url}/api/v3`
    const { world, alice } = serving
    const secret = await createRepository(world, { owner: alice, name: 'secret', private: true })
    const commit = { branch: 'main', message: 'feat: begin', files: { 'README.md': '# Secret\n' } }
    await commitFiles(world, secret, { kind: 'user', user: alice }, commit)
  })
  afterAll(() => serving.close())

  test('no token', async () => {
    const sentence =
      'there is no folder acme/harbour, so it is a repository on GitHub, and to read one takes a token: set GITHUB_TOKEN or GH_TOKEN.\n'
    expect(await refusedByProgram(['acme/harbour'])).toBe(sentence)
    expect(await refused(['acme/harbour'], { GITHUB_TOKEN: ' ', GH_TOKEN: '' })).toBe(sentence)
  })

  test('a token that no header can hold is not quoted', async () => {
    const env = { GITHUB_TOKEN: 'ghp_one\nghp_two' }
    const { stderr } = await runCliIn(env, ['plan', 'alice/app', '--api-url', api])
    expect(stderr).toBe('landfall: GITHUB_TOKEN holds characters that no token has; set it to the token alone.\n')
  })

  test.each(['GITHUB_TOKEN', 'GH_TOKEN'])('a token that is not accepted, in %s', async (name) => {
    expect(await refused(['alice/app', '--api-url', api], { [name]: token })).toBe(
      `GitHub does not accept the token in ${name} (“Bad credentials”): it is wrong, revoked or out of date, so set another.\n`,
    )
  })

  test('the line end that a file leaves behind a token does no harm, and GITHUB_TOKEN goes first', async () => {
    const env = { GITHUB_TOKEN: `${serving.alice.token}\n`, GH_TOKEN: token }
    expect(await runCliIn(env, ['plan', 'alice/app', '--api-url', `${api}/`])).toMatchObject({
      code: 0,
      stderr: '',
    })
  })

  test.each(['alice/nothing', 'alice/secret'])(
    'no such repository, or one that is kept from the token: %s',
    async (name) => {
      const bob = createUser(serving.world, { login: `bob-${name.slice(6)}` })
      expect(await refused([name, '--api-url', api], { GITHUB_TOKEN: bob.token })).toBe(
        `there is no folder ${name}, and at ${api} no repository of that name which the token in GITHUB_TOKEN may read: check the name, or let the token read it.\n`,
      )
    },
  )

  test('a permission that the token lacks', async () => {
    const env = { GITHUB_TOKEN: await install(serving, { contents: 'read', pull_requests: 'read' }).token() }
    expect(await refused(['alice/secret', '--api-url', api], env)).toMatch(
      /^GitHub keeps a part of alice\/secret from the token in GITHUB_TOKEN \(“Resource not accessible by integration”\): a classic token/,
    )
  })

  test('a host that GHE_HOST names is asked, one that is not supported is not', async () => {
    const env = { GITHUB_TOKEN: serving.alice.token, GHE_HOST: new URL(serving.url).host, GHE_PROTOCOL: 'http' }
    expect(await spawnLandfall(['plan', 'alice/app'], env)).toMatchObject({ code: 0, stderr: '' })
    expect(await refused(['alice/app'], { ...env, GHE_HOST: 'acme.ghe.com' })).toContain('not supported yet')
  })

  test('an app that is no name', async () => {
    expect(await refused(['alice/app', '--api-url', api, '--app', 'a b'], { GITHUB_TOKEN: token })).toContain(
      '--app wants',
    )
  })
})

describe('where something else answers', () => {
  const servers: Server[] = []
  afterAll(async () => {
    for (const server of servers) await new Promise((resolve) => server.close(resolve))
  })

  async function answering(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const type = typeof body === 'string' ? 'text/html' : 'application/json'
    const server = createServer((_, response) =>
      response.writeHead(status, { 'content-type': type, ...headers }).end(text),
    )
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api/v3`
  }

  const notAnApi = /^http:\S+ does not answer as GitHub's API does: .* ends in \/api\/v3\.\n$/
  const limit = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1780315200' }
  const usedUp = /rate limit is used up: try again after 2026-06-01T12:00:00Z\.\n$/

  test.each<[string, number, unknown, Record<string, string>, RegExp]>([
    ['a page', 200, '<html>Sign in</html>', {}, notAnApi],
    ['a page that is not there', 404, '<html>Not here</html>', {}, notAnApi],
    ['another API', 200, { hello: 'world' }, {}, notAnApi],
    ['another API without the place', 404, { message: 'Not Found' }, {}, notAnApi],
    ['GraphQL that is used up', 200, { errors: [{ type: 'RATE_LIMITED', message: 'No.' }] }, limit, usedUp],
    ['a limit that is used up', 403, { message: 'API rate limit exceeded for user ID 1.' }, limit, usedUp],
    ['too many at once', 429, { message: 'Slow down.' }, { 'retry-after': '60' }, /try again in 60 seconds\.\n$/],
    [
      'single sign-on',
      200,
      { errors: [{ type: 'FORBIDDEN', message: 'Resource protected by organization SAML enforcement.' }] },
      {},
      /^GitHub keeps a part of acme\/harbour .*\(“Resource protected by organization SAML enforcement”\): /,
    ],
    [
      'a fault of its own',
      502,
      { message: 'Server Error' },
      {},
      /^GitHub answers 502 \(“Server Error”\): try again in a moment\.\n$/,
    ],
    ['a page about a fault', 503, '<html>Unicorn</html>', {}, /^GitHub answers 503: try again in a moment\.\n$/],
    [
      'something that it did not foresee',
      200,
      { errors: [{ message: 'Odd.\nVery odd.' }] },
      {},
      /^GitHub cannot answer \(“Odd. Very odd”\)/,
    ],
    ['the token', 502, { message: `No ${token} here` }, {}, /“No \*\*\* here”/],
  ])('%s', async (_, status, body, headers, sentence) => {
    const api = await answering(status, body, headers)
    expect(await refused(['acme/harbour', '--api-url', api], { GITHUB_TOKEN: token })).toMatch(sentence)
  })

  test('the program itself says so, and no more', async () => {
    const api = await answering(502, { message: `No ${token} here` })
    const sentence = await refusedByProgram(['acme/harbour', '--api-url', api], { GITHUB_TOKEN: token })
    expect(sentence).toBe('GitHub answers 502 (“No *** here”): try again in a moment.\n')
  })

  test('nobody answers', async () => {
    const sentence = await refusedByProgram(['acme/harbour', '--api-url', 'http://127.0.0.1:9999/api/v3'], {
      GITHUB_TOKEN: token,
    })
    expect(sentence).toMatch(
      /^http:\/\/127\.0\.0\.1:9999\/api\/v3 cannot be reached \(“connect ECONNREFUSED .*”\): check the address and the network\.\n$/,
    )
  })

  test.each([
    'api.github.com',
    'ftp://api.github.com',
    'https://me:ghp_x@api.github.com',
    'https://api.github.com?a=b',
  ])('%s is no address of an API', async (url) => {
    const sentence = await refused(['acme/harbour', '--api-url', url], { GITHUB_TOKEN: token })
    expect(sentence).toMatch(/^--api-url wants the address of an API/)
    expect(sentence).not.toContain('ghp_x')
  })
})

describe('a path and OWNER/NAME are told apart', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'landfall-desk-'))
    mkdirSync(join(folder, 'here'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('a path that exists is a path', async () => {
    // The command runs in the folder for temporary files, where this path reads as OWNER/NAME, too.
    const name = `${folder.slice(tmpdir().length + 1)}/here`
    expect(await refusedByProgram([name], { GITHUB_TOKEN: token })).toContain(`${name} is not a git repository`)
    expect(await refusedByProgram([name, '--app', 'landfall'])).toBe(
      `--app is for a repository on GitHub, and ${name} is a path.\n`,
    )
    expect(await refusedByProgram([name, '--api-url', 'x'])).toContain('--api-url is for a repository on GitHub')
  })

  test.each(['nowhere', './acme/harbour', 'https://github.com/acme/harbour', 'acme/harbour/main', '-acme/harbour'])(
    '%s is neither',
    async (text) => {
      expect(await refused(['--', text], { GITHUB_TOKEN: token })).toBe(
        `${text} is neither a folder nor OWNER/NAME of a repository on GitHub; give the path of a git repository, or such a name.\n`,
      )
    },
  )
})
