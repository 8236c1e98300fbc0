import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { look } from '../../src/observe/look.js'
import { createKnown } from '../../src/observe/known.js'
import { observeRepository } from '../../src/observe/observe-repository.js'
import type { Look, Snapshot } from '../../src/model/snapshot.js'
import { octokitClass, type Octokit } from '../../src/octokit.js'
import { createStatus } from '../../src/local-github/world/statuses.js'
import { createUser } from '../../src/local-github/world/users.js'
import { install, serve, type Installed, type Serving } from '../local-github/serving.js'

const where = { owner: 'alice', repo: 'app' }
const repo = { installationId: 1, owner: 'alice', name: 'app' }
const known = createKnown(() => new Date())
const requiring = (...contexts: string[]) => ({
  required_status_checks: { strict: false, contexts },
  enforce_admins: null,
  required_pull_request_reviews: null,
  restrictions: null,
})

let serving: Serving
let installed: Installed
let octokit: Octokit
let snapshot: Snapshot

const permissions = {
  contents: 'write',
  pull_requests: 'write',
  issues: 'write',
  checks: 'write',
  statuses: 'read',
  deployments: 'write',
} as const

beforeEach(async () => {
  serving = await serve()
  installed = install(serving, permissions)
  octokit = await clientWith({})
  snapshot = await observeRepository(octokit, repo, installed.app.id)
})
afterEach(() => serving.close())

async function clientWith(narrowed: object): Promise<Octokit> {
  const Client = octokitClass({ pace: false })
  return new Client({
    auth: { token: await installed.token(narrowed) },
    baseUrl: `${serving.url}/api/v3`,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  }) as Octokit
}

const alice = () => serving.clientOf(serving.alice).rest
const see = (wanted: Look) => look(octokit, snapshot, wanted, known)

async function proposed(branch: string): Promise<{ number: number; head: string }> {
  const head = await serving.commit(branch, { [`${branch}.txt`]: 'one\n' })
  const { data } = await alice().pulls.create({ ...where, title: `feat: ${branch}`, head: branch, base: 'main' })
  return { number: data.number, head }
}

