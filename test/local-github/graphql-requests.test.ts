import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createRepository, editRepository } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import { serveGraphql, type GraphqlServer } from './graphql-client.js'

let server: GraphqlServer

beforeAll(async () => {
  server = await serveGraphql()
})
afterAll(() => server.close())

const ofApp = (fields: string) => `{ repository(owner: "alice", name: "app") { ${fields} } }`

describe('who asks', () => {
  test('is asked to sign in, with 401 as in the REST API', async () => {
    const answer = await server.ask('{ viewer { login } }', {}, null)
    expect([answer.status, answer.message]).toEqual([401, 'This endpoint requires you to be authenticated.'])
  })

  test('is refused with 401 for a token that is none', async () => {
    const answer = await server.ask('{ viewer { login } }', {}, 'ghp_none')
    expect([answer.status, answer.message]).toEqual([401, 'Bad credentials'])
  })

  test('is the viewer: a person by login, an installation as slug[bot]', async () => {
    const { token } = server.install({})
    expect((await server.ask('{ viewer { login } }')).data).toEqual({ viewer: { login: 'alice' } })
    expect((await server.ask('{ viewer { login } }', {}, token)).data.viewer.login).toMatch(/^helper-\d+\[bot\]$/)
  })

  test('sees nothing of a private repository of somebody else', async () => {
    const { token } = createUser(server.world, { login: 'mallory' })
    const secret = await createRepository(server.world, { owner: server.alice, name: 'secret', private: true })
    const query = '{ repository(owner: "alice", name: "secret") { viewerPermission } }'
    expect((await server.ask(query)).data.repository).toEqual({ viewerPermission: 'ADMIN' })
    expect((await server.ask(query, {}, token)).errors).toMatchObject([{ type: 'NOT_FOUND' }])
    const byId = await server.ask('query ($id: ID!) { node(id: $id) { id } }', { id: secret.nodeId }, token)
    expect(byId).toMatchObject({
      data: { node: null },
      errors: [{ type: 'NOT_FOUND', message: `Could not resolve to a node with the global id of '${secret.nodeId}'` }],
    })
  })

  test('reads of a private repository what the installation was granted, no more', async () => {
    await createRepository(server.world, { owner: server.alice, name: 'inside', private: true })
    const { token } = server.install({ contents: 'read' })
    const query = `{ repository(owner: "alice", name: "inside") {
      refs(refPrefix: "refs/heads/", first: 1) { totalCount } issues(first: 1) { totalCount } } }`
    expect((await server.ask(query, {}, token)).errors).toEqual([
      {
        type: 'FORBIDDEN',
        path: ['repository', 'issues'],
        extensions: { saml_failure: false },
        locations: [{ line: 2, column: 63 }],
        message: 'Resource not accessible by integration',
      },
    ])
  })
})

