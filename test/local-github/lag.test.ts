import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { refusalOf, serve, type Serving } from './serving.js'

const app = { owner: 'alice', repo: 'app' }
let serving: Serving

beforeAll(async () => {
  serving = await serve()
})
afterAll(() => serving.close())
beforeEach(() => {
  serving.github.lag.set({ readsMs: 0, associatedPullRequestsMs: 0, mergeableMs: 0 })
  serving.moveClock(60_000)
})

const rest = () => serving.clientOf(serving.alice).rest

async function graphql<T>(fields: string): Promise<T> {
  const query = `{ repository(owner: "alice", name: "app") { ${fields} } }`
  const answer = await serving.clientOf(serving.alice).graphql<{ repository: T }>(query)
  return answer.repository
}

const branch = async (name: string) =>
  (
    await rest()
      .git.getRef({ ...app, ref: `heads/${name}` })
      .catch(() => undefined)
  )?.data.object.sha

describe('reads that lag', () => {
  test('show a branch where it stood, by every way to it, and the truth once the time is over', async () => {
    const before = await serving.commit('main', { a: '1' })
    serving.moveClock(60_000)
    serving.github.lag.set({ readsMs: 2000 })
    await serving.commit('main', { a: '2' })
    serving.moveClock(1000)
    const after = await serving.commit('main', { a: '3' })
    const shas = async () => [
      await branch('main'),
      (await rest().repos.getBranch({ ...app, branch: 'main' })).data.commit.sha,
      (await rest().repos.listBranches(app)).data.find(({ name }) => name === 'main')?.commit.sha,
      (await rest().repos.getCommit({ ...app, ref: 'main' })).data.sha,
      (await rest().repos.listCommits({ ...app, per_page: 1 })).data[0]?.sha,
      (await graphql<{ ref: { target: { oid: string } } }>('ref(qualifiedName: "main") { target { oid } }')).ref.target
        .oid,
      (
        await graphql<{ refs: { nodes: { target: { oid: string } }[] } }>(
          'refs(refPrefix: "refs/heads/", query: "main", first: 1) { nodes { target { oid } } }',
        )
      ).refs.nodes[0]?.target.oid,
    ]
    expect(new Set(await shas())).toEqual(new Set([before]))
    serving.moveClock(1000)
    const file = await rest().repos.getContent({ ...app, path: 'a' })
    expect(Buffer.from((file.data as { content: string }).content, 'base64').toString()).toBe('2')
    serving.moveClock(1000)
    expect(new Set(await shas())).toEqual(new Set([after]))
  })

  test('do not see a new branch yet, and still see one that is gone', async () => {
    const sha = await serving.commit('old', { old: '1' })
    serving.moveClock(60_000)
    serving.github.lag.set({ readsMs: 2000 })
    await rest().git.createRef({ ...app, ref: 'refs/heads/fresh', sha })
    await rest().git.deleteRef({ ...app, ref: 'heads/old' })
    const names = async () => (await rest().repos.listBranches(app)).data.map(({ name }) => name)
    expect([await branch('fresh'), await branch('old')]).toEqual([undefined, sha])
    expect(await names()).toEqual(['main', 'old'])
    serving.moveClock(2000)
    expect([await branch('fresh'), await branch('old')]).toEqual([sha, undefined])
    expect(await names()).toEqual(['fresh', 'main'])
  })

  test('mislead no write: refs are compared with what is true', async () => {
    serving.github.lag.set({ readsMs: 2000 })
    const ref = { ...app, ref: 'refs/heads/true', sha: serving.head }
    await rest().git.createRef(ref)
    expect(await branch('true')).toBeUndefined()
    expect(await refusalOf(rest().git.createRef(ref))).toMatchObject({ message: 'Reference already exists' })
  })

  test('list neither new issues, pull requests, comments, tags nor releases', async () => {
    await serving.commit('listed', { listed: '1' })
    const { data: old } = await rest().issues.create({ ...app, title: 'Old' })
    serving.moveClock(60_000)
    serving.github.lag.set({ readsMs: 2000 })
    await rest().issues.createComment({ ...app, issue_number: old.number, body: 'Hello' })
    await rest().issues.create({ ...app, title: 'New' })
    await rest().pulls.create({ ...app, title: 'Pull', head: 'listed', base: 'main' })
    await rest().repos.createRelease({ ...app, tag_name: 'v1.0.0' })
    const counts = async () => {
      const told = await graphql<
        Record<string, { totalCount: number }> & { issue: { comments: { totalCount: number } } }
      >(
        `issues(first: 9) { totalCount } pullRequests(first: 9) { totalCount } releases(first: 9) { totalCount }
         issue(number: ${old.number}) { comments(first: 9) { totalCount } }`,
      )
      return [
        [(await rest().issues.listForRepo(app)).data.length],
        [(await rest().pulls.list(app)).data.length, told['pullRequests']?.totalCount],
        [
          (await rest().issues.listComments({ ...app, issue_number: old.number })).data.length,
          told.issue.comments.totalCount,
        ],
        [(await rest().repos.listTags(app)).data.length],
        [(await rest().repos.listReleases(app)).data.length, told['releases']?.totalCount],
      ]
    }
    expect(await counts()).toEqual([[1], [0, 0], [0, 0], [0], [0, 0]])
    serving.moveClock(2000)
    expect(await counts()).toEqual([[3], [1, 1], [1, 1], [1], [1, 1]])
  })

  test('list a pull request as open, at its old head, after it moved and merged', async () => {
    const before = await serving.commit('moving', { moving: '1' })
    const { data: pull } = await rest().pulls.create({ ...app, title: 'Moving', head: 'moving', base: 'main' })
    serving.moveClock(60_000)
    serving.github.lag.set({ readsMs: 2000 })
    await serving.commit('moving', { moving: '2' })
    const listed = async () => {
      const { data } = await rest().pulls.list({ ...app, state: 'open', head: 'alice:moving' })
      return data.map(({ head, state }) => [head.sha, state])
    }
    expect(await listed()).toEqual([[before, 'open']])
    await rest().pulls.merge({ ...app, pull_number: pull.number })
    expect((await listed()).map(([, state]) => state)).toEqual(['open'])
    serving.moveClock(2000)
    expect(await listed()).toEqual([])
  })
})