describe('a pull request that may be deployed', () => {
  const deployable = async (number: number) =>
    (await see({ kind: 'deployable', pullRequest: number })).deployables?.[number]

  test('comes with its checks, those that the rules ask for among them, and with what its branch lacks', async () => {
    const { number, head } = await proposed('topic')
    await serving.commit('main', { elsewhere: '1\n' })
    await alice().repos.updateBranchProtection({ ...where, branch: 'main', ...requiring('build', 'audit') })
    const rules = [
      {
        type: 'required_status_checks',
        parameters: {
          required_status_checks: [{ context: 'Landfall / release' }],
          strict_required_status_checks_policy: false,
        },
      },
    ]
    await alice().repos.createRepoRuleset({
      ...where,
      name: 'green',
      enforcement: 'active',
      conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
      rules: rules as never,
    })
    await octokit.rest.checks.create({
      ...where,
      name: 'Landfall / configuration',
      head_sha: head,
      status: 'in_progress',
    })
    const status = { ...where, sha: head, state: 'success' } as const
    await alice().repos.createCommitStatus({ ...status, context: 'build' })
    await alice().repos.createCommitStatus({ ...status, context: 'lint', state: 'error' })
    await alice().issues.createComment({ ...where, issue_number: number, body: '/deploy staging' })

    expect(await deployable(number)).toMatchObject({
      number,
      state: 'open',
      author: 'alice',
      isDraft: false,
      isFork: false,
      head,
      tree: expect.stringMatching(/^[0-9a-f]{40}$/),
      headBranch: 'topic',
      base: 'main',
      mergeCommit: undefined,
      reviewDecision: undefined,
      behindBy: 1,
      checks: {
        list: expect.arrayContaining([
          { name: 'build', isOurs: false, isRequired: true, state: 'success' },
          { name: 'lint', isOurs: false, isRequired: false, state: 'failure' },
          { name: 'audit', isOurs: false, isRequired: true, state: 'pending' },
          { name: 'Landfall / configuration', isOurs: true, isRequired: false, state: 'pending' },
          { name: 'Landfall / release', isOurs: true, isRequired: true, state: 'pending' },
        ]),
        isWhole: true,
      },
      pushes: [{ after: head }],
      comments: [{ body: '/deploy staging', isOurs: false }],
    })
  })

  test.each<[string, (branch: string) => string, number]>([
    ['with the pull request, where its branch is known', (branch) => branch, 2],
    ['by itself, where that branch is another', () => 'main', 3],
    ['by itself, where there is no such branch', () => 'gone', 3],
  ])('what its branch lacks is read %s', async (_, named, expected) => {
    const { number } = await proposed('topic')
    await serving.commit('main', { elsewhere: '1\n' })
    snapshot = await observeRepository(octokit, repo, installed.app.id)
    const [open, ...others] = snapshot.openPullRequests.list
    if (open === undefined) throw new Error('it should be listed')
    expect([open.branch, others]).toEqual(['topic', []])
    snapshot = { ...snapshot, openPullRequests: { list: [{ ...open, branch: named('topic') }], more: undefined } }
    let requests = 0
    octokit.hook.before('request', () => void (requests += 1))
    expect(await deployable(number)).toMatchObject({ behindBy: 1, pushes: expect.any(Array) })
    expect(requests).toBe(expected)
  })

  test('has all its checks, over many pages, and no more than a thousand', async () => {
    const { number, head } = await proposed('busy')
    const actor = { kind: 'user', user: serving.alice } as const
    const report = async (from: number, to: number) => {
      for (let index = from; index < to; index += 1) {
        await createStatus(serving.world, serving.repository, actor, {
          sha: head,
          state: 'success',
          context: `c${index}`,
        })
      }
    }
    await report(0, 101)
    expect(await deployable(number)).toMatchObject({ checks: { list: { length: 101 }, isWhole: true } })
    await report(101, 1001)
    expect(await deployable(number)).toMatchObject({ checks: { list: { length: 1000 }, isWhole: false } })
  })

  test('may come from a fork: what it lacks is known, and the pushes to it are not', async () => {
    const bob = serving.clientOf(createUser(serving.world, { login: 'bob' })).rest
    await bob.repos.createFork(where)
    const { data } = await bob.repos.createOrUpdateFileContents({
      owner: 'bob',
      repo: 'app',
      path: 'b.txt',
      message: 'feat: b',
      content: 'Yg==',
    })
    await serving.commit('main', { elsewhere: '1\n' })
    const { data: pull } = await bob.pulls.create({ ...where, title: 'feat: b', head: 'bob:main', base: 'main' })
    expect(await deployable(pull.number)).toMatchObject({
      author: 'bob',
      isFork: true,
      head: data.commit.sha,
      tree: expect.any(String),
      behindBy: 1,
      pushes: undefined,
      checks: { list: [], isWhole: true },
    })
    expect((await see({ kind: 'commit-named', name: data.commit.sha ?? '' })).commitsNamed).toMatchObject({
      [data.commit.sha ?? '']: { isOnDefaultBranch: false },
    })
  })

  test('is merged, or is not there', async () => {
    const { number } = await proposed('topic')
    const { data } = await alice().pulls.merge({ ...where, pull_number: number })
    expect(await deployable(number)).toMatchObject({ state: 'merged', mergeCommit: data.sha })
    expect(await deployable(99)).toBe('missing')
  })
})

describe('a commit that somebody names', () => {
  const named = async (name: string) => (await see({ kind: 'commit-named', name })).commitsNamed?.[name]

  test.each(['main', 'v1.0.0', 'light', 'sha', 'short sha'])('by %s is found', async (kind) => {
    await alice().git.createRef({ ...where, ref: 'refs/tags/light', sha: serving.head })
    const tag = { ...where, tag: 'v1.0.0', message: 'one', object: serving.head, type: 'commit' } as const
    const { data } = await alice().git.createTag(tag)
    await alice().git.createRef({ ...where, ref: 'refs/tags/v1.0.0', sha: data.sha })
    const name = { sha: serving.head, 'short sha': serving.head.slice(0, 7) }[kind] ?? kind
    expect(await named(name)).toMatchObject({
      sha: serving.head,
      isOnDefaultBranch: true,
      checks: { list: [], isWhole: true },
    })
  })

  test('may be one that the default branch does not reach', async () => {
    const head = await serving.commit('topic', { topic: '1\n' })
    expect(await named('topic')).toMatchObject({ sha: head, isOnDefaultBranch: false })
  })

  test('may be a tag of digits alone', async () => {
    await alice().git.createRef({ ...where, ref: 'refs/tags/20260301', sha: serving.head })
    expect(await named('20260301')).toMatchObject({ sha: serving.head })
  })

  test('is none where there is none, and where a branch passes itself off as a sha', async () => {
    expect(await named('v9.9.9')).toBe('missing')
    expect(await named('abcdef0')).toBe('missing')
    const other = await serving.commit('topic', { topic: '1\n' })
    await alice().git.createRef({ ...where, ref: `refs/heads/${serving.head.slice(0, 8)}`, sha: other })
    expect(await named(serving.head.slice(0, 8))).toBe('missing')
  })
})