describe('what cannot be answered', () => {
  test('is null with status 200, and an error of a type, a path and a place', async () => {
    const answer = await server.ask('{ repository(owner: "a", name: "b") { id } }')
    expect(answer).toMatchObject({ status: 200, data: { repository: null } })
    expect(answer.errors).toEqual([
      {
        type: 'NOT_FOUND',
        path: ['repository'],
        locations: [{ line: 1, column: 3 }],
        message: "Could not resolve to a Repository with the name 'a/b'.",
      },
    ])
  })

  test('says by what it was looked for', async () => {
    const { data, errors } = await server.ask(
      ofApp('pullRequest(number: 9) { id } issue(number: 8) { id } issueOrPullRequest(number: 7) { __typename }'),
    )
    expect(data.repository).toEqual({ pullRequest: null, issue: null, issueOrPullRequest: null })
    expect(errors?.map(({ message }) => message)).toEqual([
      'Could not resolve to a PullRequest with the number of 9.',
      'Could not resolve to an Issue with the number of 8.',
      'Could not resolve to an issue or pull request with the number of 7.',
    ])
    const user = await server.ask('{ user(login: "nobody") { id } }')
    expect(user.errors?.[0]?.message).toBe("Could not resolve to a User with the login of 'nobody'.")
  })

  test('is a loud error where the local GitHub lacks a field or an argument of the public schema, never a null', async () => {
    const field = await server.ask(ofApp('homepageUrl'))
    expect(field.errors).toMatchObject([
      {
        path: ['repository', 'homepageUrl'],
        message: 'the local GitHub does not implement Repository.homepageUrl yet',
      },
    ])
    const argument = await server.ask(ofApp('issues(first: 1, filterBy: { mentioned: "x" }) { nodes { id } }'))
    expect(argument.errors?.[0]?.message).toBe('the local GitHub does not implement Repository.issues(mentioned:) yet')
    const mutation = await server.ask('mutation { addStar(input: { starrableId: "x" }) { clientMutationId } }')
    expect(mutation.errors?.[0]?.message).toBe('the local GitHub does not implement Mutation.addStar yet')
  })

  test('is refused whole where the public schema does not know it, in the words of GitHub', async () => {
    const { data, errors, status } = await server.ask(
      'query Q { repository(owner: "alice") { ... on Repository { nope } } }',
    )
    expect([status, data]).toEqual([200, undefined])
    expect(errors).toEqual([
      {
        path: ['query Q', 'repository', '... on Repository', 'nope'],
        extensions: { code: 'undefinedField', typeName: 'Repository', fieldName: 'nope' },
        locations: [{ line: 1, column: 60 }],
        message: "Field 'nope' doesn't exist on type 'Repository'",
      },
      {
        path: ['query Q', 'repository'],
        extensions: { code: 'missingRequiredArguments', className: 'Field', name: 'repository', arguments: 'name' },
        locations: [{ line: 1, column: 11 }],
        message: "Field 'repository' is missing required arguments: name",
      },
    ])
  })

  test('names the token where a query ends too soon, and the variable that is missing', async () => {
    expect((await server.ask('{ viewer { login }')).errors).toEqual([
      { locations: [{ line: 1, column: 19 }], message: 'Expected NAME, actual: (none) ("") at [1, 19]' },
    ])
    const query = 'query ($name: String!) { repository(owner: "alice", name: $name) { id } }'
    expect((await server.ask(query)).errors).toEqual([
      {
        extensions: { value: null, problems: [{ path: [], explanation: 'Expected value to not be null' }] },
        locations: [{ line: 1, column: 8 }],
        message: 'Variable $name of type String! was provided invalid value',
      },
    ])
    const none = await server.ask(undefined)
    expect(none.errors).toEqual([{ message: 'A query attribute must be specified and must be a string.' }])
  })

  test('is not refused for fields of one name and different types on types that exclude each other', async () => {
    const query = ofApp('issueOrPullRequest(number: 1) { ... on Issue { state } ... on PullRequest { state } }')
    expect((await server.ask(query)).errors).toMatchObject([{ type: 'NOT_FOUND' }])
  })
})

