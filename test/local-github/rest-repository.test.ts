import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createRepository } from '../../src/local-github/world/repositories.js'
import type { Octokit } from '@octokit/rest'
import { refusalOf, serve, type Serving } from './serving.js'

let serving: Serving
let rest: Octokit['rest']
const app = { owner: 'alice', repo: 'app' }

beforeAll(async () => {
  serving = await serve()
  rest = serving.clientOf(serving.alice).rest
})
afterAll(() => serving.close())

describe('a repository', () => {
  test('says what one may do with it, and how it merges', async () => {
    const { data } = await rest.repos.get(app)
    expect(data).toMatchObject({ full_name: 'alice/app', default_branch: 'main', allow_squash_merge: true })
    expect(data.permissions).toEqual({ admin: true, maintain: true, push: true, triage: true, pull: true })
    expect((await rest.repos.get({ owner: 'ALICE', repo: 'App' })).data.id).toBe(data.id)
  })

  test('is edited by its admins', async () => {
    const { data } = await rest.repos.update({
      ...app,
      description: 'An app',
      allow_rebase_merge: false,
      delete_branch_on_merge: true,
    })
    expect(data).toMatchObject({ description: 'An app', allow_rebase_merge: false, delete_branch_on_merge: true })
    await rest.repos.update({ ...app, allow_rebase_merge: true, delete_branch_on_merge: false })
    const none = { allow_merge_commit: false, allow_squash_merge: false, allow_rebase_merge: false }
    expect(await refusalOf(rest.repos.update({ ...app, ...none }))).toMatchObject({ status: 422 })
  })

  test('lists branches and tags, and gives one branch with its commit', async () => {
    await serving.commit('topic/slashes', { 'a.txt': 'a' })
    await rest.git.createRef({ ...app, ref: 'refs/tags/v0.1.0', sha: serving.head })
    const { data: branches } = await rest.repos.listBranches(app)
    expect(branches.map(({ name }) => name)).toEqual(['main', 'topic/slashes'])
    const { data: branch } = await rest.repos.getBranch({ ...app, branch: 'topic/slashes' })
    expect(branch).toMatchObject({
      name: 'topic/slashes',
      protected: false,
      commit: { commit: { message: 'feat: topic/slashes' } },
    })
    const { data: tags } = await rest.repos.listTags(app)
    expect(tags).toMatchObject([{ name: 'v0.1.0', commit: { sha: serving.head } }])
    const refused = await refusalOf(rest.repos.getBranch({ ...app, branch: 'nothing' }))
    expect(refused).toMatchObject({ status: 404, message: 'Branch not found' })
  })
})

describe('files by their path', () => {
  test('are read as base64, raw, as a folder, at any ref', async () => {
    const { data: file } = await rest.repos.getContent({ ...app, path: 'src/index.js' })
    expect(file).toMatchObject({ type: 'file', encoding: 'base64', size: 10, path: 'src/index.js' })
    expect(Buffer.from((file as { content: string }).content, 'base64').toString()).toBe('export {}\n')
    const raw = await rest.repos.getContent({ ...app, path: 'src/index.js', mediaType: { format: 'raw' } })
    expect(raw.data).toBe('export {}\n')
    expect(raw.headers['content-type']).toMatch('application/vnd.github.raw')
    const { data: folder } = await rest.repos.getContent({ ...app, path: '', ref: 'topic/slashes' })
    expect((folder as { name: string; type: string }[]).map(({ name, type }) => [name, type])).toEqual([
      ['README.md', 'file'],
      ['a.txt', 'file'],
      ['package.json', 'file'],
      ['src', 'dir'],
    ])
    const { data: below } = await rest.repos.getContent({ ...app, path: 'src' })
    expect(below).toMatchObject([{ path: 'src/index.js', size: 10, type: 'file' }])
    expect((await rest.repos.getReadme(app)).data.name).toBe('README.md')
    expect(await refusalOf(rest.repos.getContent({ ...app, path: 'none' }))).toMatchObject({ status: 404 })
    expect(await refusalOf(rest.repos.getContent({ ...app, path: 'src', ref: 'none' }))).toMatchObject({
      message: 'No commit found for the ref none',
    })
  })

  test('are made, changed and deleted by commits; the blob that is replaced has to be named', async () => {
    const where = { ...app, path: 'docs/a b.md', branch: 'main' }
    const content = (text: string) => Buffer.from(text).toString('base64')
    const made = await rest.repos.createOrUpdateFileContents({ ...where, message: 'docs: a', content: content('one') })
    expect(made.status).toBe(201)
    expect(made.data).toMatchObject({
      content: { path: 'docs/a b.md' },
      commit: { message: 'docs: a', author: { name: 'Alice' } },
    })
    const blind = rest.repos.createOrUpdateFileContents({ ...where, message: 'docs: b', content: content('two') })
    expect(await refusalOf(blind)).toMatchObject({
      status: 422,
      message: expect.stringContaining(`"sha" wasn't supplied.`),
    })
    const stale = rest.repos.createOrUpdateFileContents({
      ...where,
      message: 'docs: b',
      content: content('two'),
      sha: serving.head,
    })
    expect(await refusalOf(stale)).toMatchObject({ status: 409, message: `docs/a b.md does not match ${serving.head}` })
    const sha = made.data.content!.sha!
    const changed = await rest.repos.createOrUpdateFileContents({
      ...where,
      message: 'docs: b',
      content: content('two'),
      sha,
    })
    expect(changed.status).toBe(200)
    await rest.repos.deleteFile({ ...where, message: 'docs: c', sha: changed.data.content!.sha! })
    expect(await refusalOf(rest.repos.getContent(where))).toMatchObject({ status: 404 })
  })

  test('begin an empty repository', async () => {
    await createRepository(serving.world, { owner: serving.alice, name: 'empty' })
    const where = { owner: 'alice', repo: 'empty', path: 'a.txt' }
    expect(await refusalOf(rest.repos.getContent(where))).toMatchObject({ message: 'This repository is empty.' })
    expect(await refusalOf(rest.repos.listCommits(where))).toMatchObject({
      status: 409,
      message: 'Git Repository is empty.',
    })
    await rest.repos.createOrUpdateFileContents({ ...where, message: 'first', content: '' })
    expect((await rest.repos.listCommits(where)).data).toHaveLength(1)
  })
})

describe('what moved a branch', () => {
  test('is told with the server’s time, newest first', async () => {
    await rest.git.createRef({ ...app, ref: 'refs/heads/active', sha: serving.head })
    serving.moveClock(5000)
    await serving.commit('active', { 'active.txt': 'a' })
    const { data } = await rest.repos.listActivities({ ...app, ref: 'active' })
    expect(data).toMatchObject([
      { activity_type: 'push', before: serving.head, ref: 'refs/heads/active', timestamp: '2026-03-01T12:00:05Z' },
      { activity_type: 'branch_creation', after: serving.head, timestamp: '2026-03-01T12:00:00Z' },
    ])
    const { headers } = await rest.repos.listActivities({ ...app, ref: 'refs/heads/active', per_page: 1 })
    expect(headers.link).toMatch(/after=\d+>; rel="next"/)
  })
})
