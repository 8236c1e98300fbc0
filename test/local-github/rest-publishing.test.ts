import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Octokit } from '@octokit/rest'
import { install, refusalOf, serve, type Installed, type Serving } from './serving.js'

let serving: Serving
let bot: Installed
let rest: Octokit['rest']
let apps: Octokit['rest']
const app = { owner: 'alice', repo: 'app' }

beforeAll(async () => {
  serving = await serve()
  rest = serving.clientOf(serving.alice).rest
  bot = install(serving, { contents: 'write', checks: 'write', statuses: 'write', issues: 'write' })
  apps = serving.clientOf(await bot.token()).rest
})
afterAll(() => serving.close())

describe('releases', () => {
  test('make their tag where there is none, at the target', async () => {
    const [, first = ''] = (await rest.repos.listCommits({ ...app, sha: serving.head })).data.map(({ sha }) => sha)
    const { data } = await apps.repos.createRelease({
      ...app,
      tag_name: 'v1.0.0',
      target_commitish: first,
      name: 'One',
      body: 'Notes',
    })
    expect(data).toMatchObject({ tag_name: 'v1.0.0', name: 'One', draft: false, author: { login: bot.app.bot.login } })
    expect(data.html_url).toBe(`${serving.url}/alice/app/releases/tag/v1.0.0`)
    expect((await rest.git.getRef({ ...app, ref: 'tags/v1.0.0' })).data.object.sha).toBe(first)
  })

  test('are one to a tag', async () => {
    const refused = await refusalOf(apps.repos.createRelease({ ...app, tag_name: 'v1.0.0' }))
    expect(refused).toMatchObject({
      status: 422,
      message: 'Validation Failed',
      errors: [{ resource: 'Release', code: 'already_exists', field: 'tag_name' }],
    })
  })

  test('are found by id, by tag, as the latest; drafts by those who may write, and never by tag', async () => {
    const { data: draft } = await rest.repos.createRelease({ ...app, tag_name: 'v2.0.0', draft: true })
    await rest.repos.createRelease({ ...app, tag_name: 'v3.0.0-rc.1', prerelease: true })
    expect((await rest.repos.getLatestRelease(app)).data.tag_name).toBe('v1.0.0')
    const { data } = await rest.repos.getReleaseByTag({ ...app, tag: 'v1.0.0' })
    expect((await rest.repos.getRelease({ ...app, release_id: data.id })).data).toEqual(data)
    expect((await rest.repos.listReleases(app)).data).toHaveLength(3)
    const { rest: anybody } = serving.anonymousClient()
    expect((await anybody.repos.listReleases(app)).data).toHaveLength(2)
    expect(await refusalOf(anybody.repos.getRelease({ ...app, release_id: draft.id }))).toMatchObject({ status: 404 })
    expect(await refusalOf(rest.repos.getReleaseByTag({ ...app, tag: 'v2.0.0' }))).toMatchObject({ status: 404 })
  })

  test('are edited, published and deleted; the tag stays', async () => {
    const { data } = await rest.repos.createRelease({ ...app, tag_name: 'v4.0.0', draft: true })
    const where = { ...app, release_id: data.id }
    const published = await rest.repos.updateRelease({ ...where, draft: false, body: 'Now' })
    expect(published.data).toMatchObject({ draft: false, body: 'Now', published_at: '2026-03-01T12:00:00Z' })
    await rest.repos.deleteRelease(where)
    expect(await refusalOf(rest.repos.getRelease(where))).toMatchObject({ status: 404 })
    expect((await rest.git.getRef({ ...app, ref: 'tags/v4.0.0' })).data.object.sha).toBe(serving.head)
  })
})

describe('check runs', () => {
  test('are made and updated by apps, each its own, with annotations added', async () => {
    const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'Look' } as const
    const output = { title: 'Title', summary: 'Summary', annotations: [annotation] }
    const { data } = await apps.checks.create({
      ...app,
      name: 'plan',
      head_sha: serving.head,
      status: 'in_progress',
      output,
    })
    expect(data).toMatchObject({
      name: 'plan',
      status: 'in_progress',
      conclusion: null,
      output: { annotations_count: 1 },
    })
    const where = { ...app, check_run_id: data.id }
    const done = await apps.checks.update({ ...where, conclusion: 'success', output })
    expect(done.data).toMatchObject({ status: 'completed', conclusion: 'success', output: { annotations_count: 2 } })
    expect((await apps.checks.listAnnotations(where)).data).toHaveLength(2)
    const other = serving.clientOf(await install(serving, { checks: 'write' }).token()).rest
    expect(await refusalOf(other.checks.update({ ...where, conclusion: 'failure' }))).toMatchObject({ status: 403 })
    expect(await refusalOf(rest.checks.create({ ...app, name: 'x', head_sha: serving.head }))).toMatchObject({
      status: 403,
    })
  })

  test('are listed for a commit by any of its names, the newest of each name; so are the suites', async () => {
    await apps.checks.create({ ...app, name: 'plan', head_sha: serving.head })
    const listed = await apps.checks.listForRef({ ...app, ref: 'main' })
    expect(listed.data).toMatchObject({ total_count: 1, check_runs: [{ name: 'plan', status: 'queued' }] })
    expect((await apps.checks.listForRef({ ...app, ref: serving.head, filter: 'all' })).data.total_count).toBe(2)
    expect((await apps.checks.listForRef({ ...app, ref: 'main', check_name: 'other' })).data.total_count).toBe(0)
    const suites = await apps.checks.listSuitesForRef({ ...app, ref: 'heads/main' })
    const mine = suites.data.check_suites.find((suite) => suite.app?.id === bot.app.id)
    expect(mine).toMatchObject({ head_sha: serving.head, latest_check_runs_count: 2 })
    expect((await apps.checks.listForSuite({ ...app, check_suite_id: mine!.id })).data.total_count).toBe(1)
  })

  test('take no more than GitHub takes', async () => {
    const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'Look' } as const
    const action = { label: 'a', description: 'b', identifier: 'c' }
    const base = { ...app, name: 'limits', head_sha: serving.head }
    const none = '0123456789012345678901234567890123456789'
    // Each when its turn comes: one that is refused while another is awaited would be nobody's.
    for (const asks of [
      () =>
        apps.checks.create({
          ...base,
          output: { title: 't', summary: 's', annotations: Array.from({ length: 51 }, () => annotation) },
        }),
      () => apps.checks.create({ ...base, actions: Array.from({ length: 4 }, () => action) }),
      () => apps.checks.create({ ...base, actions: [{ ...action, label: 'more than twenty characters' }] }),
      () => apps.checks.create({ ...base, head_sha: none }),
      () => apps.checks.create({ ...base, status: 'completed' } as never),
    ]) {
      expect(await refusalOf(asks())).toMatchObject({ status: 422 })
    }
  })
})