describe('what runs', () => {
  const deployment = {
    ...where,
    auto_merge: false,
    required_contexts: [],
    environment: 'staging',
    payload: { landfall: { key: 'comment:1', task: 'deploy', thread: 7, by: 'ada' } },
  }

  test('is seen at first, newest first; whose it is GitHub says, and not the payload', async () => {
    const asked = { ...deployment, ref: serving.head }
    const { data: theirs } = await alice().repos.createDeployment(asked)
    const { data: ours } = await octokit.rest.repos.createDeployment(asked)
    const id = 'id' in ours ? ours.id : 0
    const urls = { log_url: 'https://ci.example/1', environment_url: 'https://app.example' }
    await alice().repos.createDeploymentStatus({ ...where, deployment_id: id, state: 'in_progress', ...urls })
    const { deployments } = await observeRepository(octokit, repo, installed.app.id)
    expect(deployments).toMatchObject([
      {
        id,
        environment: 'staging',
        sha: serving.head,
        tree: expect.any(String),
        isOurs: true,
        purpose: { key: 'comment:1', task: 'deploy', thread: 7, by: 'ada' },
        status: { state: 'in_progress', logUrl: urls.log_url, environmentUrl: urls.environment_url },
      },
      {
        id: 'id' in theirs ? theirs.id : 0,
        creator: 'alice',
        isOurs: false,
        purpose: undefined,
        status: { state: 'created' },
      },
    ])
    const sought = { kind: 'live' } as const
    const staging = await see({ kind: 'deployments', environment: 'staging', sought })
    expect(staging.deploymentsOf?.['staging']?.list.map((each) => each.id)).toEqual(deployments?.map((each) => each.id))
    expect((await see({ kind: 'deployments', environment: 'moon', sought })).deploymentsOf?.['moon']).toEqual({
      list: [],
      more: undefined,
      backTo: undefined,
    })
  })

  test('is not seen where nobody has granted it yet, and all else is', async () => {
    serving.repository.private = true
    const { contents, pull_requests, issues, checks, statuses } = permissions
    const granted = { contents, pull_requests, issues, checks, statuses }
    octokit = await clientWith({ permissions: granted })
    const seen = await observeRepository(octokit, repo, installed.app.id)
    expect(seen).not.toHaveProperty('deployments')
    expect(seen).toMatchObject({ defaultBranch: { head: serving.head }, records: {} })
  })
})

test('what lies between two commits is told oldest first, the newest of many', async () => {
  const one = await serving.commit('main', { one: '1\n' }, 'feat: one')
  const two = await serving.commit('main', { two: '2\n' }, 'feat: two')
  const seen = await see({ kind: 'between', from: serving.head, to: two })
  expect(seen.between?.[`${serving.head}..${two}`]).toEqual({
    commits: [
      { sha: one, message: 'feat: one' },
      { sha: two, message: 'feat: two' },
    ],
    total: 2,
  })
  const back = await see({ kind: 'between', from: two, to: serving.head })
  expect(back.between?.[`${two}..${serving.head}`]).toEqual({ commits: [], total: 0 })
})

test('nobody is in a team that is not there', async () => {
  const seen = await see({ kind: 'team', slug: 'release-managers', logins: ['alice'] })
  expect(seen.teams).toEqual({ 'release-managers': { alice: false } })
})
