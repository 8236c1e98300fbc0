import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Webhooks } from '@octokit/webhooks'
import { changeInstallation, suspendInstallation } from '../../src/local-github/world/apps.js'
import { createCheckRun } from '../../src/local-github/world/check-runs.js'
import { addComment } from '../../src/local-github/world/comments.js'
import { createDeployment, createDeploymentStatus } from '../../src/local-github/world/deployments.js'
import { openIssue } from '../../src/local-github/world/issues.js'
import { editPullRequest } from '../../src/local-github/world/pull-requests.js'
import { createRepository } from '../../src/local-github/world/repositories.js'
import { secret, setWebhookStage, type WebhookStage } from './webhook-stage.js'

let stage: WebhookStage
let small: WebhookStage['small']
let receiver: WebhookStage['receiver']
let webhooks: WebhookStage['webhooks']
let installed: WebhookStage['installed']
let heard: WebhookStage['heard']
let last: WebhookStage['last']

beforeEach(async () => {
  stage = await setWebhookStage()
  ;({ small, receiver, webhooks, installed, heard, last } = stage)
})

afterEach(() => stage.close())

describe('a delivery', () => {
  test('carries GitHub’s headers and a signature that octokit verifies', async () => {
    const { app } = installed(['push'])
    await small.commit('main', 'feat: a')
    await webhooks.idle()
    const { headers, body } = receiver.received.at(-1)!
    expect(headers).toMatchObject({
      'x-github-event': 'push',
      'x-github-hook-id': String(app.webhook.id),
      'x-github-hook-installation-target-type': 'integration',
      'x-github-hook-installation-target-id': String(app.id),
      'content-type': 'application/json',
    })
    expect(headers['user-agent']).toMatch(/^GitHub-Hookshot\//)
    expect(headers['x-github-delivery']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    const octokit = new Webhooks({ secret })
    expect(await octokit.verify(body, String(headers['x-hub-signature-256']))).toBe(true)
    expect(await octokit.verify(`${body} `, String(headers['x-hub-signature-256']))).toBe(false)
  })

  test('is recorded with its answer', async () => {
    const { app, installation } = installed(['push'])
    await small.commit('main', 'feat: a')
    await webhooks.idle()
    expect(small.world.deliveries.at(-1)).toMatchObject({
      app,
      event: 'push',
      action: null,
      installationId: installation.id,
      repositoryId: small.repository.id,
      redelivery: false,
      response: { statusCode: 202, status: 'OK', body: 'heard' },
    })
  })

  test('names the installation, the repository and the sender', async () => {
    const { installation } = installed(['issues'])
    await openIssue(small.world, small.repository, small.sam, { title: 'A bug' })
    expect(await last('issues')).toMatchObject({
      action: 'opened',
      installation: { id: installation.id, node_id: installation.nodeId },
      repository: { id: small.repository.id, full_name: 'maya/harbour', default_branch: 'main' },
      sender: { login: 'sam', type: 'User' },
      issue: { number: 1, title: 'A bug', state: 'open', user: { login: 'sam' } },
    })
  })

  test('waits for the one before it; each tells the state of its own moment', async () => {
    installed(['pull_request'])
    receiver.delay = 30
    await small.branch('topic', 'feat: topic')
    const pull = await small.pullRequest('topic', { title: 'zero' })
    for (const title of ['one', 'two', 'three'])
      await editPullRequest(small.world, small.repository, small.maya, pull.number, { title })
    await webhooks.idle()
    const titles = receiver.received
      .slice(1)
      .map(({ payload }) => (payload['pull_request'] as unknown as { title: string }).title)
    expect(titles).toEqual(['zero', 'one', 'two', 'three'])
  })

  test('that fails is not tried again, and is told apart', async () => {
    installed(['issues'])
    installed(['issues'], { url: 'http://127.0.0.1:9/' })
    receiver.answers = 500
    await openIssue(small.world, small.repository, small.sam, { title: 'A bug' })
    await webhooks.idle()
    const told = small.world.deliveries.filter(({ event }) => event === 'issues').map(({ response }) => response)
    expect(told).toHaveLength(2)
    expect(told).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ statusCode: 500, status: 'Invalid HTTP Response: 500' }),
        expect.objectContaining({ statusCode: 0, status: 'failed to connect to host' }),
      ]),
    )
  })

  test('is made again with the same GUID and payload', async () => {
    installed(['issues'])
    await openIssue(small.world, small.repository, small.sam, { title: 'A bug' })
    await webhooks.idle()
    const first = small.world.deliveries.at(-1)!
    await webhooks.redeliver(first.id)
    await webhooks.redeliver(123456789)
    const second = small.world.deliveries.at(-1)!
    expect(second).toMatchObject({ guid: first.guid, redelivery: true, response: { status: 'OK' } })
    expect(second.id).not.toBe(first.id)
    expect(receiver.received.at(-1)?.body).toBe(receiver.received.at(-2)?.body)
  })

  test('that is never answered is given up when the server stops', async () => {
    installed(['issues'])
    await webhooks.idle()
    receiver.answers = 'never'
    await openIssue(small.world, small.repository, small.sam, { title: 'A bug' })
    while (receiver.received.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    const began = performance.now()
    await webhooks.stop()
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(small.world.deliveries.at(-1)?.response).toMatchObject({ statusCode: 0 })
  })
})