describe('statuses', () => {
  test('are made, listed newest first, and combined by context', async () => {
    const status = { ...app, sha: serving.head }
    await apps.repos.createCommitStatus({ ...status, state: 'pending', context: 'ci' })
    await apps.repos.createCommitStatus({
      ...status,
      state: 'success',
      context: 'ci',
      description: 'Fine',
      target_url: 'https://ci.example',
    })
    const combined = await rest.repos.getCombinedStatusForRef({ ...app, ref: 'main' })
    expect(combined.data).toMatchObject({
      state: 'success',
      total_count: 1,
      statuses: [{ context: 'ci', description: 'Fine' }],
    })
    await apps.repos.createCommitStatus({ ...status, state: 'failure', context: 'lint' })
    expect((await rest.repos.getCombinedStatusForRef({ ...app, ref: serving.head })).data.state).toBe('failure')
    const { data } = await rest.repos.listCommitStatusesForRef({ ...app, ref: 'main' })
    expect(data.map(({ state }) => state)).toEqual(['failure', 'success', 'pending'])
    expect(data[0]?.creator).toMatchObject({ login: bot.app.bot.login })
  })

  test('hold a description of 140 characters', async () => {
    const status = { ...app, sha: serving.head, state: 'success' } as const
    expect(await refusalOf(apps.repos.createCommitStatus({ ...status, description: 'x'.repeat(141) }))).toMatchObject({
      status: 422,
      errors: [{ message: 'description is too long (maximum is 140 characters)' }],
    })
  })
})

describe('webhook deliveries', () => {
  let receiver: Server
  const received: string[] = []
  let answerWith = 500

  beforeAll(async () => {
    receiver = createServer((request, response) => {
      received.push(String(request.headers['x-github-delivery']))
      request.resume().on('end', () => response.writeHead(answerWith).end('told'))
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    bot.app.webhook.url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
  })
  afterAll(() => void receiver.close())

  const asApp = async (path: string, method = 'GET') =>
    fetch(path.startsWith('http') ? path : `${serving.url}/api/v3${path}`, {
      method,
      headers: { authorization: `Bearer ${await bot.jwt()}` },
    })

  test('are listed newest first with a cursor, shown whole, and sent again with the same GUID', async () => {
    Object.assign(bot.app, { events: ['issues'] })
    for (const title of ['One', 'Two', 'Three']) await rest.issues.create({ ...app, title })
    await serving.github.idle()
    const first = await asApp('/app/hook/deliveries?per_page=2')
    const [newest, second] = (await first.json()) as {
      id: number
      guid: string
      status_code: number
      event: string
      repository_id: number
    }[]
    expect(newest).toMatchObject({
      event: 'issues',
      action: 'opened',
      status_code: 500,
      redelivery: false,
      repository_id: serving.repository.id,
    })
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
    const [third] = (await (await asApp(next)).json()) as { id: number }[]
    expect(new Set([newest!.id, second!.id, third!.id]).size).toBe(3)
    const whole = await (await asApp(`/app/hook/deliveries/${newest!.id}`)).json()
    expect(whole).toMatchObject({ request: { payload: { issue: { title: 'Three' } } }, response: { payload: 'told' } })
    expect((await (await asApp('/app/hook/deliveries?status=failure&per_page=100')).json()) as unknown[]).toHaveLength(
      3,
    )
    answerWith = 202
    expect((await asApp(`/app/hook/deliveries/${newest!.id}/attempts`, 'POST')).status).toBe(202)
    await serving.github.idle()
    expect(received.filter((guid) => guid === newest!.guid)).toHaveLength(2)
    const [again] = (await (await asApp('/app/hook/deliveries')).json()) as object[]
    expect(again).toMatchObject({ guid: newest!.guid, redelivery: true, status_code: 202, status: 'OK' })
  })

  test('are the app’s own, and kept for three days', async () => {
    const other = install(serving, {})
    const list = await fetch(`${serving.url}/api/v3/app/hook/deliveries`, {
      headers: { authorization: `Bearer ${await other.jwt()}` },
    })
    expect(await list.json()).toEqual([])
    serving.moveClock(3 * 24 * 60 * 60 * 1000 + 1)
    expect(await (await asApp('/app/hook/deliveries')).json()).toEqual([])
  })
})
