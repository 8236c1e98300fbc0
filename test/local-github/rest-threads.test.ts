import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Octokit } from '@octokit/rest'
import { createUser } from '../../src/local-github/world/users.js'
import { install, refusalOf, serve, type Serving } from './serving.js'

let serving: Serving
let rest: Octokit['rest']
const app = { owner: 'alice', repo: 'app' }

beforeAll(async () => {
  serving = await serve()
  rest = serving.clientOf(serving.alice).rest
})
afterAll(() => serving.close())

async function opened(head: string, more: object = {}) {
  await serving.commit(head, { [`${head}.txt`]: `${head}\n` })
  return (await rest.pulls.create({ ...app, title: `feat: ${head}`, head, base: 'main', ...more })).data
}

describe('pull requests', () => {
  test('are opened once for each branch, with something to merge, between branches that are there', async () => {
    const pull = await opened('once', { body: 'Why', draft: true })
    expect(pull).toMatchObject({ state: 'open', draft: true, body: 'Why', merged: false, commits: 1, changed_files: 1 })
    expect(pull.head).toMatchObject({ ref: 'once', label: 'alice:once' })
    const again = await refusalOf(rest.pulls.create({ ...app, title: 'x', head: 'alice:once', base: 'main' }))
    expect(again).toMatchObject({
      status: 422,
      message: 'Validation Failed',
      errors: [{ resource: 'PullRequest', code: 'custom', message: 'A pull request already exists for alice:once.' }],
    })
    await rest.git.createRef({ ...app, ref: 'refs/heads/same', sha: serving.head })
    const nothing = await refusalOf(rest.pulls.create({ ...app, title: 'x', head: 'same', base: 'main' }))
    expect(nothing).toMatchObject({ status: 422, errors: [{ message: 'No commits between main and same' }] })
    const unknown = await refusalOf(rest.pulls.create({ ...app, title: 'x', head: 'none', base: 'main' }))
    expect(unknown).toMatchObject({ status: 422, errors: [{ field: 'head', code: 'invalid' }] })
  })

  test('are listed by state, head and base, newest first', async () => {
    const first = await opened('list-one')
    const second = await opened('list-two')
    await rest.pulls.update({ ...app, pull_number: first.number, state: 'closed' })
    const numbers = async (query: object) =>
      (await rest.pulls.list({ ...app, ...query })).data.map(({ number }) => number)
    expect(await numbers({ head: 'alice:list-two' })).toEqual([second.number])
    expect(await numbers({ head: 'alice:list-one' })).toEqual([])
    expect(await numbers({ head: 'alice:list-one', state: 'all' })).toEqual([first.number])
    expect((await numbers({ state: 'all' })).slice(0, 2)).toEqual([second.number, first.number])
    expect(await numbers({ base: 'other' })).toEqual([])
  })

  test('are edited, closed and opened again', async () => {
    const { number: pull_number } = await opened('edited')
    const { data } = await rest.pulls.update({ ...app, pull_number, title: 'fix: title', body: '' })
    expect(data).toMatchObject({ title: 'fix: title', body: null })
    expect((await rest.pulls.update({ ...app, pull_number, state: 'closed' })).data.closed_at).toBe(
      '2026-03-01T12:00:00Z',
    )
    expect((await rest.pulls.update({ ...app, pull_number, state: 'open' })).data.state).toBe('open')
  })

  test('show their commits, files and diff', async () => {
    const { number: pull_number } = await opened('shown')
    await serving.commit('shown', { 'README.md': '# Shown\n' }, 'docs: shown')
    const { data: commits } = await rest.pulls.listCommits({ ...app, pull_number })
    expect(commits.map(({ commit }) => commit.message)).toEqual(['feat: shown', 'docs: shown'])
    const { data: files } = await rest.pulls.listFiles({ ...app, pull_number })
    expect(files).toMatchObject([
      { filename: 'README.md', status: 'modified', additions: 1, deletions: 1, patch: '@@ -1 +1 @@\n-# App\n+# Shown' },
      { filename: 'shown.txt', status: 'added' },
    ])
    const diff = await rest.pulls.get({ ...app, pull_number, mediaType: { format: 'diff' } })
    expect(diff.data).toContain('--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n')
  })

  test('are merged as told, once, and only at the head that was seen', async () => {
    const { number: pull_number, head } = await opened('merged')
    const stale = await refusalOf(rest.pulls.merge({ ...app, pull_number, sha: serving.head }))
    expect(stale).toMatchObject({ status: 409, message: 'Head branch was modified. Review and try the merge again.' })
    expect(await refusalOf(rest.pulls.checkIfMerged({ ...app, pull_number }))).toMatchObject({ status: 404 })
    const { data } = await rest.pulls.merge({
      ...app,
      pull_number,
      sha: head.sha,
      merge_method: 'squash',
      commit_title: 'feat: squashed',
    })
    expect(data).toMatchObject({ merged: true, message: 'Pull Request successfully merged' })
    expect((await rest.pulls.checkIfMerged({ ...app, pull_number })).status).toBe(204)
    const { data: merged } = await rest.pulls.get({ ...app, pull_number })
    expect(merged).toMatchObject({
      merged: true,
      state: 'closed',
      merge_commit_sha: data.sha,
      merged_by: { login: 'alice' },
    })
    expect((await rest.repos.getCommit({ ...app, ref: 'main' })).data).toMatchObject({
      sha: data.sha,
      commit: { message: 'feat: squashed' },
    })
    expect(await refusalOf(rest.pulls.merge({ ...app, pull_number }))).toMatchObject({ status: 405 })
  })

  test('are found by the commits that they brought, or would', async () => {
    const pull = await opened('brought')
    const numbers = async (sha: string) =>
      (await rest.repos.listPullRequestsAssociatedWithCommit({ ...app, commit_sha: sha })).data.map(
        ({ number }) => number,
      )
    expect(await numbers(pull.head.sha)).toEqual([pull.number])
    const { data } = await rest.pulls.merge({ ...app, pull_number: pull.number, merge_method: 'squash' })
    expect(await numbers(data.sha)).toEqual([pull.number])
    expect(await numbers(serving.head)).toEqual([])
  })

  test('get their base merged into them', async () => {
    const { number: pull_number, head } = await opened('updated')
    const nothing = await refusalOf(rest.pulls.updateBranch({ ...app, pull_number }))
    expect(nothing).toMatchObject({ status: 422, message: 'There are no new commits on the base branch.' })
    await serving.commit('main', { 'base.txt': 'base\n' })
    const stale = await refusalOf(rest.pulls.updateBranch({ ...app, pull_number, expected_head_sha: serving.head }))
    expect(stale).toMatchObject({ status: 422, message: expect.stringContaining('expected head sha') })
    await rest.pulls.updateBranch({ ...app, pull_number, expected_head_sha: head.sha })
    const { data: commits } = await rest.pulls.listCommits({ ...app, pull_number })
    expect(commits.at(-1)).toMatchObject({
      commit: { message: "Merge branch 'main' into updated" },
      parents: [{ sha: head.sha }, {}],
    })
  })

  test('that conflict cannot be merged', async () => {
    await serving.commit('conflict', { 'c.txt': 'theirs\n' })
    await serving.commit('main', { 'c.txt': 'ours\n' })
    const { data } = await rest.pulls.create({ ...app, title: 'x', head: 'conflict', base: 'main' })
    expect(data).toMatchObject({ mergeable: null, mergeable_state: 'unknown' })
    const { data: judged } = await rest.pulls.get({ ...app, pull_number: data.number })
    expect(judged).toMatchObject({ mergeable: false, mergeable_state: 'dirty' })
    expect(await refusalOf(rest.pulls.merge({ ...app, pull_number: data.number }))).toMatchObject({
      status: 405,
      message: 'Pull Request is not mergeable',
    })
  })
})

