import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { findThread } from '../../src/local-github/world/comments.js'
import { install, refusalOf, serve, type Serving } from './serving.js'
import { watchEvents } from './watch-events.js'

let serving: Serving
beforeAll(async () => {
  serving = await serve()
})
afterAll(() => serving.close())

const where = { owner: 'alice', repo: 'app' }

test('of one kind a comment has one reaction a person; nobody is told of it', async () => {
  const { issues, reactions } = serving.clientOf(serving.alice).rest
  const asApp = serving.clientOf(await install(serving, { issues: 'write' }).token()).rest
  const { data: issue } = await issues.create({ ...where, title: 'No way in' })
  const { data: comment } = await issues.createComment({ ...where, issue_number: issue.number, body: 'Seen?' })
  const named = { ...where, comment_id: comment.id }
  const told = watchEvents(serving, 'issue_comment')

  const first = await asApp.reactions.createForIssueComment({ ...named, content: 'eyes' })
  const again = await asApp.reactions.createForIssueComment({ ...named, content: 'eyes' })
  expect([first.status, again.status, again.data.id]).toEqual([201, 200, first.data.id])
  await reactions.createForIssueComment({ ...named, content: 'eyes' })
  await reactions.createForIssueComment({ ...named, content: 'rocket' })
  expect((await issues.getComment(named)).data).toMatchObject({
    updated_at: comment.updated_at,
    reactions: { total_count: 3, eyes: 2, rocket: 1, heart: 0 },
  })
  const { data: listed } = await reactions.listForIssueComment({ ...named, content: 'eyes' })
  expect(listed.map(({ user }) => user?.type)).toEqual(['Bot', 'User'])

  // Nobody takes back what somebody else said.
  expect(await refusalOf(reactions.deleteForIssueComment({ ...named, reaction_id: first.data.id }))).toMatchObject({
    status: 404,
  })
  await asApp.reactions.deleteForIssueComment({ ...named, reaction_id: first.data.id })
  expect((await issues.getComment(named)).data.reactions).toMatchObject({ total_count: 2, eyes: 1 })
  expect(await told()).toEqual([])

  findThread(serving.repository, issue.number)!.locked = true
  const refused = () => asApp.reactions.createForIssueComment({ ...named, content: 'eyes' })
  expect(await refusalOf(refused())).toMatchObject({ status: 403 })
})
