import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Octokit } from '@octokit/rest'
import { install, refusalOf, serve, type Serving } from './serving.js'

let serving: Serving
let rest: Octokit['rest']
const app = { owner: 'alice', repo: 'app' }

beforeAll(async () => {
  serving = await serve()
  rest = serving.clientOf(serving.alice).rest
  await rest.git.createRef({ ...app, ref: 'refs/tags/v0.1.0', sha: serving.head })
})
afterAll(() => serving.close())

const resolve = (revision: string) => serving.world.git(serving.repository).resolve(revision)

describe('git’s objects', () => {
  test('a commit is made of blobs, a tree on top of another, and a ref: the road of a release branch', async () => {
    const bot = install(serving, { contents: 'write' })
    const { rest: git } = serving.clientOf(await bot.token())
    const blob = await git.git.createBlob({
      ...app,
      content: Buffer.from([0, 255, 10]).toString('base64'),
      encoding: 'base64',
    })
    const base = await resolve(`${serving.head}^{tree}`)
    const tree = await git.git.createTree({
      ...app,
      base_tree: base!,
      tree: [
        { path: 'bin/data', mode: '100644', type: 'blob', sha: blob.data.sha },
        { path: 'docs/deep/new.md', mode: '100644', type: 'blob', content: 'new\n' },
        { path: 'package.json', mode: '100644', type: 'blob', sha: null },
      ],
    })
    const commit = await git.git.createCommit({
      ...app,
      message: 'chore: all at once',
      tree: tree.data.sha,
      parents: [serving.head],
    })
    expect(commit.data).toMatchObject({
      author: { name: bot.app.bot.login },
      verification: { verified: true, reason: 'valid' },
    })
    await git.git.createRef({ ...app, ref: 'refs/heads/made', sha: commit.data.sha })
    const listed = await git.git.getTree({ ...app, tree_sha: 'made', recursive: '1' })
    expect(listed.data.tree.filter(({ type }) => type === 'blob').map(({ path, size }) => [path, size])).toEqual([
      ['README.md', 6],
      ['bin/data', 3],
      ['docs/deep/new.md', 4],
      ['src/index.js', 10],
    ])
    const { data: read } = await git.git.getBlob({ ...app, file_sha: blob.data.sha })
    expect(Buffer.from(read.content, 'base64')).toEqual(Buffer.from([0, 255, 10]))
    const url = `${serving.url}/api/v3/repos/alice/app/git/blobs/${blob.data.sha}`
    const raw = await fetch(url, { headers: { accept: 'application/vnd.github.raw+json' } })
    expect(Buffer.from(await raw.arrayBuffer())).toEqual(Buffer.from([0, 255, 10]))
    expect((await git.git.getCommit({ ...app, commit_sha: commit.data.sha })).data.parents).toMatchObject([
      { sha: serving.head },
    ])
  })

  test('what is named wrongly is refused, and nothing is made', async () => {
    const tree = (await resolve(`${serving.head}^{tree}`))!
    const none = '0123456789012345678901234567890123456789'
    const entry = { path: 'a', mode: '100644', type: 'blob' } as const
    const refusals = [
      rest.git.createTree({ ...app, base_tree: none, tree: [] }),
      rest.git.createTree({ ...app, tree: [{ ...entry, sha: none }] }),
      rest.git.createTree({ ...app, tree: [{ ...entry, path: '../a', content: 'a' }] }),
      rest.git.createCommit({ ...app, message: 'a', tree: none, parents: [] }),
      rest.git.createCommit({ ...app, message: 'a', tree, parents: [none] }),
      rest.git.createTag({ ...app, tag: 'a', message: 'a', object: none, type: 'commit' }),
    ]
    for (const refused of refusals) expect(await refusalOf(refused)).toMatchObject({ status: 422 })
    expect(await refusalOf(rest.git.getBlob({ ...app, file_sha: tree }))).toMatchObject({ status: 404 })
  })

  test('an annotated tag is an object, and a ref to it', async () => {
    const tag = await rest.git.createTag({
      ...app,
      tag: 'v0.2.0',
      message: 'Second\n\nRelease',
      object: serving.head,
      type: 'commit',
    })
    await rest.git.createRef({ ...app, ref: 'refs/tags/v0.2.0', sha: tag.data.sha })
    const { data: ref } = await rest.git.getRef({ ...app, ref: 'tags/v0.2.0' })
    expect(ref.object).toMatchObject({ type: 'tag', sha: tag.data.sha })
    const { data } = await rest.git.getTag({ ...app, tag_sha: tag.data.sha })
    expect(data).toMatchObject({
      tag: 'v0.2.0',
      message: 'Second\n\nRelease',
      object: { sha: serving.head, type: 'commit' },
    })
    expect(data.tagger.email).toContain('alice')
  })
})

