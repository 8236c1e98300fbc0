import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createStatus } from '../../src/local-github/world/statuses.js'
import { refusalOf, serve, type Serving } from './serving.js'
import { watchEvents } from './watch-events.js'

let serving: Serving
beforeAll(async () => {
  serving = await serve()
})
afterAll(() => serving.close())

const where = { owner: 'alice', repo: 'app' }
const repos = () => serving.clientOf(serving.alice).rest.repos

async function deploy(ref: string, more: object = {}): Promise<number> {
  const { data, status } = await repos().createDeployment({ ...where, ref, ...more })
  expect(status).toBe(201)
  return 'id' in data ? data.id : 0
}

async function stateOf(id: number): Promise<string | undefined> {
  const { data } = await repos().listDeploymentStatuses({ ...where, deployment_id: id })
  return data[0]?.state
}

test('a deployment goes through its statuses, and both are told of', async () => {
  const told = watchEvents(serving, 'deployment', 'deployment_status')
  const id = await deploy('main', { auto_merge: false, payload: { lock: 'mine' } })
  const asked = { ...where, deployment_id: id }
  const { data } = await repos().getDeployment(asked)
  expect(data).toMatchObject({
    sha: serving.head,
    ref: 'main',
    environment: 'production',
    production_environment: true,
    transient_environment: false,
    payload: { lock: 'mine' },
  })
  await repos().createDeploymentStatus({ ...asked, state: 'in_progress', log_url: 'https://ci.example/1' })
  const { data: done } = await repos().createDeploymentStatus({
    ...asked,
    state: 'success',
    environment_url: 'https://app.example',
  })
  expect(done).toMatchObject({ state: 'success', environment_url: 'https://app.example', environment: 'production' })
  expect((await repos().getDeploymentStatus({ ...asked, status_id: done.id })).data.state).toBe('success')
  expect((await repos().listDeployments({ ...where, environment: 'production' })).data.map((one) => one.id)).toEqual([
    id,
  ])
  expect((await repos().getAllEnvironments(where)).data.environments?.map(({ name }) => name)).toEqual(['production'])
  expect(await told()).toEqual(['deployment.created', 'deployment_status.created', 'deployment_status.created'])
  const long = repos().createDeploymentStatus({ ...asked, state: 'failure', description: 'x'.repeat(141) })
  expect(await refusalOf(long)).toMatchObject({ status: 422 })
})

test('merging comes first unless it is told not to: 202 and no deployment', async () => {
  const behind = await serving.commit('behind', { topic: '1\n' })
  await serving.commit('main', { elsewhere: '1\n' })
  const before = (await repos().listDeployments(where)).data.length
  const { status, data } = await repos().createDeployment({ ...where, ref: 'behind' })
  expect([status, data]).toEqual([202, { message: 'Auto-merged main into behind on deployment.' }])
  expect((await repos().listDeployments(where)).data).toHaveLength(before)
  const merged = (await repos().getBranch({ ...where, branch: 'behind' })).data.commit
  expect(merged.parents.map(({ sha }) => sha)[0]).toBe(behind)
  await deploy('behind')
  expect(await refusalOf(repos().createDeployment({ ...where, ref: behind }))).toMatchObject({
    status: 409,
    message: `Conflict merging main into ${behind}.`,
  })
})

test('what conflicts with the default branch is not deployed', async () => {
  await serving.commit('clash', { 'README.md': '# Mine\n' })
  await serving.commit('main', { 'README.md': '# Yours\n' })
  expect(await refusalOf(repos().createDeployment({ ...where, ref: 'clash' }))).toMatchObject({
    status: 409,
    message: 'Conflict merging main into clash.',
  })
  await deploy('clash', { auto_merge: false })
})

