import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { WorldEvent } from '../../src/local-github/world/world.js'
import { createCheckRun } from '../../src/local-github/world/check-runs.js'
import { openIssue } from '../../src/local-github/world/issues.js'
import { openPullRequest } from '../../src/local-github/world/pull-requests.js'
import { editRepository } from '../../src/local-github/world/repositories.js'
import { createStatus } from '../../src/local-github/world/statuses.js'
import { createUser } from '../../src/local-github/world/users.js'
import { serveGraphql, type GraphqlServer } from './graphql-client.js'

let server: GraphqlServer
let events: WorldEvent[]
let token: string

const zeros = '0'.repeat(40)
const repositoryId = () => server.repository.nodeId
const shaOf = (ref: string) => server.world.git(server.repository).resolve(ref)

beforeAll(async () => {
  server = await serveGraphql()
  events = []
  server.world.listen((event) => events.push(event))
  token = server.install({ contents: 'write', pull_requests: 'write', issues: 'write', checks: 'write' }).token
})
afterAll(() => server.close())

const updateRefs = `mutation ($repositoryId: ID!, $refUpdates: [RefUpdate!]!) {
  updateRefs(input: { repositoryId: $repositoryId, refUpdates: $refUpdates, clientMutationId: "m1" }) { clientMutationId } }`

function moveRefs(refUpdates: object[], as = token) {
  return server.ask(updateRefs, { repositoryId: repositoryId(), refUpdates }, as)
}

describe('updateRefs', () => {
  test('creates, moves by force and deletes in one go; all zeros stand for "not there"', async () => {
    const old = await server.commit('moved', { 'moved.txt': '1' })
    const gone = await server.commit('gone', { 'gone.txt': '1' })
    const { data, errors } = await moveRefs([
      { name: 'refs/heads/new', beforeOid: zeros, afterOid: old },
      { name: 'refs/heads/moved', beforeOid: old, afterOid: server.first, force: true },
      { name: 'refs/heads/gone', beforeOid: gone, afterOid: zeros },
    ])
    expect([errors, data]).toEqual([undefined, { updateRefs: { clientMutationId: 'm1' } }])
    expect(await Promise.all(['refs/heads/new', 'refs/heads/moved', 'refs/heads/gone'].map(shaOf))).toEqual([
      old,
      server.first,
      undefined,
    ])
    expect(events.filter(({ name }) => name === 'push').length).toBeGreaterThanOrEqual(3)
  })

  test('moves nothing where one `beforeOid` no longer holds, and does not say why', async () => {
    const [left, right] = [await server.commit('left', { l: '1' }), await server.commit('right', { r: '1' })]
    const { status, data, errors } = await moveRefs([
      { name: 'refs/heads/left', beforeOid: left, afterOid: server.first, force: true },
      { name: 'refs/heads/right', beforeOid: left, afterOid: server.first, force: true },
    ])
    expect([status, data]).toEqual([200, { updateRefs: null }])
    expect(errors).toEqual([
      {
        message: expect.stringMatching(
          /^Something went wrong while executing your query on 2026-03-01T12:00:00Z\. Please include `[0-9A-F:]+` when reporting this issue\.$/,
        ),
      },
    ])
    expect([await shaOf('refs/heads/left'), await shaOf('refs/heads/right')]).toEqual([left, right])
  })

  test('refuses what goes back without force, and a tag object', async () => {
    const sha = await server.commit('forward', { f: '1' })
    const back = await moveRefs([{ name: 'refs/heads/forward', beforeOid: sha, afterOid: server.first }])
    expect(back.errors).toMatchObject([{ type: 'UNPROCESSABLE', message: 'Update is not a fast forward' }])
    const tagger = { name: 'Alice', email: 'a@example.com', date: '2026-03-01T00:00:00Z' }
    const tag = await server.world.git(server.repository).writeTag({ name: 't', object: sha, message: 't', tagger })
    const tagged = await moveRefs([{ name: 'refs/tags/t', beforeOid: zeros, afterOid: tag }])
    expect(tagged.errors).toMatchObject([
      { type: 'UNPROCESSABLE', path: ['updateRefs'], message: 'Invalid object type tag, expected commit' },
    ])
  })

  test('wants contents: write of an app, a role of a person, and a repository that is not archived', async () => {
    const updates = [{ name: 'refs/heads/never', afterOid: server.first }]
    const app = await moveRefs(updates, server.install({ contents: 'read' }).token)
    expect(app.errors).toEqual([
      {
        type: 'FORBIDDEN',
        path: ['updateRefs'],
        extensions: { saml_failure: false },
        locations: [{ line: 2, column: 3 }],
        message: 'Resource not accessible by integration',
      },
    ])
    const stranger = await moveRefs(updates, createUser(server.world, { login: 'mallory' }).token)
    expect(stranger.errors).toMatchObject([
      { type: 'FORBIDDEN', message: 'mallory does not have the correct permissions to execute `UpdateRefs`' },
    ])
    editRepository(server.world, server.repository, { archived: true })
    expect((await moveRefs(updates)).errors).toMatchObject([{ message: 'Repository was archived so is read-only.' }])
    editRepository(server.world, server.repository, { archived: false })
    expect(await shaOf('refs/heads/never')).toBeUndefined()
  })

  test('names the repository that is not there', async () => {
    const { errors } = await server.ask(updateRefs, { repositoryId: 'R_none', refUpdates: [] }, token)
    expect(errors).toMatchObject([
      { type: 'NOT_FOUND', message: "Could not resolve to a node with the global id of 'R_none'" },
    ])
  })
})

