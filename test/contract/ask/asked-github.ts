import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalGitHub } from '../../../src/local-github/local-github.js'
import { installApp, registerApp } from '../../../src/local-github/world/apps.js'
import { commitFiles } from '../../../src/local-github/world/commits.js'
import { rateLimits } from '../../../src/local-github/rest/rate-limit.js'
import { uploadRoutes } from '../../../src/local-github/rest/upload-routes.js'
import { restRoutes } from '../../../src/local-github/rest/rest-routes.js'
import { createRepository } from '../../../src/local-github/world/repositories.js'
import { setMember } from '../../../src/local-github/world/teams.js'
import { createUser } from '../../../src/local-github/world/users.js'
import type { World } from '../../../src/local-github/world/world.js'
import { fsck } from '../../support/fsck.js'
import type { Runner } from './ask-deployments.js'
import type { Asked } from './every-operation.js'

export interface AskedGitHub {
  readonly asked: Asked
  /** Method and path of each REST operation that is served, `GET /repos/:owner/:repo/labels/:name`. */
  readonly served: readonly string[]
  idle(): Promise<void>
  close(): Promise<void>
}

const permissions = Object.fromEntries(
  [
    'actions',
    'administration',
    'checks',
    'contents',
    'deployments',
    'issues',
    'pull_requests',
    'statuses',
    'workflows',
  ].map((name) => [name, 'write' as const]),
)

const events = [
  ...[
    'check_run',
    'check_suite',
    'create',
    'delete',
    'deployment',
    'deployment_status',
    'issue_comment',
    'issues',
    'label',
  ],
  ...[
    'deployment_protection_rule',
    'merge_group',
    'workflow_dispatch',
    'workflow_job',
    'pull_request',
    'pull_request_review',
    'push',
    'release',
    'repository',
    'status',
    'workflow_run',
  ],
]

const workflow = 'name: Deploy\non:\n  workflow_dispatch:\n    inputs:\n      sha: { required: true }\n'

/** A local GitHub with a repository and an app that may do everything there and hears of everything. */
export async function startAsked(): Promise<AskedGitHub> {
  const dataDir = await mkdtemp(join(tmpdir(), 'contract-'))
  const github = createLocalGitHub({ dataDir })
  const { world } = github
  const url = await github.listen(0)
  const receiver = createServer(
    (request, response) => void request.resume().on('end', () => response.writeHead(202).end()),
  )
  await new Promise<void>((resolve) => void receiver.listen(0, '127.0.0.1', resolve))
  const owner = createUser(world, { login: 'maya', name: 'Maya', email: 'maya@example.com' })
  const stranger = createUser(world, { login: 'sam' })
  const fleet = createUser(world, { login: 'fleet', type: 'Organization' })
  await createRepository(world, { owner: fleet, name: 'tug' })
  setMember(world, fleet, owner, 'admin')
  setMember(world, fleet, stranger, 'member')
  const { port } = receiver.address() as AddressInfo
  const hook = { webhookUrl: `http://127.0.0.1:${port}/`, webhookSecret: 'a secret of the test' }
  const app = registerApp(world, { slug: 'landfall', name: 'Landfall', owner, permissions, events, ...hook })
  const repository = await createRepository(world, { owner, name: 'harbour' })
  const actor = { kind: 'user', user: owner } as const
  await commitFiles(world, repository, actor, {
    branch: 'main',
    message: 'chore: begin',
    files: { 'begin.txt': 'begin\n', '.github/workflows/deploy.yml': workflow },
  })
  installApp(world, app, owner, 'all')
  const runner: Runner = {
    plays: (play) => void world.records(repository).workflowPlays.splice(0, Infinity, play),
    runs: () => github.workflows.play(),
  }
  return {
    asked: {
      url,
      owner,
      repository,
      app,
      now: world.clock,
      runner,
      stranger,
      fleet: { org: 'fleet', repo: 'tug', member: 'sam' },
    },
    served: servedBy(world),
    idle: () => github.idle(),
    async close() {
      await fsck(world).finally(() => github.close())
      await new Promise<void>((resolve) => receiver.close(() => resolve()))
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function servedBy(world: World): string[] {
  const routes = [...restRoutes(world).routes, ...uploadRoutes(world, rateLimits(world)).routes]
  return [...new Set(routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`))]
}
