import { describe, expect, test } from '@jest/globals'
import { createContract, printProblem } from './validate.js'

const contract = createContract()
const repo = '/repos/octocat/hello'
const json = { 'content-type': 'application/json; charset=utf-8' }
const ref = {
  ref: 'refs/heads/main',
  node_id: 'R',
  url: 'https://api.github.com/repos/octocat/hello/git/refs/heads/main',
  object: { type: 'commit', sha: 'a'.repeat(40), url: 'https://api.github.com/repos/octocat/hello/git/commits/a' },
}

function asked(method: string, path: string, body?: unknown, query = ''): string[] {
  return contract.request(method, path, query, {}, body).map(printProblem)
}

function answered(method: string, path: string, status: number, body?: unknown, headers = json): string[] {
  return contract.response(method, path, status, headers, body).map(printProblem)
}

describe('a request', () => {
  test('is right by its operation, below either root', () => {
    expect(asked('POST', `${repo}/git/refs`, { ref: ref.ref, sha: ref.object.sha })).toEqual([])
    expect(asked('POST', `/api/v3${repo}/git/refs`, { ref: ref.ref, sha: ref.object.sha })).toEqual([])
    expect(asked('GET', '/api/v3/')).toEqual([])
  })

  test('names an operation that is described', () => {
    expect(asked('GET', `${repo}/nothing`)).toEqual([
      expect.stringMatching(/^GET .*nothing, request: path is not described/),
    ])
    expect(asked('DELETE', `${repo}/issues`)).toHaveLength(1)
  })

  test('may have slashes where refs and paths are, raw or encoded, and nowhere else', () => {
    for (const path of [
      'git/ref/heads/a/b',
      'git/ref/heads%2Fa%2Fb',
      'contents/a/b.txt',
      'contents/',
      'git/matching-refs/',
    ]) {
      expect(asked('GET', `${repo}/${path}`)).toEqual([])
    }
    expect(asked('GET', `${repo}/commits/a/b/check-runs`, undefined, 'check_name=ci')).toEqual([])
    expect(asked('GET', `${repo}/labels/a/b`)).toHaveLength(1)
  })

  test('has whole numbers where numbers are', () => {
    expect(asked('GET', `${repo}/pulls/one`)).toEqual([
      'pulls/get, request: path.pull_number is "one", not a whole number',
    ])
  })

  test('has no field of which GitHub says nothing, at any depth', () => {
    const output = { title: 'a', summary: 'b', footer: 'c' }
    expect(asked('POST', `${repo}/check-runs`, { name: 'a', head_sha: 'b', output, verdict: 1 })).toEqual([
      'checks/create, request: body has verdict, of which GitHub says nothing',
      'checks/create, request: body.output has footer, of which GitHub says nothing',
    ])
    expect(
      asked('PATCH', `${repo}/check-runs/1`, { status: 'completed', conclusion: 'success', verdict: 1 }),
    ).toHaveLength(1)
    expect(asked('POST', `${repo}/deployments`, { ref: 'main', payload: { anything: [1] } })).toEqual([])
  })

  test('has what is required, as it is to be', () => {
    expect(asked('POST', `${repo}/pulls`, { title: 1, head: 'a' })).toEqual([
      'pulls/create, request: body.title is 1, not string',
      'pulls/create, request: body lacks base',
    ])
    expect(asked('POST', `${repo}/pulls`)).toEqual(['pulls/create, request: body is missing'])
    expect(asked('POST', `${repo}/pulls`, '{"title":')).toEqual(['pulls/create, request: body is not JSON'])
    expect(asked('DELETE', `${repo}/git/refs/heads/a`, { force: true })).toHaveLength(1)
  })

  test('has a query that is known and within bounds', () => {
    expect(asked('GET', `${repo}/pulls`, undefined, 'state=all&per_page=100')).toEqual([])
    expect(asked('GET', `${repo}/pulls`, undefined, 'state=some&per_page=101&since=2020')).toEqual([
      'pulls/list, request: query.state is "some", not one of ["open","closed","all"]',
      'pulls/list, request: query.per_page must be <= 100, but is 101',
      'pulls/list, request: query.since is there, of which GitHub says nothing',
    ])
  })
})