describe('refs', () => {
  test('are made once, moved forward or by force, and deleted', async () => {
    const [first = ''] = (await rest.repos.listCommits({ ...app, sha: serving.head })).data
      .map(({ sha }) => sha)
      .slice(1)
    await rest.git.createRef({ ...app, ref: 'refs/heads/moved', sha: first })
    expect(await refusalOf(rest.git.createRef({ ...app, ref: 'refs/heads/moved', sha: first }))).toMatchObject({
      status: 422,
      message: 'Reference already exists',
    })
    const forward = await rest.git.updateRef({ ...app, ref: 'heads/moved', sha: serving.head })
    expect(forward.data).toMatchObject({ ref: 'refs/heads/moved', object: { sha: serving.head } })
    expect(await refusalOf(rest.git.updateRef({ ...app, ref: 'heads/moved', sha: first }))).toMatchObject({
      status: 422,
      message: 'Update is not a fast forward',
    })
    await rest.git.updateRef({ ...app, ref: 'heads/moved', sha: first, force: true })
    await rest.git.deleteRef({ ...app, ref: 'heads/moved' })
    expect(await refusalOf(rest.git.getRef({ ...app, ref: 'heads/moved' }))).toMatchObject({ status: 404 })
    expect(await refusalOf(rest.git.deleteRef({ ...app, ref: 'heads/moved' }))).toMatchObject({
      message: 'Reference does not exist',
    })
  })

  test('have to be named whole, and to name an object', async () => {
    expect(await refusalOf(rest.git.createRef({ ...app, ref: 'heads/x', sha: serving.head }))).toMatchObject({
      status: 422,
      message: "Reference name must start with 'refs/' and contain at least two slashes.",
    })
    const none = '0123456789012345678901234567890123456789'
    const missing = await refusalOf(rest.git.createRef({ ...app, ref: 'refs/heads/x', sha: none }))
    expect(missing).toMatchObject({ status: 422, message: 'Object does not exist' })
  })

  test('are found by how their names begin, all at once', async () => {
    await rest.git.createRef({ ...app, ref: 'refs/custom/one', sha: serving.head })
    const { data } = await rest.git.listMatchingRefs({ ...app, ref: 'tags/v0' })
    expect(data.map(({ ref }) => ref)).toEqual(['refs/tags/v0.1.0', 'refs/tags/v0.2.0'])
    const pageAsked = { ...app, ref: 'tags/v0', per_page: 1 }
    expect((await rest.git.listMatchingRefs(pageAsked)).data).toHaveLength(2)
    expect((await rest.git.listMatchingRefs({ ...app, ref: 'custom/' })).data).toHaveLength(1)
    expect((await rest.git.listMatchingRefs({ ...app, ref: 'nothing' })).data).toEqual([])
  })
})

