import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { addComment } from '../../src/local-github/world/comments.js'
import type { Actor, Issue, PullRequest } from '../../src/local-github/world/entities.js'
import { linkIssue } from '../../src/local-github/world/issue-links.js'
import { editIssue, openIssue } from '../../src/local-github/world/issues.js'
import { addLabels } from '../../src/local-github/world/labels.js'
import { mergePullRequest } from '../../src/local-github/world/merge-pull-request.js'
import { openPullRequest } from '../../src/local-github/world/pull-requests.js'
import { createRepository } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import type { WorldEvent } from '../../src/local-github/world/world.js'
import { askApp, serveGraphql, type GraphqlServer } from './graphql-client.js'

let server: GraphqlServer
let events: WorldEvent[]
let token: string
let app: Actor
let stranger: Actor
let triager: Actor

beforeAll(async () => {
  server = await serveGraphql()
  events = []
  server.world.listen((event) => events.push(event))
  ;({ token, actor: app } = server.install({ issues: 'write', pull_requests: 'write' }))
  stranger = { kind: 'user', user: createUser(server.world, { login: 'mallory' }) }
  triager = { kind: 'user', user: createUser(server.world, { login: 'tia' }) }
  server.repository.collaborators.set('tia', 'triage')
})
beforeEach(() => void events.splice(0))
afterAll(() => server.close())

const told = () => events.splice(0).map(({ name, action }) => `${name}.${action}`)
const newIssue = (actor = server.asAlice) => openIssue(server.world, server.repository, actor, { title: 'Broken' })
const say = (thread: Issue | PullRequest, actor: Actor, body = 'hello') =>
  addComment(server.world, server.repository, actor, thread.number, body)
const labelId = (name: string) => server.repository.labels.get(name)?.nodeId

let count = 0
async function newPullRequest(body = ''): Promise<PullRequest> {
  count += 1
  await server.commit(`topic-${count}`, { [`t-${count}`]: '1' })
  return openPullRequest(server.world, server.repository, server.asAlice, {
    title: 'Topic',
    body,
    head: `topic-${count}`,
    base: 'main',
  })
}

/** Asks for one mutation of an input, with what is wanted of its answer. */
function mutate(name: string, input: object, wanted = 'clientMutationId', as: string | Actor = token) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`
  return server.ask(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${wanted} } }`,
    { input },
    typeof as === 'string' ? as : as.user.token,
  )
}

const forbidden = (login: string, mutation: string) => [
  { type: 'FORBIDDEN', message: `${login} does not have the correct permissions to execute \`${mutation}\`` },
]
const noIntegration = [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }]

