import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { addComment, editComment } from '../../src/local-github/world/comments.js'
import { editIssue, openIssue } from '../../src/local-github/world/issues.js'
import { addLabels } from '../../src/local-github/world/labels.js'
import { mergePullRequest } from '../../src/local-github/world/merge-pull-request.js'
import { openPullRequest } from '../../src/local-github/world/pull-requests.js'
import { createRelease } from '../../src/local-github/world/releases.js'
import { askApp, serveGraphql, type GraphqlServer } from './graphql-client.js'

let server: GraphqlServer

beforeAll(async () => {
  server = await serveGraphql()
})
afterAll(() => server.close())

const hour = 60 * 60 * 1000

/** What a query for fields of alice/app gives. */
const app = (fields: string, token?: string) => askApp(server, fields, token)

describe('pull requests, issues and comments', () => {
  test('tell what a bot opened and a person merged', async () => {
    const { actor } = server.install({ pull_requests: 'write', contents: 'write' })
    const { world, repository } = server
    const issue = await openIssue(world, repository, server.asAlice, { title: 'Broken', labels: ['bug'] })
    const head = await server.commit('topic', { 'topic.txt': 'a\nb\n' }, 'fix: topic')
    const input = { title: 'fix: topic', body: `Closes #${issue.number}`, head: 'topic', base: 'main' }
    const { number } = await openPullRequest(world, repository, actor, input)
    const fields = `
      number state merged isDraft isCrossRepository mergeable headRefName headRefOid baseRefName reviewDecision
      author { __typename login } headRepository { nameWithOwner } headRef { name }
      additions deletions changedFiles files(first: 5) { nodes { path changeType additions } }
      commits(last: 20) { totalCount nodes { commit { message } } }
      closingIssuesReferences(first: 5) { nodes { number } }
      viewerMergeHeadlineText(mergeType: SQUASH) viewerMergeBodyText(mergeType: MERGE)
      mergeCommit { oid } mergedBy { login }`
    expect(await app(`pullRequest(number: ${number}) { mergeable }`)).toEqual({ pullRequest: { mergeable: 'UNKNOWN' } })
    const open = (await app(`pullRequest(number: ${number}) { ${fields} }`)).pullRequest
    expect(open).toMatchObject({
      state: 'OPEN',
      merged: false,
      isCrossRepository: false,
      mergeable: 'MERGEABLE',
      headRefName: 'topic',
      headRefOid: head,
      baseRefName: 'main',
      author: { __typename: 'Bot', login: expect.stringMatching(/^helper-\d+$/) },
      headRepository: { nameWithOwner: 'alice/app' },
      headRef: { name: 'topic' },
      additions: 2,
      deletions: 0,
      changedFiles: 1,
      files: { nodes: [{ path: 'topic.txt', changeType: 'ADDED', additions: 2 }] },
      commits: { totalCount: 1, nodes: [{ commit: { message: 'fix: topic' } }] },
      closingIssuesReferences: { nodes: [{ number: issue.number }] },
      viewerMergeHeadlineText: `fix: topic (#${number})`,
      viewerMergeBodyText: 'fix: topic',
      mergeCommit: null,
      mergedBy: null,
    })

    server.pass(hour)
    const { sha } = await mergePullRequest(world, repository, server.asAlice, number, { method: 'squash' })
    const { pullRequest, object, closed } = await app(`
      pullRequest(number: ${number}) { state merged mergedAt mergeCommit { oid } mergedBy { login } mergeable }
      object(oid: "${sha}") { ... on Commit { associatedPullRequests(first: 1) { nodes { number } } } }
      closed: issue(number: ${issue.number}) {
        state stateReason labels(first: 3) { nodes { name } } closedByPullRequestsReferences(first: 3) { nodes { number } }
        timelineItems(first: 3, itemTypes: CLOSED_EVENT) { nodes { ... on ClosedEvent { closer { ... on PullRequest { number } } } } } }`)
    expect(pullRequest).toMatchObject({
      state: 'MERGED',
      merged: true,
      mergeCommit: { oid: sha },
      mergedBy: { login: 'alice' },
      mergeable: 'UNKNOWN',
    })
    expect(object.associatedPullRequests.nodes).toEqual([{ number }])
    expect(closed).toEqual({
      state: 'CLOSED',
      stateReason: 'COMPLETED',
      labels: { nodes: [{ name: 'bug' }] },
      closedByPullRequestsReferences: { nodes: [{ number }] },
      timelineItems: { nodes: [{ closer: { number } }] },
    })
  })

  test('are found by branch, state and label, in the order that is asked for', async () => {
    const { world, repository, asAlice } = server
    for (const branch of ['one', 'two']) {
      await server.commit(branch, { [branch]: branch })
      server.pass(hour)
      const made = await openPullRequest(world, repository, asAlice, { title: branch, head: branch, base: 'main' })
      if (branch === 'one') addLabels(world, repository, asAlice, made, ['urgent'])
    }
    const found = await app(`
      two: pullRequests(headRefName: "two", states: OPEN, first: 5) { nodes { title } }
      urgent: pullRequests(labels: ["Urgent"], first: 5) { totalCount nodes { title } }
      newest: pullRequests(states: [OPEN], first: 2, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { title } }
      merged: pullRequests(headRefName: "two", states: MERGED, first: 5) { nodes { title } }`)
    expect(found).toEqual({
      two: { nodes: [{ title: 'two' }] },
      urgent: { totalCount: 1, nodes: [{ title: 'one' }] },
      newest: { nodes: [{ title: 'two' }, { title: 'one' }] },
      merged: { nodes: [] },
    })
  })

  test('a commit that waits in an open pull request leads to it', async () => {
    const sha = await server.commit('waiting', { 'w.txt': 'w' })
    const { number } = await openPullRequest(server.world, server.repository, server.asAlice, {
      title: 'w',
      head: 'waiting',
      base: 'main',
    })
    const { object, ref } = await app(`
      object(oid: "${sha}") { ... on Commit { associatedPullRequests(first: 5) { nodes { number } } } }
      ref(qualifiedName: "refs/heads/waiting") { associatedPullRequests(first: 5, states: OPEN) { nodes { number } } }`)
    expect(object.associatedPullRequests.nodes).toEqual([{ number }])
    expect(ref.associatedPullRequests.nodes).toEqual([{ number }])
  })

  test('a comment tells whose it is and whether it was edited', async () => {
    const { world, repository, asAlice } = server
    const issue = await openIssue(world, repository, asAlice, { title: 'Talk' })
    const { token, actor } = server.install({ issues: 'write' })
    const mine = await addComment(world, repository, actor, issue.number, 'from the bot')
    const other = await addComment(world, repository, asAlice, issue.number, 'from alice')
    server.pass(hour / 2)
    await editComment(world, repository, asAlice, other, 'from alice, again')
    const found = await app(
      `issue(number: ${issue.number}) { comments(first: 9) { totalCount nodes { databaseId body viewerDidAuthor lastEditedAt author { __typename login } url } } }`,
      token,
    )
    expect(found.issue.comments.nodes).toMatchObject([
      { databaseId: mine.id, viewerDidAuthor: true, lastEditedAt: null, author: { __typename: 'Bot' } },
      {
        body: 'from alice, again',
        viewerDidAuthor: false,
        lastEditedAt: expect.any(String),
        author: { login: 'alice' },
      },
    ])
    expect(found.issue.comments.nodes[1].url).toBe(
      `${server.url}/alice/app/issues/${issue.number}#issuecomment-${other.id}`,
    )
  })
})