describe('who is told', () => {
  test('apps that subscribed, on the repositories that they are on, unless suspended', async () => {
    const { world, maya } = small
    const other = await createRepository(world, { owner: maya.user, name: 'other' })
    const { installation } = installed(['issues'], { on: [small.repository] })
    await openIssue(world, small.repository, maya, { title: 'told' })
    await openIssue(world, other, maya, { title: 'not told' })
    await small.commit('main', 'feat: not subscribed')
    expect(await heard()).toEqual(['issues.opened'])
    changeInstallation(world, installation, { added: [other] })
    await openIssue(world, other, maya, { title: 'told now' })
    suspendInstallation(world, installation, true)
    await openIssue(world, other, maya, { title: 'not while suspended' })
    expect(await heard()).toEqual([
      'issues.opened',
      'installation_repositories.added',
      'issues.opened',
      'installation.suspend',
    ])
    expect(await last('installation_repositories')).toMatchObject({ repositories_added: [{ full_name: 'maya/other' }] })
  })

  test('an app learns of its own installation, and with the right to write checks of suites, unasked', async () => {
    installed([], { permissions: { checks: 'write' } })
    installed([])
    await small.commit('main', 'feat: a')
    expect(await heard()).toEqual(['check_suite.requested'])
    expect(await last('installation')).toMatchObject({
      action: 'created',
      installation: { app_slug: 'app-1', repository_selection: 'all', account: { login: 'maya' } },
      repositories: [{ name: 'harbour', full_name: 'maya/harbour', private: false }],
    })
    expect(await last('check_suite')).toMatchObject({
      check_suite: { head_sha: await small.head(), head_branch: 'main', status: 'queued' },
    })
  })

  test('nobody is told that a deployment became inactive', async () => {
    installed(['deployment', 'deployment_status'])
    const sha = await small.commit('main', 'feat: a')
    const { world, repository, maya } = small
    const deployment = createDeployment(world, repository, maya, { sha, ref: 'main' })
    for (const state of ['success', 'inactive'] as const)
      createDeploymentStatus(world, repository, maya, deployment, { state })
    expect(await heard()).toEqual(['deployment.created', 'deployment_status.created'])
  })

  test('an app is told of what it did itself', async () => {
    const { app, installation } = installed(['check_run', 'issue_comment'], { permissions: { checks: 'write' } })
    const actor = { kind: 'installation', user: app.bot, installation } as const
    await createCheckRun(small.world, small.repository, actor, {
      name: 'gate',
      headSha: await small.head(),
      conclusion: 'success',
    })
    await openIssue(small.world, small.repository, small.sam, { title: 'A bug' })
    await addComment(small.world, small.repository, actor, 1, 'Thank you.')
    expect(await heard()).toEqual(['check_run.created', 'check_run.completed', 'issue_comment.created'])
    expect(await last('issue_comment')).toMatchObject({
      sender: { login: 'app-0[bot]', type: 'Bot' },
      comment: { body: 'Thank you.' },
      issue: { number: 1, comments: 1 },
    })
    expect(await last('check_run')).toMatchObject({
      check_run: { name: 'gate', conclusion: 'success', app: { slug: 'app-0' } },
    })
  })
})