describe('issues', () => {
  test('share their numbers with pull requests, and are listed together', async () => {
    const pull = await opened('numbered')
    const { data: issue } = await rest.issues.create({
      ...app,
      title: 'An issue',
      labels: ['bug', 'new label'],
      assignees: ['alice'],
    })
    expect(issue.number).toBe(pull.number + 1)
    expect(issue).toMatchObject({
      labels: [{ name: 'bug' }, { name: 'new label', color: 'ededed' }],
      assignee: { login: 'alice' },
    })
    const { data: listed } = await rest.issues.listForRepo({ ...app, per_page: 2 })
    expect(listed.map(({ number, pull_request }) => [number, pull_request !== undefined])).toEqual([
      [issue.number, false],
      [pull.number, true],
    ])
    expect((await rest.issues.listForRepo({ ...app, labels: 'bug,new label' })).data).toHaveLength(1)
    expect((await rest.issues.listForRepo({ ...app, creator: 'nobody' })).data).toEqual([])
    expect((await rest.issues.get({ ...app, issue_number: pull.number })).data.pull_request?.merged_at).toBeNull()
  })

  test('are edited, closed with a reason, and opened again', async () => {
    const { data } = await rest.issues.create({ ...app, title: 'Edited', body: 'Before' })
    const where = { ...app, issue_number: data.number }
    expect((await rest.issues.update({ ...where, title: 'After', labels: ['bug'] })).data).toMatchObject({
      title: 'After',
      body: 'Before',
    })
    const closed = await rest.issues.update({ ...where, state: 'closed', state_reason: 'not_planned' })
    expect(closed.data).toMatchObject({ state: 'closed', state_reason: 'not_planned', closed_by: { login: 'alice' } })
    expect((await rest.issues.update({ ...where, state: 'open' })).data).toMatchObject({
      state: 'open',
      state_reason: 'reopened',
    })
    expect(await refusalOf(rest.issues.get({ ...app, issue_number: 9999 }))).toMatchObject({ status: 404 })
  })

  test('keep bodies of 65,536 characters and no more, comments and pull requests likewise', async () => {
    const { data } = await rest.issues.create({ ...app, title: 'Long', body: '€'.repeat(65_536) })
    const tooLong = '€'.repeat(65_537)
    await opened('long')
    for (const asks of [
      () => rest.issues.update({ ...app, issue_number: data.number, body: tooLong }),
      () => rest.issues.createComment({ ...app, issue_number: data.number, body: tooLong }),
      () => rest.pulls.update({ ...app, pull_number: data.number + 1, body: tooLong }),
    ]) {
      expect(await refusalOf(asks())).toMatchObject({
        status: 422,
        message: 'Validation Failed',
        errors: [{ message: 'body is too long (maximum is 65536 characters)' }],
      })
    }
  })
})

