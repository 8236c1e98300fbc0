import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { askApp, serveGraphql, type GraphqlServer } from './graphql-client.js'

let server: GraphqlServer

beforeAll(async () => {
  server = await serveGraphql()
})
afterAll(() => server.close())

const hour = 60 * 60 * 1000

/** What a query for fields of alice/app gives. */
const app = (fields: string, token?: string) => askApp(server, fields, token)

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
