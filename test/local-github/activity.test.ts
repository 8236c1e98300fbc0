import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { serve, type Serving } from './serving.js'

let serving: Serving
beforeAll(async () => {
  serving = await serve()
})
afterAll(() => serving.close())

const where = { owner: 'alice', repo: 'app' }

test('each push to a branch is recorded with the server’s time, whatever git’s dates say', async () => {
  const { git, repos, pulls } = serving.clientOf(serving.alice).rest
  const ref = 'heads/topic'
  await git.createRef({ ...where, ref: `refs/${ref}`, sha: serving.head })
  serving.moveClock(60_000)
  const { data: base } = await git.getCommit({ ...where, commit_sha: serving.head })
  const author = { name: 'Ada', email: 'ada@example.com', date: '2001-01-01T00:00:00Z' }
  const commit = { ...where, message: 'feat: forged', tree: base.tree.sha, parents: [serving.head], author }
  const { data: forged } = await git.createCommit({ ...commit, committer: author })
  await git.updateRef({ ...where, ref, sha: forged.sha })
  serving.moveClock(60_000)
  const { data: other } = await git.createCommit({ ...commit, message: 'feat: instead' })
  await git.updateRef({ ...where, ref, sha: other.sha, force: true })
  const { data } = await repos.listActivities({ ...where, ref: 'topic', time_period: 'day' })
  expect(data.map(({ activity_type, before, after, timestamp }) => [activity_type, before, after, timestamp])).toEqual([
    ['force_push', forged.sha, other.sha, '2026-03-01T12:02:00Z'],
    ['push', serving.head, forged.sha, '2026-03-01T12:01:00Z'],
    ['branch_creation', '0'.repeat(40), serving.head, '2026-03-01T12:00:00Z'],
  ])
  await git.deleteRef({ ...where, ref })
  const { data: last } = await repos.listActivities({
    ...where,
    ref: 'refs/heads/topic',
    activity_type: 'branch_deletion',
  })
  expect(last).toMatchObject([{ before: other.sha, after: '0'.repeat(40), actor: { login: 'alice' } }])

  await serving.commit('merged', { merged: '1\n' })
  const { data: pull } = await pulls.create({ ...where, title: 'merged', head: 'merged', base: 'main' })
  const { data: merge } = await pulls.merge({ ...where, pull_number: pull.number })
  const { data: merges } = await repos.listActivities({ ...where, ref: 'main', activity_type: 'pr_merge' })
  expect(merges.map(({ after }) => after)).toEqual([merge.sha])
})
