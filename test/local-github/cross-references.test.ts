import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { addComment, editComment } from '../../src/local-github/world/comments.js'
import { editIssue, openIssue } from '../../src/local-github/world/issues.js'
import { openPullRequest } from '../../src/local-github/world/pull-requests.js'
import { askApp, serveGraphql, type GraphqlServer } from './graphql-client.js'

let server: GraphqlServer
let token: string

beforeAll(async () => {
  server = await serveGraphql()
  token = server.install({ issues: 'read', pull_requests: 'read' }).token
})
afterAll(() => server.close())

const newIssue = (body = '', title = 'Broken') =>
  openIssue(server.world, server.repository, server.asAlice, { title, body })

async function newPullRequest(body: string) {
  await server.commit('topic', { topic: '1' })
  const wanted = { title: 'Topic', body, head: 'topic', base: 'main' }
  return openPullRequest(server.world, server.repository, server.asAlice, wanted)
}

/** Who mentioned the issue, as its timeline has it. */
async function mentionsOf({ number }: { readonly number: number }) {
  const found = await askApp(
    server,
    `issue(number: ${number}) { timelineItems(first: 9, itemTypes: [CROSS_REFERENCED_EVENT]) { nodes { ... on CrossReferencedEvent {
      isCrossRepository willCloseTarget actor { login } target { ... on Issue { number } }
      source { __typename ... on Issue { number } ... on PullRequest { number } } } } } }`,
    token,
  )
  return found.issue.timelineItems.nodes
}

describe('a mention', () => {
  test('by a description or a comment is told in the timeline of what is mentioned, once, and touches it not', async () => {
    const issue = await newIssue()
    const { updatedAt } = issue
    server.pass(60_000)
    const pullRequest = await newPullRequest(`Fixes #${issue.number}`)
    await addComment(server.world, server.repository, server.asAlice, pullRequest.number, `again: #${issue.number}`)
    const other = await newIssue()
    const comment = await addComment(server.world, server.repository, server.asAlice, other.number, 'like none')
    await editComment(server.world, server.repository, server.asAlice, comment, `like #${issue.number}, #99999`)
    const shared = { isCrossRepository: false, actor: { login: 'alice' }, target: { number: issue.number } }
    expect(await mentionsOf(issue)).toEqual([
      { ...shared, willCloseTarget: true, source: { __typename: 'PullRequest', number: pullRequest.number } },
      { ...shared, willCloseTarget: false, source: { __typename: 'Issue', number: other.number } },
    ])
    expect(issue.updatedAt).toBe(updatedAt)
  })

  test('stays when the text is edited; a title, code, another repository and oneself are none', async () => {
    const issue = await newIssue()
    const once = await newIssue(`see #${issue.number}`)
    editIssue(server.world, server.repository, server.asAlice, once, { body: 'see nothing' })
    const number = `#${issue.number}`
    await newIssue(`\`${number}\`, other/app${number}, a${number}\n\`\`\`\n${number}\n\`\`\``, `like ${number}`)
    await addComment(server.world, server.repository, server.asAlice, issue.number, `this is ${number}`)
    expect(await mentionsOf(issue)).toMatchObject([{ source: { number: once.number } }])
  })
})