describe('comments', () => {
  test('are made, listed by thread and by repository, edited and deleted', async () => {
    const [one, two] = [
      await rest.issues.create({ ...app, title: 'One' }),
      await rest.issues.create({ ...app, title: 'Two' }),
    ]
    const first = await rest.issues.createComment({ ...app, issue_number: one.data.number, body: 'First' })
    serving.moveClock(1000)
    await rest.issues.createComment({ ...app, issue_number: two.data.number, body: 'Second' })
    expect(
      (await rest.issues.listComments({ ...app, issue_number: one.data.number })).data.map(({ body }) => body),
    ).toEqual(['First'])
    const bodies = (await rest.issues.listCommentsForRepo(app)).data.map(({ body }) => body)
    expect(bodies).toEqual(['First', 'Second'])
    const since = (await rest.issues.listCommentsForRepo({ ...app, since: '2026-03-01T12:00:01Z' })).data.map(
      ({ body }) => body,
    )
    expect(since).toEqual(['Second'])
    const edited = await rest.issues.updateComment({ ...app, comment_id: first.data.id, body: 'Edited' })
    expect(edited.data).toMatchObject({ body: 'Edited', user: { login: 'alice' }, author_association: 'OWNER' })
    expect(edited.data.updated_at).not.toBe(edited.data.created_at)
    await rest.issues.deleteComment({ ...app, comment_id: first.data.id })
    expect(await refusalOf(rest.issues.getComment({ ...app, comment_id: first.data.id }))).toMatchObject({
      status: 404,
    })
    expect((await rest.issues.get({ ...app, issue_number: one.data.number })).data.comments).toBe(0)
  })

  test('belong to who wrote them: others need the right to write', async () => {
    const { data: issue } = await rest.issues.create({ ...app, title: 'Whose' })
    const mine = await rest.issues.createComment({ ...app, issue_number: issue.number, body: 'Mine' })
    const eve = serving.clientOf(createUser(serving.world, { login: 'eve' })).rest
    const hers = await eve.issues.createComment({ ...app, issue_number: issue.number, body: 'Hers' })
    await eve.issues.updateComment({ ...app, comment_id: hers.data.id, body: 'Still hers' })
    expect(await refusalOf(eve.issues.updateComment({ ...app, comment_id: mine.data.id, body: 'No' }))).toMatchObject({
      status: 403,
    })
    const bot = install(serving, { issues: 'write' })
    const { rest: apps } = serving.clientOf(await bot.token())
    const { data } = await apps.issues.createComment({ ...app, issue_number: issue.number, body: 'Beep' })
    expect(data.user).toMatchObject({ login: bot.app.bot.login, type: 'Bot' })
  })

  test('cannot be blank', async () => {
    const { data: issue } = await rest.issues.create({ ...app, title: 'Blank' })
    expect(
      await refusalOf(rest.issues.createComment({ ...app, issue_number: issue.number, body: ' \n' })),
    ).toMatchObject({ status: 422 })
  })
})