describe('comments', () => {
  test('are changed and deleted, and tell of it', async () => {
    const comment = await say(await newIssue(), app)
    told()
    const input = { id: comment.nodeId, body: 'better', clientMutationId: 'mine' }
    const { data } = await mutate(
      'updateIssueComment',
      input,
      'clientMutationId issueComment { body author { login } }',
    )
    expect(data.updateIssueComment).toEqual({
      clientMutationId: 'mine',
      issueComment: { body: 'better', author: { login: app.user.login.replace('[bot]', '') } },
    })
    expect(told()).toEqual(['issue_comment.edited'])
    const deleted = await mutate('deleteIssueComment', { id: comment.nodeId })
    expect(deleted).toMatchObject({ data: { deleteIssueComment: { clientMutationId: null } }, errors: undefined })
    expect(told()).toEqual(['issue_comment.deleted'])
    const again = await mutate('deleteIssueComment', { id: comment.nodeId })
    expect(again).toMatchObject({ data: { deleteIssueComment: null }, errors: [{ type: 'NOT_FOUND' }] })
    expect(told()).toEqual([])
  })

  test('belong to who wrote them: others need the right to push, apps the permission for the thread', async () => {
    const [issue, pullRequest] = [await newIssue(), await newPullRequest()]
    const theirs = await say(issue, stranger)
    const ours = await say(issue, server.asAlice)
    const change = (id: string, as: string | Actor) =>
      mutate('updateIssueComment', { id, body: `by ${typeof as === 'string' ? 'app' : as.user.login}` }, undefined, as)
    expect((await change(theirs.nodeId, stranger)).errors).toBeUndefined()
    expect((await change(ours.nodeId, stranger)).errors).toMatchObject(forbidden('mallory', 'UpdateIssueComment'))
    expect((await change(ours.nodeId, triager)).errors).toMatchObject(forbidden('tia', 'UpdateIssueComment'))
    expect((await change(theirs.nodeId, server.asAlice)).errors).toBeUndefined()
    const pulls = server.install({ pull_requests: 'write', issues: 'read' }).token
    expect((await change(ours.nodeId, pulls)).errors).toMatchObject(noIntegration)
    expect((await change((await say(pullRequest, server.asAlice)).nodeId, pulls)).errors).toBeUndefined()
    const remove = await mutate('deleteIssueComment', { id: ours.nodeId }, undefined, triager)
    expect(remove.errors).toMatchObject(forbidden('tia', 'DeleteIssueComment'))
  })

  test('cannot become blank, nor be something else’s id', async () => {
    const issue = await newIssue()
    const comment = await say(issue, app)
    const blank = await mutate('updateIssueComment', { id: comment.nodeId, body: ' ' })
    expect(blank.errors).toMatchObject([{ type: 'UNPROCESSABLE', message: "Body can't be blank" }])
    const other = await mutate('updateIssueComment', { id: issue.nodeId, body: 'x' })
    expect(other.errors).toMatchObject([
      {
        type: 'NOT_FOUND',
        path: ['updateIssueComment'],
        message: `Could not resolve to IssueComment node with the global id of '${issue.nodeId}'.`,
      },
    ])
    expect(comment.body).toBe('hello')
  })

  test('in a locked thread are for who may push: not for strangers, nor for apps', async () => {
    const issue = await newIssue()
    const before = await say(issue, app)
    issue.locked = true
    const locked = [{ type: 'UNPROCESSABLE', message: 'Unable to create comment because issue is locked' }]
    const add = (as: string | Actor) => mutate('addComment', { subjectId: issue.nodeId, body: 'x' }, undefined, as)
    expect((await add(token)).errors).toMatchObject(locked)
    expect((await add(stranger)).errors).toMatchObject(locked)
    expect((await add(server.asAlice)).errors).toBeUndefined()
    expect((await mutate('updateIssueComment', { id: before.nodeId, body: 'y' })).errors).toMatchObject(locked)
    expect(before.body).toBe('hello')
    await expect(say(issue, app)).rejects.toMatchObject({
      status: 403,
      message: 'Unable to create comment because issue is locked.',
    })
  })
})