describe('limits', () => {
  test('every connection wants `first` or `last`, of at most 100, unless only its total is asked for', async () => {
    const { data, errors } = await server.ask(
      ofApp('a: issues { nodes { id } } b: issues(first: 101) { nodes { id } } c: issues(last: 101) { nodes { id } }'),
    )
    expect(data.repository).toBeNull()
    expect(errors?.[0]).toEqual({
      type: 'MISSING_PAGINATION_BOUNDARIES',
      path: ['repository', 'a'],
      locations: [{ line: 1, column: 45 }],
      message: 'You must provide a `first` or `last` value to properly paginate the `issues` connection.',
    })
    const excessive = await server.ask(ofApp('refs(refPrefix: "refs/tags/", first: 101) { nodes { name } }'))
    expect(excessive).toMatchObject({
      data: { repository: { refs: null } },
      errors: [
        {
          type: 'EXCESSIVE_PAGINATION',
          message: 'Requesting 101 records on the `refs` connection exceeds the `first` limit of 100 records.',
        },
      ],
    })
    expect((await server.ask(ofApp('issues { totalCount }'))).data.repository.issues).toEqual({ totalCount: 0 })
  })

  test('a query may ask for 500,000 nodes at most, and is told which connection goes beyond', async () => {
    const deep = ofApp(
      'pullRequests(first: 100) { nodes { comments(first: 100) { nodes { issue { comments(first: 100) { nodes { id } } } } } } }',
    )
    expect((await server.ask(deep)).errors).toEqual([
      {
        type: 'MAX_NODE_LIMIT_EXCEEDED',
        message:
          'By the time this query traverses to the comments connection, it is requesting up to 1,000,000 possible nodes which exceeds the maximum limit of 500,000.',
      },
    ])
    const wide = deep.replace('pullRequests(first: 100)', 'pullRequests(first: 50)')
    expect((await server.ask(wide)).errors?.[0]?.message).toBe(
      'This query requests up to 505,050 possible nodes which exceeds the maximum limit of 500,000.',
    )
  })

  test('the cost is that of the documented example: 5,101 requests are 51 points', async () => {
    const query = `{
      rateLimit { cost nodeCount limit remaining used resetAt }
      repository(owner: "alice", name: "app") { pullRequests(first: 100) { nodes { timelineItems(first: 50, itemTypes: MERGED_EVENT) {
        nodes { ... on MergedEvent { pullRequest { labels(first: 60) { nodes { name } } } } } } } } }
    }`
    const { token } = server.install({ pull_requests: 'read' })
    const { data, headers } = await server.ask(query, {}, token)
    expect(data.rateLimit).toEqual({
      cost: 51,
      nodeCount: 100 + 100 * 50 + 100 * 50 * 60,
      limit: 5000,
      remaining: 4949,
      used: 51,
      resetAt: '2026-03-01T13:00:00Z',
    })
    expect(headers.get('x-ratelimit-remaining')).toBe('4949')
    expect(headers.get('x-ratelimit-resource')).toBe('graphql')
    const cheap = await server.ask('{ rateLimit { cost used } }', {}, token)
    expect(cheap.data.rateLimit).toEqual({ cost: 1, used: 52 })
  })

  test('who has no points left gets RATE_LIMITED with status 200 until the hour is over', async () => {
    const { token } = server.install({})
    const below = 'labels(first: 1) { nodes { name } }'
    const costly = `{ repository(owner: "alice", name: "app") { ${Array.from({ length: 10 }, (_, index) => `p${index}: pullRequests(first: 100) { nodes { a: comments(first: 100) { nodes { pullRequest { ${below} } } } } }`).join(' ')} } }`
    for (let spent = 0; spent + 1011 <= 5000; spent += 1011) await server.ask(costly, {}, token)
    const refused = await server.ask(costly, {}, token)
    expect(refused).toMatchObject({ status: 200, data: undefined, errors: [{ type: 'RATE_LIMITED' }] })
    server.pass(60 * 60 * 1000)
    expect((await server.ask('{ viewer { login } }', {}, token)).errors).toBeUndefined()
  })
})

test('an archived repository and its settings are told', async () => {
  const archived = await createRepository(server.world, { owner: server.alice, name: 'old' })
  editRepository(server.world, archived, {
    archived: true,
    mergeMethods: { merge: false, squash: true, rebase: false },
  })
  const query = `{ repository(owner: "alice", name: "old") {
    isArchived isPrivate isFork isEmpty nameWithOwner url owner { __typename login } defaultBranchRef { name }
    mergeCommitAllowed squashMergeAllowed rebaseMergeAllowed deleteBranchOnMerge hasIssuesEnabled } }`
  expect((await server.ask(query)).data.repository).toEqual({
    isArchived: true,
    isPrivate: false,
    isFork: false,
    isEmpty: true,
    nameWithOwner: 'alice/old',
    url: `${server.url}/alice/old`,
    owner: { __typename: 'User', login: 'alice' },
    defaultBranchRef: null,
    mergeCommitAllowed: false,
    squashMergeAllowed: true,
    rebaseMergeAllowed: false,
    deleteBranchOnMerge: false,
    hasIssuesEnabled: true,
  })
})