test('without a word on contexts every one has to be a success; named ones have to be there', async () => {
  const sha = await serving.commit('checked', { checked: '1\n' })
  const actor = { kind: 'user', user: serving.alice } as const
  await createStatus(serving.world, serving.repository, actor, { sha, state: 'success', context: 'test' })
  await createStatus(serving.world, serving.repository, actor, { sha, state: 'pending', context: 'slow' })
  const asked = { ...where, ref: 'checked', auto_merge: false }
  expect(await refusalOf(repos().createDeployment(asked))).toMatchObject({
    status: 409,
    message: 'Conflict: Commit status checks failed for checked.',
    errors: [{ resource: 'Deployment', field: 'required_contexts', code: 'invalid' }],
  })
  await deploy('checked', { auto_merge: false, required_contexts: ['test'] })
  await deploy('checked', { auto_merge: false, required_contexts: [] })
  const absent = repos().createDeployment({ ...asked, required_contexts: ['test', 'never'] })
  expect(await refusalOf(absent)).toMatchObject({ status: 409 })
  expect(await refusalOf(repos().createDeployment({ ...where, ref: 'nowhere' }))).toMatchObject({
    status: 422,
    message: 'No ref found for: nowhere',
  })
})

test('a success makes earlier ones inactive, but no production and no transient ones', async () => {
  const made = async (environment: string, more: object = {}) => {
    const id = await deploy('main', { auto_merge: false, required_contexts: [], environment, ...more })
    await repos().createDeploymentStatus({ ...where, deployment_id: id, state: 'success' })
    return id
  }
  const first = await made('staging')
  const transient = await made('staging', { transient_environment: true })
  const production = await made('production')
  await made('production')
  const last = await made('staging')
  expect(await Promise.all([first, transient, production, last].map(stateOf))).toEqual([
    'inactive',
    'success',
    'success',
    'success',
  ])
  const kept = repos().deleteDeployment({ ...where, deployment_id: last })
  expect(await refusalOf(kept)).toMatchObject({ status: 422 })
  await repos().deleteDeployment({ ...where, deployment_id: first })
  expect(await refusalOf(repos().getDeployment({ ...where, deployment_id: first }))).toMatchObject({ status: 404 })
})

test('GraphQL shows the deployments of a repository and of a commit', async () => {
  const id = await deploy('main', { auto_merge: false, required_contexts: [], environment: 'preview' })
  await repos().createDeploymentStatus({
    ...where,
    deployment_id: id,
    state: 'success',
    log_url: 'https://ci.example/2',
  })
  const query = `{ repository(owner: "alice", name: "app") {
    deployments(first: 1, environments: ["preview"], orderBy: { field: CREATED_AT, direction: DESC }) {
      totalCount nodes { id databaseId state commitOid environment ref { name } creator { login }
        latestStatus { state logUrl environmentUrl } statuses(first: 5) { nodes { state } } } }
    defaultBranchRef { target { ... on Commit { deployments(last: 1) { nodes { databaseId } } } } } } }`
  const ask = async (asked: string) => {
    const response = await fetch(`${serving.url}/api/graphql`, {
      method: 'POST',
      headers: { authorization: `bearer ${serving.alice.token}` },
      body: JSON.stringify({ query: asked }),
    })
    return (await response.json()) as { data: { repository: { deployments: { nodes: { id: string }[] } } } }
  }
  const answer = await ask(query)
  const main = await serving.world.git(serving.repository).resolve('refs/heads/main')
  expect(answer.data.repository).toMatchObject({
    deployments: {
      totalCount: 1,
      nodes: [
        {
          databaseId: id,
          state: 'ACTIVE',
          commitOid: main,
          environment: 'preview',
          ref: { name: 'main' },
          creator: { login: 'alice' },
          latestStatus: { state: 'SUCCESS', logUrl: 'https://ci.example/2', environmentUrl: null },
          statuses: { nodes: [{ state: 'SUCCESS' }] },
        },
      ],
    },
    defaultBranchRef: { target: { deployments: { nodes: [{ databaseId: id }] } } },
  })
  const nodeId = answer.data.repository.deployments.nodes[0]?.id
  const found = await ask(`{ node(id: "${nodeId}") { ... on Deployment { databaseId } } }`)
  expect(found).toEqual({ data: { node: { databaseId: id } } })
})