describe('labels', () => {
  test('are made once, by who may push', async () => {
    const input = { repositoryId: server.repository.nodeId, name: 'Released', color: '0E8A16', description: 'Out' }
    const { data } = await mutate('createLabel', input, 'label { id name color description }')
    expect(data.createLabel.label).toEqual({
      id: labelId('released'),
      name: 'Released',
      color: '0e8a16',
      description: 'Out',
    })
    expect(told()).toEqual(['label.created'])
    expect((await mutate('createLabel', { ...input, name: 'released' })).errors).toMatchObject([
      { type: 'UNPROCESSABLE', path: ['createLabel'], message: 'Name has already been taken' },
    ])
    const wrong = await mutate('createLabel', { ...input, name: 'wrong', color: '#0e8a16' })
    expect(wrong.errors).toMatchObject([{ type: 'UNPROCESSABLE' }])
    const triaged = await mutate('createLabel', { ...input, name: 'other' }, undefined, triager)
    expect(triaged.errors).toMatchObject(forbidden('tia', 'CreateLabel'))
    expect([labelId('wrong'), labelId('other')]).toEqual([undefined, undefined])
    const pulls = server.install({ pull_requests: 'write' }).token
    expect((await mutate('createLabel', { ...input, name: 'by pulls' }, undefined, pulls)).errors).toBeUndefined()
    const reader = server.install({ issues: 'read' }).token
    expect((await mutate('createLabel', { ...input, name: 'no' }, undefined, reader)).errors).toMatchObject(
      noIntegration,
    )
  })

  const labels = 'labelable { __typename labels(first: 5) { nodes { name } } }'

  test('are put on issues and pull requests and taken off, one event each', async () => {
    for (const thread of [await newIssue(), await newPullRequest()]) {
      const [kind, type] = 'head' in thread ? ['pull_request', 'PullRequest'] : ['issues', 'Issue']
      told()
      const both = { labelableId: thread.nodeId, labelIds: [labelId('bug'), labelId('wontfix')] }
      const added = await mutate('addLabelsToLabelable', both, labels)
      expect(added.data.addLabelsToLabelable.labelable).toEqual({
        __typename: type,
        labels: { nodes: [{ name: 'bug' }, { name: 'wontfix' }] },
      })
      expect(told()).toEqual([`${kind}.labeled`, `${kind}.labeled`])
      expect((await mutate('addLabelsToLabelable', both)).errors).toBeUndefined()
      expect(told()).toEqual([])
      const some = { labelableId: thread.nodeId, labelIds: [labelId('bug'), labelId('question')] }
      const removed = await mutate('removeLabelsFromLabelable', some, labels)
      expect(removed.data.removeLabelsFromLabelable.labelable.labels).toEqual({ nodes: [{ name: 'wontfix' }] })
      expect(told()).toEqual([`${kind}.unlabeled`])
    }
  })

  test('want triage of a person, the thread’s permission of an app, and to be of the repository', async () => {
    const issue = await newIssue(stranger)
    const { world, alice } = server
    const elsewhere = await createRepository(world, { owner: alice, name: `other-${world.ids.number()}` })
    const put = (id: string | undefined, as: string | Actor, thread: Issue | PullRequest = issue) =>
      mutate('addLabelsToLabelable', { labelableId: thread.nodeId, labelIds: [id] }, undefined, as)
    // Who opened it may not label it for that.
    expect((await put(labelId('bug'), stranger)).errors).toMatchObject(forbidden('mallory', 'AddLabelsToLabelable'))
    const pulls = server.install({ pull_requests: 'write' }).token
    expect((await put(labelId('bug'), pulls)).errors).toMatchObject(noIntegration)
    expect((await put(elsewhere.labels.get('bug')?.nodeId, token)).errors).toMatchObject([
      { type: 'NOT_FOUND', message: expect.stringMatching(/^Could not resolve to Label node with the global id of/) },
    ])
    expect(issue.labels).toEqual([])
    expect((await put(labelId('bug'), triager)).errors).toBeUndefined()
    expect((await put(labelId('bug'), pulls, await newPullRequest())).errors).toBeUndefined()
    expect(issue.labels).toEqual(['bug'])
  })

  test('are found by name, and find issues and pull requests in any state and order', async () => {
    const { world, repository, asAlice } = server
    const [first, second, third] = [await newIssue(), await newIssue(), await newIssue()]
    const pullRequest = await newPullRequest()
    for (const thread of [first, second, third, pullRequest]) addLabels(world, repository, asAlice, thread, ['Waits'])
    editIssue(world, repository, asAlice, second, { state: 'closed' })
    server.pass(60_000)
    await say(first, asAlice)
    const found = await askApp(
      server,
      `label(name: "WAITS") { name } none: label(name: "nope") { name }
      labels(first: 3, query: "waits") { totalCount nodes { name } }
      open: issues(labels: ["waits"], states: OPEN, first: 5, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { number labels(first: 1) { nodes { name } } } }
      closed: issues(labels: ["waits"], states: [CLOSED], first: 5) { totalCount nodes { number } }
      pulls: pullRequests(labels: ["waits"], states: OPEN, first: 5, orderBy: { field: UPDATED_AT, direction: ASC }) { nodes { number labels(first: 1) { nodes { name } } } }`,
      token,
    )
    const labelled = ({ number }: { number: number }) => ({ number, labels: { nodes: [{ name: 'Waits' }] } })
    expect(found).toEqual({
      label: { name: 'Waits' },
      none: null,
      labels: { totalCount: 1, nodes: [{ name: 'Waits' }] },
      open: { nodes: [labelled(first), labelled(third)] },
      closed: { totalCount: 1, nodes: [{ number: second.number }] },
      pulls: { nodes: [labelled(pullRequest)] },
    })
  })
})