test('createRef, updateRef and deleteRef follow one ref through its life', async () => {
  const next = await server.commit('source', { s: '1' })
  const create = `mutation ($id: ID!, $oid: GitObjectID!) {
    createRef(input: { repositoryId: $id, name: "refs/heads/life", oid: $oid }) { ref { id name target { oid } } } }`
  const created = await server.ask(create, { id: repositoryId(), oid: server.first }, token)
  expect(created.data.createRef.ref).toMatchObject({ name: 'life', target: { oid: server.first } })
  const again = await server.ask(create, { id: repositoryId(), oid: server.first }, token)
  expect(again.errors).toMatchObject([
    { type: 'UNPROCESSABLE', message: 'A ref named "refs/heads/life" already exists in the repository.' },
  ])
  const { id } = created.data.createRef.ref
  const update =
    'mutation ($id: ID!, $oid: GitObjectID!) { updateRef(input: { refId: $id, oid: $oid }) { ref { target { oid } } } }'
  expect((await server.ask(update, { id, oid: next }, token)).data.updateRef.ref.target.oid).toBe(next)
  const remove = 'mutation ($id: ID!) { deleteRef(input: { refId: $id }) { clientMutationId } }'
  expect((await server.ask(remove, { id }, token)).data).toEqual({ deleteRef: { clientMutationId: null } })
  expect(await shaOf('refs/heads/life')).toBeUndefined()
})

