import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { addComment, editComment } from '../../src/local-github/world/comments.js'
import { editIssue, openIssue } from '../../src/local-github/world/issues.js'
import { addLabels } from '../../src/local-github/world/labels.js'
import { mergePullRequest } from '../../src/local-github/world/merge-pull-request.js'
import { openPullRequest } from '../../src/local-github/world/pull-requests.js'
import { createRelease } from '../../src/local-github/world/releases.js'
import { serveGraphql, type GraphqlServer } from './graphql-client.js'

let server: GraphqlServer

beforeAll(async () => {
  server = await serveGraphql()
})
afterAll(() => server.close())

const hour = 60 * 60 * 1000

/** What a query for fields of alice/app gives. */
async function app(fields: string, token?: string) {
  const { data, errors } = await server.ask(`{ repository(owner: "alice", name: "app") { ${fields} } }`, {}, token)
  if (errors) throw new Error(JSON.stringify(errors))
  return data.repository
}

describe('files', () => {
  test('are found by an expression; what it does not lead to is null', async () => {
    expect(
      await app(`
        blob: object(expression: "HEAD:README.md") { __typename ... on Blob { text isTruncated isBinary byteSize } }
        tree: object(expression: "main:src") { ... on Tree { entries { name path type mode object { ... on Blob { text } } } } }
        none: object(expression: "HEAD:nope.md") { oid }
        evil: object(expression: "HEAD\\n--all") { oid }`),
    ).toEqual({
      blob: { __typename: 'Blob', text: '# App\n', isTruncated: false, isBinary: false, byteSize: 6 },
      tree: {
        entries: [
          expect.objectContaining({ name: 'index.js', type: 'blob', mode: 0o100644, object: { text: 'export {}\n' } }),
        ],
      },
      none: null,
      evil: null,
    })
  })

  test('are cut at 512,000 bytes, between characters, and have no text when binary', async () => {
    await server.commit('big', { 'big.txt': `${'a'.repeat(511_999)}é and more`, 'zero.bin': Buffer.from([1, 0, 2]) })
    const { big, zero } = await app(`
      big: object(expression: "big:big.txt") { ... on Blob { text isTruncated byteSize } }
      zero: object(expression: "big:zero.bin") { ... on Blob { text isBinary isTruncated } }`)
    expect(big.text).toBe('a'.repeat(511_999))
    expect([big.isTruncated, big.byteSize]).toEqual([true, 512_010])
    expect(zero).toEqual({ text: null, isBinary: true, isTruncated: false })
  })
})

describe('commits', () => {
  test('tell message, people, parents, changes and files', async () => {
    const sha = await server.commit('told', { 'README.md': '# App\n\nMore\n' }, 'docs: tell\n\nmore of it')
    const found = await app(`object(oid: "${sha}") { ... on Commit {
      oid abbreviatedOid message messageHeadline messageBody url authoredDate committedDate pushedDate
      additions deletions changedFilesIfAvailable author { name email user { login } } committer { name }
      parents(first: 2) { totalCount nodes { oid } } tree { oid } file(path: "src/index.js") { path type size } } }`)
    expect(found.object).toMatchObject({
      oid: sha,
      abbreviatedOid: sha.slice(0, 7),
      message: 'docs: tell\n\nmore of it',
      messageHeadline: 'docs: tell',
      messageBody: 'more of it',
      url: `${server.url}/alice/app/commit/${sha}`,
      authoredDate: '2026-03-01T12:00:00Z',
      committedDate: '2026-03-01T12:00:00Z',
      pushedDate: null,
      additions: 2,
      deletions: 0,
      changedFilesIfAvailable: 1,
      author: { name: 'Alice', user: { login: 'alice' } },
      parents: { totalCount: 1, nodes: [{ oid: server.first }] },
      file: { path: 'src/index.js', type: 'blob', size: 10 },
    })
  })

  test('are walked page by page, both ways, from where the walk began though the branch has moved', async () => {
    const shas = []
    for (const number of [1, 2, 3])
      shas.push(await server.commit('walk', { [`${number}.txt`]: 'x' }, `feat: ${number}`))
    const page = (args: string) =>
      app(`ref(qualifiedName: "refs/heads/walk") { target { ... on Commit { history(${args}) {
        totalCount nodes { oid } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } } }`)
    const { history } = (await page('first: 2')).ref.target
    expect(history).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true, hasPreviousPage: false } })
    expect(history.nodes).toEqual([{ oid: shas[2] }, { oid: shas[1] }])
    await server.commit('walk', { '4.txt': 'x' }, 'feat: 4')
    const next = (await page(`first: 2, after: "${history.pageInfo.endCursor}"`)).ref.target.history
    expect(next.nodes).toEqual([{ oid: shas[0] }, { oid: server.first }])
    expect(next.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
    const back = (await page(`last: 1, before: "${next.pageInfo.startCursor}"`)).ref.target.history
    expect(back.nodes).toEqual([{ oid: shas[1] }])
    const ofPath = (await page('first: 5, path: "2.txt"')).ref.target.history
    expect(ofPath).toMatchObject({ totalCount: 1, nodes: [{ oid: shas[1] }] })
  })
})