describe('issues', () => {
  test.each(['COMPLETED', 'NOT_PLANNED', 'DUPLICATE', undefined])('are closed as %s and reopened', async (reason) => {
    const issue = await newIssue()
    told()
    const wanted = 'issue { state stateReason(enableDuplicate: true) closedAt }'
    const input = { issueId: issue.nodeId, ...(reason === undefined ? {} : { stateReason: reason }) }
    const closed = await mutate('closeIssue', input, wanted)
    expect(closed.data.closeIssue.issue).toMatchObject({
      state: 'CLOSED',
      stateReason: reason ?? 'COMPLETED',
      closedAt: expect.any(String),
    })
    expect(issue.closer).toBeUndefined()
    expect(told()).toEqual(['issues.closed'])
    // What is so already stays so, and tells nobody.
    expect((await mutate('closeIssue', { issueId: issue.nodeId })).errors).toBeUndefined()
    expect(told()).toEqual([])
    const reopened = await mutate('reopenIssue', { issueId: issue.nodeId }, wanted)
    expect(reopened.data.reopenIssue.issue).toEqual({ state: 'OPEN', stateReason: 'REOPENED', closedAt: null })
    expect(told()).toEqual(['issues.reopened'])
  })

  test('are closed by their author or who triages, reopened by an author who closed them, or who triages', async () => {
    const issue = await newIssue(stranger)
    const { nodeId: issueId } = issue
    const alices = await newIssue()
    const close = (as: string | Actor, id = issueId) => mutate('closeIssue', { issueId: id }, undefined, as)
    const reopen = (as: string | Actor) => mutate('reopenIssue', { issueId }, undefined, as)
    expect((await close(stranger, alices.nodeId)).errors).toMatchObject(forbidden('mallory', 'CloseIssue'))
    expect((await close(stranger)).errors).toBeUndefined()
    expect((await reopen(stranger)).errors).toBeUndefined()
    expect((await close(triager)).errors).toBeUndefined()
    expect((await reopen(stranger)).errors).toMatchObject(forbidden('mallory', 'ReopenIssue'))
    expect((await reopen(triager)).errors).toBeUndefined()
    const pulls = server.install({ pull_requests: 'write', issues: 'read' }).token
    expect((await close(pulls)).errors).toMatchObject(noIntegration)
    expect((await close(token)).errors).toBeUndefined()
  })

  test('are no pull requests; and a duplicate’s original is not kept yet', async () => {
    const { nodeId } = await newPullRequest()
    expect((await mutate('closeIssue', { issueId: nodeId })).errors).toMatchObject([
      { type: 'NOT_FOUND', message: `Could not resolve to Issue node with the global id of '${nodeId}'.` },
    ])
    const issue = await newIssue()
    const lacking = await mutate('closeIssue', { issueId: issue.nodeId, duplicateIssueId: 'x' })
    expect(lacking.errors?.[0]?.message).toMatch(/does not implement Mutation\.closeIssue\(input: \{ duplicateIssueId/)
    expect(issue.state).toBe('open')
  })
})

describe('links', () => {
  test('by hand are among the references of both, and are told apart from those by words', async () => {
    const { world, asAlice } = server
    const [linked, named, other] = [await newIssue(), await newIssue(), await newIssue()]
    const pullRequest = await newPullRequest(`Fixes #${named.number}, refs #${other.number}`)
    linkIssue(world, asAlice, pullRequest, linked)
    const closedBy = 'closedByPullRequestsReferences(first: 3) { nodes { number } }'
    const found = await askApp(
      server,
      `pull: pullRequest(number: ${pullRequest.number}) {
        all: closingIssuesReferences(first: 5) { nodes { number } }
        byHand: closingIssuesReferences(first: 5, userLinkedOnly: true) { nodes { number } }
        timelineItems(first: 5, itemTypes: CONNECTED_EVENT) { nodes { ... on ConnectedEvent {
          isCrossRepository source { __typename } subject { ... on Issue { number } } } } }
      }
      linked: issue(number: ${linked.number}) { ${closedBy} }
      named: issue(number: ${named.number}) { ${closedBy}
        byHand: closedByPullRequestsReferences(first: 3, userLinkedOnly: true) { nodes { number } } }
      other: issue(number: ${other.number}) { ${closedBy} }`,
      token,
    )
    const references = { closedByPullRequestsReferences: { nodes: [{ number: pullRequest.number }] } }
    expect(found).toEqual({
      pull: {
        all: { nodes: [{ number: linked.number }, { number: named.number }] },
        byHand: { nodes: [{ number: linked.number }] },
        timelineItems: {
          nodes: [
            { isCrossRepository: false, source: { __typename: 'PullRequest' }, subject: { number: linked.number } },
          ],
        },
      },
      linked: references,
      named: { ...references, byHand: { nodes: [] } },
      other: { closedByPullRequestsReferences: { nodes: [] } },
    })
  })

  test('what closed an issue is told of each closing: a pull request, a commit, or nobody', async () => {
    const { world, repository, asAlice } = server
    const issue = await newIssue()
    const pullRequest = await newPullRequest(`Fixes #${issue.number}`)
    await mergePullRequest(world, repository, asAlice, pullRequest.number)
    editIssue(world, repository, asAlice, issue, { state: 'open' })
    const sha = await server.commit('main', { again: '1' }, `fix: again\n\nFixes #${issue.number}`)
    editIssue(world, repository, asAlice, issue, { state: 'open' })
    editIssue(world, repository, asAlice, issue, { state: 'closed', stateReason: 'not_planned' })
    const found = await askApp(
      server,
      `issue(number: ${issue.number}) { timelineItems(first: 9, itemTypes: [CLOSED_EVENT]) { nodes { ... on ClosedEvent {
        stateReason closer { __typename ... on PullRequest { number } ... on Commit { oid } } } } } }`,
      token,
    )
    expect(found.issue.timelineItems.nodes).toEqual([
      { stateReason: 'COMPLETED', closer: { __typename: 'PullRequest', number: pullRequest.number } },
      { stateReason: 'COMPLETED', closer: { __typename: 'Commit', oid: sha } },
      { stateReason: 'NOT_PLANNED', closer: null },
    ])
  })
})

test('several mutations in one request run in order; one that fails leaves the others’ answers', async () => {
  const issue = await newIssue()
  told()
  const { data, errors } = await server.ask(
    `mutation ($issue: ID!, $bug: ID!) {
      one: addComment(input: { subjectId: $issue, body: "one" }) { commentEdge { node { body } } }
      gone: updateIssueComment(input: { id: "IC_none", body: "x" }) { clientMutationId }
      label: addLabelsToLabelable(input: { labelableId: $issue, labelIds: [$bug] }) { clientMutationId }
      two: addComment(input: { subjectId: $issue, body: "two" }) { subject { ... on Issue { comments { totalCount } } } }
      closed: closeIssue(input: { issueId: $issue }) { issue { state } }
    }`,
    { issue: issue.nodeId, bug: labelId('bug') },
    token,
  )
  expect(data).toEqual({
    one: { commentEdge: { node: { body: 'one' } } },
    gone: null,
    label: { clientMutationId: null },
    two: { subject: { comments: { totalCount: 2 } } },
    closed: { issue: { state: 'CLOSED' } },
  })
  expect(errors).toMatchObject([
    { type: 'NOT_FOUND', path: ['gone'], message: "Could not resolve to a node with the global id of 'IC_none'" },
  ])
  expect(told()).toEqual(['issue_comment.created', 'issues.labeled', 'issue_comment.created', 'issues.closed'])
})
