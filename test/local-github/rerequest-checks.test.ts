import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Octokit } from '@octokit/rest'
import { suspendInstallation } from '../../src/local-github/world/apps.js'
import { rerequestCheckRun, rerequestCheckSuite } from '../../src/local-github/world/rerequest-checks.js'
import { hookReceiver, type HookReceiver } from './hook-receiver.js'
import { install, refusalOf, serve, type Installed, type Serving } from './serving.js'

const app = { owner: 'alice', repo: 'app' }
let serving: Serving
let bot: Installed
let receiver: HookReceiver
let rest: Octokit['rest']
let elsewhere: Installed

beforeAll(async () => {
  serving = await serve()
  receiver = await hookReceiver()
  bot = install(serving, { checks: 'write' })
  elsewhere = install(serving, { checks: 'write' })
  for (const { webhook } of [bot.app, elsewhere.app]) webhook.url = receiver.url
  Object.assign(elsewhere.app, { events: ['check_run', 'check_suite'] })
  rest = serving.clientOf(await bot.token()).rest
})
afterAll(async () => {
  await serving.close()
  await receiver.close()
})

let head: string
let count = 0
beforeEach(async () => {
  count += 1
  head = await serving.commit(`checked-${count}`, { [`${count}.txt`]: 'x' })
})

/** A run of the bot's, and its suite; then nothing that came before is heard any more. */
async function checked(how: object = { conclusion: 'failure' }) {
  const { data } = await rest.checks.create({ ...app, name: 'gate', head_sha: head, ...how })
  await serving.github.idle()
  receiver.received.splice(0)
  return { run: { ...app, check_run_id: data.id }, suite: { ...app, check_suite_id: data.check_suite?.id ?? 0 } }
}

/** What was told since, and to which app. */
async function heard() {
  await serving.github.idle()
  return receiver.received.splice(0).map(({ headers, payload }) => ({
    app: Number(headers['x-github-hook-installation-target-id']),
    event: `${String(headers['x-github-event'])}.${String(payload['action'])}`,
    payload: payload as Record<string, unknown>,
  }))
}

describe('a check run that is asked for again', () => {
  test('is told to the app that it belongs to, subscribed or not, and to no other; the run stays as it is', async () => {
    const { run, suite } = await checked()
    const { status, data } = await rest.checks.rerequestRun(run)
    expect([status, data]).toEqual([201, {}])
    const told = await heard()
    expect(told).toMatchObject([{ app: bot.app.id, event: 'check_run.rerequested' }])
    expect(told[0]?.payload).toMatchObject({
      check_run: {
        id: run.check_run_id,
        status: 'completed',
        conclusion: 'failure',
        check_suite: { status: 'queued' },
      },
      sender: { login: bot.app.bot.login },
      installation: { id: bot.installation.id },
    })
    expect((await rest.checks.get(run)).data).toMatchObject({ status: 'completed', conclusion: 'failure' })
    expect((await rest.checks.getSuite(suite)).data).toMatchObject({ status: 'queued', conclusion: null })
  })

  test.each<[string, (run: { owner: string; repo: string; check_run_id: number }) => Promise<unknown>]>([
    ['a new run', () => rest.checks.create({ ...app, name: 'gate', head_sha: head, conclusion: 'success' })],
    ['an update', (run) => rest.checks.update({ ...run, conclusion: 'success' })],
  ])('completes its suite again with %s', async (_, answered) => {
    const { run, suite } = await checked()
    await rest.checks.rerequestRun(run)
    await answered(run)
    expect((await rest.checks.getSuite(suite)).data.status).toBe('completed')
    expect((await heard()).map(({ event }) => event)).toContain('check_suite.completed')
  })

  test('a person asks on a page, and is the sender', async () => {
    const { run } = await checked()
    const entity = serving.repository.checkRuns.get(run.check_run_id)!
    rerequestCheckRun(serving.world, serving.repository, { kind: 'user', user: serving.alice }, entity)
    expect((await heard()).map(({ payload }) => payload)).toMatchObject([{ sender: { login: 'alice' } }])
  })

  test('not before it is completed, nor while its app is suspended', async () => {
    const { run: unfinished } = await checked({ status: 'in_progress' })
    const refused = { status: 422, message: 'This check run is not rerequestable' }
    expect(await refusalOf(rest.checks.rerequestRun(unfinished))).toMatchObject(refused)
    const { run } = await checked()
    const entity = serving.repository.checkRuns.get(run.check_run_id)!
    const alice = { kind: 'user', user: serving.alice } as const
    suspendInstallation(serving.world, bot.installation, true)
    expect(() => rerequestCheckRun(serving.world, serving.repository, alice, entity)).toThrow(refused.message)
    suspendInstallation(serving.world, bot.installation, false)
  })
})

test('a check suite that is asked for again is queued, and its app alone is told', async () => {
  const { suite } = await checked()
  expect((await rest.checks.rerequestSuite(suite)).status).toBe(201)
  const told = await heard()
  expect(told).toMatchObject([{ app: bot.app.id, event: 'check_suite.rerequested' }])
  expect(told[0]?.payload).toMatchObject({
    check_suite: { id: suite.check_suite_id, status: 'queued', conclusion: null },
  })
  expect((await rest.checks.getSuite(suite)).data).toMatchObject({ status: 'queued', conclusion: null })
})

test('a check suite of an app that can no longer write checks is not asked for', async () => {
  const { suite } = await checked()
  const entity = serving.repository.checkSuites.get(suite.check_suite_id)!
  const asAlice = { kind: 'user', user: serving.alice } as const
  suspendInstallation(serving.world, bot.installation, true)
  expect(() => rerequestCheckSuite(serving.world, serving.repository, asAlice, entity)).toThrow('not rerequestable')
  suspendInstallation(serving.world, bot.installation, false)
  expect((await rest.checks.getSuite(suite)).data.status).toBe('completed')
})

describe('through the API it is asked for', () => {
  test.each<[string, number, () => Promise<Octokit['rest']>]>([
    ['a person', 403, async () => serving.clientOf(serving.alice).rest],
    ['another app', 403, async () => serving.clientOf(await elsewhere.token()).rest],
    [
      'the app with a token that only reads',
      403,
      async () => serving.clientOf(await bot.token({ permissions: { checks: 'read' } })).rest,
    ],
    ['nobody', 401, async () => serving.anonymousClient().rest],
  ])('not by %s', async (_, status, client) => {
    const { run, suite } = await checked()
    const { checks } = await client()
    expect(await refusalOf(checks.rerequestRun(run))).toMatchObject({ status })
    expect(await refusalOf(checks.rerequestSuite(suite))).toMatchObject({ status })
    expect(await heard()).toEqual([])
  })

  test('only where it is', async () => {
    expect(await refusalOf(rest.checks.rerequestRun({ ...app, check_run_id: 1 }))).toMatchObject({ status: 404 })
    expect(await refusalOf(rest.checks.rerequestSuite({ ...app, check_suite_id: 1 }))).toMatchObject({ status: 404 })
  })
})