describe('createCommitOnBranch', () => {
  const query = `mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) {
    ref { name } commit { oid message author { name } signature { isValid wasSignedByGitHub } parents(first: 1) { nodes { oid } } } } }`
  const input = (branchName: string, expectedHeadOid: string, fileChanges: object) => ({
    branch: { repositoryNameWithOwner: 'alice/app', branchName },
    message: { headline: 'chore: files', body: 'more' },
    expectedHeadOid,
    fileChanges,
  })

  test('adds and deletes files on top of the branch, signed by GitHub', async () => {
    const head = await server.commit('files', { 'old.txt': 'x' })
    const contents = Buffer.from([0, 1, 255]).toString('base64')
    const changes = { additions: [{ path: 'deep/new.bin', contents }], deletions: [{ path: 'old.txt' }] }
    const { data } = await server.ask(query, { input: input('files', head, changes) }, token)
    const { commit, ref } = data.createCommitOnBranch
    expect(ref.name).toBe('files')
    expect(commit).toMatchObject({
      oid: await shaOf('refs/heads/files'),
      message: 'chore: files\n\nmore',
      signature: { isValid: true, wasSignedByGitHub: true },
      parents: { nodes: [{ oid: head }] },
    })
    const blob = await server.world.git(server.repository).readObject('files:deep/new.bin')
    expect([...(blob?.content ?? [])]).toEqual([0, 1, 255])
    expect(await shaOf('files:old.txt')).toBeUndefined()
  })

  test('refuses a branch that has moved, and the deletion of what is not there', async () => {
    const head = await server.commit('stale', { 'a.txt': 'x' })
    const stale = await server.ask(query, { input: input('stale', server.first, {}) }, token)
    expect(stale).toMatchObject({
      data: { createCommitOnBranch: null },
      errors: [
        {
          type: 'STALE_DATA',
          path: ['createCommitOnBranch'],
          message: `Expected branch to point to "${server.first}" but it did not.  Pull and try again.`,
        },
      ],
    })
    const missing = await server.ask(query, { input: input('stale', head, { deletions: [{ path: 'b.txt' }] }) }, token)
    expect(missing.errors).toMatchObject([
      { message: `A path was requested for deletion which does not exist as of commit oid \`${head}\`` },
    ])
    expect(await shaOf('refs/heads/stale')).toBe(head)
  })
})

test('updatePullRequest edits, relabels and closes', async () => {
  const { world, repository, asAlice } = server
  await server.commit('edited', { e: '1' })
  const { nodeId } = await openPullRequest(world, repository, asAlice, { title: 'Old', head: 'edited', base: 'main' })
  const bug = repository.labels.get('bug')?.nodeId
  const query = `mutation ($input: UpdatePullRequestInput!) { updatePullRequest(input: $input) {
    actor { __typename } pullRequest { title body state labels(first: 5) { nodes { name } } } } }`
  const input = { pullRequestId: nodeId, title: 'New', body: 'text', state: 'CLOSED', labelIds: [bug] }
  const { data } = await server.ask(query, { input }, token)
  expect(data.updatePullRequest).toEqual({
    actor: { __typename: 'Bot' },
    pullRequest: { title: 'New', body: 'text', state: 'CLOSED', labels: { nodes: [{ name: 'bug' }] } },
  })
  const lacking = await server.ask(query, { input: { pullRequestId: nodeId, milestoneId: 'x' } }, token)
  expect(lacking.errors?.[0]?.message).toMatch(
    /does not implement Mutation\.updatePullRequest\(input: \{ milestoneId: \}\)/,
  )
})

test('addComment speaks on an issue, where the app may write to issues', async () => {
  const { world, repository, asAlice } = server
  const { nodeId } = await openIssue(world, repository, asAlice, { title: 'Talk' })
  const query = `mutation ($id: ID!, $body: String!) { addComment(input: { subjectId: $id, body: $body }) {
    commentEdge { node { body viewerDidAuthor author { login } } } subject { ... on Issue { comments { totalCount } } } } }`
  const { data } = await server.ask(query, { id: nodeId, body: 'hello' }, token)
  expect(data.addComment).toMatchObject({
    commentEdge: { node: { body: 'hello', viewerDidAuthor: true } },
    subject: { comments: { totalCount: 1 } },
  })
  const other = server.install({ pull_requests: 'write' }).token
  expect((await server.ask(query, { id: nodeId, body: 'no' }, other)).errors).toMatchObject([{ type: 'FORBIDDEN' }])
  const empty = await server.ask(query, { id: nodeId, body: ' ' }, token)
  expect(empty.errors).toMatchObject([{ type: 'UNPROCESSABLE', message: "Body can't be blank" }])
})