test('a merged pull request is associated with its commit later than it is merged', async () => {
  await serving.commit('associated', { associated: '1' })
  const { data: pull } = await rest().pulls.create({ ...app, title: 'A', head: 'associated', base: 'main' })
  serving.github.lag.set({ associatedPullRequestsMs: 5000 })
  const { data: merged } = await rest().pulls.merge({ ...app, pull_number: pull.number })
  const numbers = async () => {
    const { object } = await graphql<{ object: { associatedPullRequests: { nodes: { number: number }[] } } }>(
      `object(oid: "${merged.sha}") { ... on Commit { associatedPullRequests(first: 5) { nodes { number } } } }`,
    )
    const { data } = await rest().repos.listPullRequestsAssociatedWithCommit({ ...app, commit_sha: merged.sha })
    return [object.associatedPullRequests.nodes.map(({ number }) => number), data.map(({ number }) => number)]
  }
  expect(await numbers()).toEqual([[], []])
  serving.moveClock(5000)
  expect(await numbers()).toEqual([[pull.number], [pull.number]])
})

test('`mergeable` is worked out from the first time that it is asked for, and again when the head or the base moves', async () => {
  await serving.commit('judged', { judged: '1' })
  const { data: pull } = await rest().pulls.create({ ...app, title: 'J', head: 'judged', base: 'main' })
  expect([pull.mergeable, pull.mergeable_state]).toEqual([null, 'unknown'])
  serving.github.lag.set({ mergeableMs: 3000 })
  const get = async () => (await rest().pulls.get({ ...app, pull_number: pull.number })).data.mergeable
  const told = async () =>
    (await graphql<{ pullRequest: { mergeable: string } }>(`pullRequest(number: ${pull.number}) { mergeable }`))
      .pullRequest
  expect([await get(), await told()]).toEqual([null, { mergeable: 'UNKNOWN' }])
  serving.moveClock(3000)
  expect([await get(), await told()]).toEqual([true, { mergeable: 'MERGEABLE' }])
  await serving.commit('main', { judged: 'otherwise' })
  expect(await get()).toBeNull()
  serving.moveClock(3000)
  expect(await get()).toBe(false)
})

test('lag that cannot be is refused, and changes nothing', () => {
  expect(() => serving.github.lag.set({ reads: 1 } as never)).toThrow('There is no lag named reads')
  expect(() => serving.github.lag.set({ readsMs: -1 })).toThrow('readsMs is a number of milliseconds from 0')
  expect(serving.github.lag.settings.readsMs).toBe(0)
})