describe('refs', () => {
  test('tags come by the date of their commits, annotated ones as tag objects, and in pages', async () => {
    const git = server.world.git(server.repository)
    const shas: string[] = []
    for (const name of ['v1.0.0', 'v1.10.0', 'v1.9.0']) {
      server.pass(hour)
      shas.push(await server.commit('tagged', { version: name }, `feat: ${name}`))
      await git.updateRef(`refs/tags/${name}`, shas.at(-1) ?? null)
    }
    const tagger = { name: 'Alice', email: 'alice@example.com', date: '2026-03-02T00:00:00Z' }
    const tag = await git.writeTag({ name: 'v1.9.0', object: shas[2] ?? '', message: 'nine', tagger })
    await git.updateRef('refs/tags/v1.9.0', tag)
    const fields =
      'totalCount nodes { name prefix target { __typename oid ... on Tag { message target { oid } } } } pageInfo { hasNextPage endCursor }'
    const ordered = 'refPrefix: "refs/tags/", orderBy: { field: TAG_COMMIT_DATE, direction: DESC }'
    const { refs } = await app(`refs(${ordered}, first: 2) { ${fields} }`)
    expect(refs.totalCount).toBe(3)
    expect(refs.nodes).toEqual([
      {
        name: 'v1.9.0',
        prefix: 'refs/tags/',
        target: { __typename: 'Tag', oid: tag, message: 'nine', target: { oid: shas[2] } },
      },
      { name: 'v1.10.0', prefix: 'refs/tags/', target: { __typename: 'Commit', oid: shas[1] } },
    ])
    const more = (await app(`refs(${ordered}, first: 2, after: "${refs.pageInfo.endCursor}") { ${fields} }`)).refs
    expect(more.nodes).toMatchObject([{ name: 'v1.0.0' }])
    expect(more.pageInfo.hasNextPage).toBe(false)
    const named = await app('refs(refPrefix: "refs/tags/", query: "V1.1", first: 9) { nodes { name } }')
    expect(named.refs.nodes).toEqual([{ name: 'v1.10.0' }])
  })

  test('are compared with what another name stands for', async () => {
    await server.commit('ahead', { 'a.txt': 'a' })
    const sha = await server.commit('ahead', { 'b.txt': 'b' })
    const { ref } = await app(`ref(qualifiedName: "refs/heads/main") { name
      compare(headRef: "ahead") { status aheadBy behindBy commits(last: 1) { totalCount nodes { oid } } } }`)
    expect(ref).toEqual({
      name: 'main',
      compare: { status: 'AHEAD', aheadBy: 2, behindBy: 0, commits: { totalCount: 2, nodes: [{ oid: sha }] } },
    })
    expect((await app('ref(qualifiedName: "refs/heads/nope") { name }')).ref).toBeNull()
  })

  test('a cursor of another list is refused', async () => {
    const { errors } = await server.ask(
      '{ repository(owner: "alice", name: "app") { refs(refPrefix: "refs/heads/", first: 1, after: "abc") { nodes { name } } } }',
    )
    expect(errors).toMatchObject([
      { type: 'INVALID_CURSOR_ARGUMENTS', message: '`abc` does not appear to be a valid cursor.' },
    ])
  })
})

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