test('checks and statuses of a commit roll up to the worst of them', async () => {
  const { world, repository, asAlice } = server
  const sha = await server.commit('checked', { c: '1' })
  const { actor } = server.install({ checks: 'write', statuses: 'write' })
  const read = async () =>
    (
      await server.ask(
        `{ repository(owner: "alice", name: "app") { object(oid: "${sha}") { ... on Commit {
          statusCheckRollup { state contexts(first: 5) { totalCount nodes { __typename ... on CheckRun { name conclusion } ... on StatusContext { context } } } }
          checkSuites(first: 9, filterBy: { checkName: "test" }) { nodes { status conclusion checkRuns(first: 1) { nodes { name } } } } } } } }`,
      )
    ).data.repository.object
  expect((await read()).statusCheckRollup).toBeNull()
  await createCheckRun(world, repository, actor, {
    name: 'test',
    headSha: sha,
    status: 'completed',
    conclusion: 'success',
  })
  expect((await read()).statusCheckRollup.state).toBe('SUCCESS')
  await createStatus(world, repository, asAlice, { sha, state: 'pending', context: 'ci' })
  expect((await read()).statusCheckRollup.state).toBe('PENDING')
  await createCheckRun(world, repository, actor, {
    name: 'test',
    headSha: sha,
    status: 'completed',
    conclusion: 'failure',
  })
  expect(await read()).toEqual({
    statusCheckRollup: {
      state: 'FAILURE',
      contexts: {
        totalCount: 2,
        nodes: [
          { __typename: 'CheckRun', name: 'test', conclusion: 'FAILURE' },
          { __typename: 'StatusContext', context: 'ci' },
        ],
      },
    },
    checkSuites: { nodes: [{ status: 'COMPLETED', conclusion: 'FAILURE', checkRuns: { nodes: [{ name: 'test' }] } }] },
  })
})

test('createCheckRun and updateCheckRun say of a commit what only their app may say', async () => {
  const sha = await server.commit('checked', { 'checked.txt': '1' })
  const create = `mutation ($input: CreateCheckRunInput!) { createCheckRun(input: $input) {
    checkRun { id name status conclusion externalId repository { name } } } }`
  const input = { repositoryId: repositoryId(), name: 'Ours', headSha: sha, status: 'IN_PROGRESS' }
  const { data, errors } = await server.ask(create, { input }, token)
  expect([errors, data.createCheckRun.checkRun]).toMatchObject([
    undefined,
    { name: 'Ours', status: 'IN_PROGRESS', conclusion: null, repository: { name: 'app' } },
  ])
  const update = `mutation ($input: UpdateCheckRunInput!) { updateCheckRun(input: $input) {
    checkRun { status conclusion title summary externalId } } }`
  const ended = {
    repositoryId: repositoryId(),
    checkRunId: data.createCheckRun.checkRun.id,
    externalId: 'k',
    conclusion: 'SUCCESS',
    output: { title: 'Good', summary: 'All is well.' },
  }
  const other = server.install({ checks: 'write' }).token
  expect((await server.ask(update, { input: ended }, other)).errors).toMatchObject([{ type: 'FORBIDDEN' }])
  expect((await server.ask(update, { input: ended }, token)).data.updateCheckRun.checkRun).toEqual({
    status: 'COMPLETED',
    conclusion: 'SUCCESS',
    title: 'Good',
    summary: 'All is well.',
    externalId: 'k',
  })
  expect((await server.ask(create, { input }, null)).status).toBe(401)
  expect((await server.ask(create, { input })).errors).toMatchObject([{ type: 'FORBIDDEN' }])
  const elsewhere = { ...input, headSha: 'f'.repeat(40) }
  expect((await server.ask(create, { input: elsewhere }, token)).errors).toMatchObject([{ type: 'UNPROCESSABLE' }])
})