describe('commits', () => {
  test('are listed newest first, by path, time and author', async () => {
    const { data } = await rest.repos.listCommits({ ...app, sha: serving.head })
    expect(data.map(({ commit }) => commit.message)).toEqual(['fix: go on', 'feat: begin'])
    expect(data[0]).toMatchObject({ author: { login: 'alice' }, parents: [{ sha: data[1]!.sha }] })
    const messages = async (query: object) =>
      (await rest.repos.listCommits({ ...app, sha: serving.head, ...query })).data.map(({ commit }) => commit.message)
    expect(await messages({ path: 'src' })).toEqual(['fix: go on'])
    expect(await messages({ author: 'alice' })).toHaveLength(2)
    expect(await messages({ author: 'nobody' })).toEqual([])
    expect(await messages({ since: '2026-03-01T12:00:01Z' })).toEqual([])
    expect(await messages({ until: '2026-03-01T12:00:01Z' })).toHaveLength(2)
  })

  test('are given one by one, by any name, with files or as a sha or a diff', async () => {
    const { data } = await rest.repos.getCommit({ ...app, ref: serving.head })
    expect(data.stats).toEqual({ total: 2, additions: 2, deletions: 0 })
    expect(data.files).toMatchObject([
      { filename: 'package.json', status: 'added', patch: '@@ -0,0 +1 @@\n+{}' },
      { filename: 'src/index.js', additions: 1 },
    ])
    for (const ref of ['v0.2.0', 'tags/v0.2.0', serving.head.slice(0, 8)]) {
      const sha = await rest.repos.getCommit({ ...app, ref, mediaType: { format: 'sha' } })
      expect(sha.data).toBe(serving.head)
    }
    const diff = await rest.repos.getCommit({ ...app, ref: serving.head, mediaType: { format: 'diff' } })
    expect(diff.data).toContain('diff --git a/package.json b/package.json\nnew file mode 100644\n')
    expect(await refusalOf(rest.repos.getCommit({ ...app, ref: 'none' }))).toMatchObject({
      status: 422,
      message: 'No commit found for SHA: none',
    })
    for (const ref of ['main~1', '-x', ':/fix', 'a..b']) {
      expect(await refusalOf(rest.repos.getCommit({ ...app, ref }))).toMatchObject({ status: 422 })
    }
  })
})

describe('comparing', () => {
  test('tells how far head is ahead and behind, with commits oldest first and files', async () => {
    await serving.commit('compared/one', { 'one.txt': '1\n' }, 'feat: one')
    await serving.commit('compared/one', { 'two.txt': '2\n' }, 'feat: two')
    await serving.commit('main', { 'main.txt': 'm\n' }, 'fix: main')
    const { data } = await rest.repos.compareCommitsWithBasehead({ ...app, basehead: 'main...compared/one' })
    expect(data).toMatchObject({ status: 'diverged', ahead_by: 2, behind_by: 1, total_commits: 2 })
    expect(data.commits.map(({ commit }) => commit.message)).toEqual(['feat: one', 'feat: two'])
    expect(data.files?.map(({ filename }) => filename)).toEqual(['one.txt', 'two.txt'])
    expect(data.merge_base_commit.sha).not.toBe(data.base_commit.sha)
    const back = await rest.repos.compareCommitsWithBasehead({ ...app, basehead: `v0.1.0...${serving.head}` })
    expect(back.data).toMatchObject({ status: 'identical', ahead_by: 0, behind_by: 0, commits: [], files: [] })
    const behind = await rest.repos.compareCommitsWithBasehead({ ...app, basehead: 'main...v0.1.0' })
    expect(behind.data.status).toBe('behind')
    expect(await refusalOf(rest.repos.compareCommitsWithBasehead({ ...app, basehead: 'main...none' }))).toMatchObject({
      status: 404,
    })
  })

  test('gives 250 commits at once, or pages of a hundred; files, at most 300, on the first page only', async () => {
    const git = serving.world.git(serving.repository)
    const files = await Promise.all(
      Array.from({ length: 310 }, async (_, index) => ({
        path: `f/${index}`,
        mode: '100644',
        sha: await git.writeBlob(Buffer.from(`${index}`)),
      })),
    )
    const author = { name: 'Alice', email: 'alice@example.com', date: '2026-03-01T12:00:00Z' }
    let head = serving.head
    for (let index = 0; index < 260; index += 1) {
      const tree = await git.writeTree(index === 0 ? files : [], head)
      head = await git.writeCommit({ tree, parents: [head], message: `feat: ${index}`, author, committer: author })
    }
    const basehead = `${serving.head}...${head}`
    const { data: whole } = await rest.repos.compareCommitsWithBasehead({ ...app, basehead })
    expect([whole.total_commits, whole.commits.length, whole.files?.length]).toEqual([260, 250, 300])
    const pages = [1, 2, 3].map((page) =>
      rest.repos.compareCommitsWithBasehead({ ...app, basehead, per_page: 100, page }),
    )
    const answers = await Promise.all(pages)
    expect(answers.map(({ data }) => [data.commits.length, data.files?.length])).toEqual([
      [100, 300],
      [100, undefined],
      [60, undefined],
    ])
    expect(answers[0]?.headers.link).toMatch(/page=2>; rel="next".*page=3>; rel="last"/)
    expect(answers.flatMap(({ data }) => data.commits.map(({ commit }) => commit.message))[259]).toBe('feat: 259')
  })
})