describe('labels', () => {
  test('are made, renamed where they stand, and deleted', async () => {
    await rest.issues.createLabel({ ...app, name: 'release: pending', color: 'EDEDED', description: 'Waits' })
    expect(await refusalOf(rest.issues.createLabel({ ...app, name: 'Release: Pending' }))).toMatchObject({
      status: 422,
      errors: [{ resource: 'Label', code: 'already_exists', field: 'name' }],
    })
    const { data: issue } = await rest.issues.create({ ...app, title: 'Labelled', labels: ['release: pending'] })
    await rest.issues.updateLabel({ ...app, name: 'release: pending', new_name: 'release/done', color: '00ff00' })
    const { data: labels } = await rest.issues.listLabelsOnIssue({ ...app, issue_number: issue.number })
    expect(labels).toMatchObject([{ name: 'release/done', color: '00ff00', description: 'Waits', default: false }])
    expect((await rest.issues.getLabel({ ...app, name: 'release/done' })).data.default).toBe(false)
    await rest.issues.deleteLabel({ ...app, name: 'release/done' })
    expect(await refusalOf(rest.issues.getLabel({ ...app, name: 'release/done' }))).toMatchObject({ status: 404 })
    expect((await rest.issues.listLabelsForRepo(app)).data.map(({ name }) => name)).toContain('bug')
  })

  test('are added to a thread, set, and taken off', async () => {
    const { data: issue } = await rest.issues.create({ ...app, title: 'Threads' })
    const where = { ...app, issue_number: issue.number }
    const names = ({ data }: { data: { name: string }[] }) => data.map(({ name }) => name)
    expect(names(await rest.issues.addLabels({ ...where, labels: ['one', 'two'] }))).toEqual(['one', 'two'])
    expect(names(await rest.issues.setLabels({ ...where, labels: ['two', 'three'] }))).toEqual(['two', 'three'])
    expect(names(await rest.issues.removeLabel({ ...where, name: 'two' }))).toEqual(['three'])
    expect(await refusalOf(rest.issues.removeLabel({ ...where, name: 'two' }))).toMatchObject({
      status: 404,
      message: 'Label does not exist',
    })
    expect((await rest.issues.removeAllLabels(where)).status).toBe(204)
    expect(names(await rest.issues.listLabelsOnIssue(where))).toEqual([])
  })
})