test('userContentEdits holds whole bodies, newest first, the one from the start among them; none before the first edit', async () => {
  const { world, repository, asAlice } = server
  const issue = await openIssue(world, repository, asAlice, { title: 'Talk', body: 'one' })
  const edits = async () => {
    const found = await app(
      `issue(number: ${issue.number}) { userContentEdits(first: 2) { totalCount nodes { diff editor { login } } } }`,
    )
    return found.issue.userContentEdits
  }
  expect(await edits()).toEqual({ totalCount: 0, nodes: [] })
  editIssue(world, repository, asAlice, issue, { title: 'Talks' })
  editIssue(world, repository, asAlice, issue, { body: 'two' })
  editIssue(world, repository, asAlice, issue, { body: 'three' })
  const by = { editor: { login: 'alice' } }
  expect(await edits()).toEqual({
    totalCount: 3,
    nodes: [
      { diff: 'three', ...by },
      { diff: 'two', ...by },
    ],
  })
})

test('issues are filtered by all of the labels in filterBy, by who wrote them and by who has them', async () => {
  const { world, repository, asAlice } = server
  const both = await openIssue(world, repository, asAlice, { title: 'Both' })
  const one = await openIssue(world, repository, asAlice, { title: 'One' })
  await addLabels(world, repository, asAlice, both, ['failing', 'automated'])
  await addLabels(world, repository, asAlice, one, ['failing'])
  const issues = (filter: string) => `issues(first: 9, states: OPEN, ${filter}) { nodes { number } }`
  const found = await app(`
    every: ${issues('filterBy: { labels: ["failing", "Automated"], createdBy: "Alice", assignee: null }')}
    some: ${issues('labels: ["failing", "automated"]')}
    nobody: ${issues('filterBy: { labels: ["failing"], createdBy: "bob" }')}
    assigned: ${issues('filterBy: { labels: ["failing"], assignee: "*" }')}
    closed: ${issues('filterBy: { labels: ["failing"], states: [CLOSED] }')}`)
  expect(found).toEqual({
    every: { nodes: [{ number: both.number }] },
    some: { nodes: [{ number: both.number }, { number: one.number }] },
    nobody: { nodes: [] },
    assigned: { nodes: [] },
    closed: { nodes: [] },
  })
})