describe('an answer', () => {
  const get = ['GET', `${repo}/git/ref/heads/main`] as const

  test('is right by its operation and status', () => {
    expect(answered(...get, 200, ref)).toEqual([])
    expect(answered('DELETE', `${repo}/git/refs/heads/a`, 204)).toEqual([])
    expect(
      answered('GET', `${repo}/pulls/1`, 200, 'diff --git', {
        'content-type': 'application/vnd.github.diff; charset=utf-8',
      }),
    ).toEqual([])
  })

  test('says all that it must, and no more', () => {
    expect(answered(...get, 200, { ...ref, object: { type: 'commit' }, sha: 'a' })).toEqual([
      'git/get-ref, response: body.object lacks sha, url',
      'git/get-ref, response: body has sha, of which GitHub says nothing',
    ])
    expect(answered(...get, 200)).toEqual(['git/get-ref, response: body is missing'])
    expect(answered('DELETE', `${repo}/git/refs/heads/a`, 204, {})).toEqual([])
    expect(answered('DELETE', `${repo}/git/refs/heads/a`, 204, { ref: 'a' })).toHaveLength(1)
  })

  test('has a status that is described, for the operation or for all', () => {
    expect(answered(...get, 418, { message: 'a', documentation_url: 'b' })).toEqual([
      'git/get-ref, response: status 418 is not described',
    ])
    expect(answered(...get, 201, ref)).toEqual(['git/get-ref, response: status 201 is not described'])
    expect(
      answered(...get, 401, { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest' }),
    ).toEqual([])
    expect(answered(...get, 401, { error: 'no' })).toEqual([
      'git/get-ref, response: body lacks message, documentation_url',
    ])
    expect(answered(...get, 502, '<html>')).toEqual([])
    expect(answered('PUT', `${repo}/pulls/1/merge`, 304)).toHaveLength(1)
  })

  test('is said to lack what the nearest of its alternatives lacks', () => {
    const file = {
      type: 'file',
      name: 'a',
      path: 'a',
      sha: 'a',
      size: 1,
      encoding: 'base64',
      content: '',
      url: 'https://x.y/a',
    }
    expect(answered('GET', `${repo}/contents/a`, 200, file)).toEqual([
      'repos/get-content, response: body lacks _links, git_url, html_url, download_url',
    ])
  })
})

test('a webhook has the shape of its event and action, and the headers of a delivery', () => {
  expect(contract.webhook('push', {}).map(printProblem)).toEqual([
    expect.stringMatching(/^push, webhook: lacks .*ref, .*repository/),
  ])
  expect(contract.webhook('pull_request', { action: 'danced' }).map(printProblem)).toEqual([
    'pull-request-danced, webhook: is not described, or not in use yet',
  ])
  const missing = contract.webhook('ping', { hook: {} }, { 'x-github-event': 'ping' }).map(({ at }) => at)
  expect(missing).toContain('headers.x-hub-signature-256')
  expect(missing).not.toContain('headers.x-github-event')
})

describe('a GraphQL query', () => {
  const query = 'query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { id } }'

  function queried(text: string, variables?: unknown): string[] {
    return contract.graphql(text, variables).map(({ at, reason }) => `${at} ${reason}`.trim())
  }

  test('asks for what the public schema has', () => {
    expect(queried(query, { owner: 'a', name: 'b' })).toEqual([])
    expect(queried(query.replace('id }', 'harbour }'), { owner: 'a', name: 'b' })).toEqual([
      expect.stringContaining('Cannot query field "harbour" on type "Repository"'),
    ])
    expect(queried('query {')).toEqual([expect.stringContaining('Syntax Error')])
  })

  test('has the variables that it declares, as they are to be', () => {
    expect(queried(query, { owner: 'a' })).toEqual([
      expect.stringContaining('"$name" of required type "String!" was not provided'),
    ])
    expect(queried(query, { owner: 'a', name: 'b', more: 1 })).toEqual(['variables.more is not declared by the query'])
    const mutation = 'mutation($input: CloseIssueInput!) { closeIssue(input: $input) { clientMutationId } }'
    expect(queried(mutation, { input: { issueId: 'a', nonsense: 1 } })).toEqual([
      expect.stringContaining('"nonsense" is not defined'),
    ])
  })

  test('may ask under one name for fields of different types, as semantic-release does', () => {
    const overlapping = 'query { node(id: "a") { ... on Issue { x: number } ... on User { x: login } } }'
    expect(queried(overlapping)).toEqual([])
  })
})