test('releases come newest first, the latest is no prerelease, and drafts are for who may push', async () => {
  const { world, repository, asAlice } = server
  await server.commit('main', { released: '1' })
  await createRelease(world, repository, asAlice, { tagName: 'v3.0.0', name: 'Three', body: 'notes' })
  server.pass(hour)
  await server.commit('main', { released: '2' })
  await createRelease(world, repository, asAlice, { tagName: 'v4.0.0-rc.1', prerelease: true })
  await createRelease(world, repository, asAlice, { tagName: 'v4.0.0', draft: true })
  const fields = `releases(first: 2, orderBy: { field: CREATED_AT, direction: DESC }) { totalCount nodes { tagName isDraft isPrerelease } }
    latestRelease { tagName name description isLatest url author { login } tagCommit { oid } publishedAt } release(tagName: "nope") { id }`
  const found = await app(fields)
  expect(found.releases.totalCount).toBe(3)
  expect(found.releases.nodes).toEqual([
    { tagName: 'v4.0.0', isDraft: true, isPrerelease: false },
    { tagName: 'v4.0.0-rc.1', isDraft: false, isPrerelease: true },
  ])
  expect(found.latestRelease).toMatchObject({
    tagName: 'v3.0.0',
    name: 'Three',
    description: 'notes',
    isLatest: true,
    author: { login: 'alice' },
  })
  expect(found.release).toBeNull()
  const { token } = server.install({ contents: 'read' })
  expect((await app(fields, token)).releases.totalCount).toBe(2)
})

test('a node is found again by the id that it was told with, of every kind', async () => {
  const told = await app(`id issue: issues(first: 1) { nodes { id } } pull: pullRequests(first: 1) { nodes { id } }
    label(name: "bug") { id } latestRelease { id } ref(qualifiedName: "main") { id target { id ... on Commit { tree { id } file(path: "README.md") { object { id } } } } }
    owner { id }`)
  const { target } = told.ref
  const ids = [
    told.id,
    told.issue.nodes[0].id,
    told.pull.nodes[0].id,
    told.label.id,
    told.latestRelease.id,
    told.ref.id,
    target.id,
    target.tree.id,
    target.file.object.id,
    told.owner.id,
  ]
  const { data } = await server.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids })
  expect(data.nodes.map((node: { id: string }) => node.id)).toEqual(ids)
  expect(data.nodes.map((node: { __typename: string }) => node.__typename)).toEqual([
    'Repository',
    'Issue',
    'PullRequest',
    'Label',
    'Release',
    'Ref',
    'Commit',
    'Tree',
    'Blob',
    'User',
  ])
})
