import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import { createInstallationToken } from '../../src/local-github/auth/installation-token.js'
import { graphqlRoutes } from '../../src/local-github/graphql/graphql-routes.js'
import { installApp, registerApp } from '../../src/local-github/world/apps.js'
import { commitFiles } from '../../src/local-github/world/commits.js'
import { createWorld } from '../../src/local-github/world/create-world.js'
import type { Actor, Repository, User } from '../../src/local-github/world/entities.js'
import { seededIds } from '../../src/local-github/world/ids.js'
import { createRepository } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import type { World } from '../../src/local-github/world/world.js'
import { fsck } from '../support/fsck.js'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // Loosely typed: each test says what it expects of it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any
  readonly errors: readonly ErrorEntry[] | undefined
  readonly message: string | undefined
}

interface ErrorEntry {
  readonly type?: string
  readonly path?: readonly unknown[]
  readonly locations?: readonly unknown[]
  readonly extensions?: unknown
  readonly message: string
}

/** GraphQL alone behind real HTTP, over a world with one person, `alice`, and her repository `alice/app` with one commit. */
export interface GraphqlServer {
  readonly world: World
  readonly url: string
  readonly alice: User
  readonly asAlice: Actor
  readonly repository: Repository
  readonly first: string
  /** Asks as alice, or with another token; null sends none. */
  ask(query: unknown, variables?: Record<string, unknown>, token?: string | null): Promise<Answer>
  commit(branch: string, files: Record<string, string | Buffer | null>, message?: string): Promise<string>
  /** An app with these permissions on all that alice has, and a token of its installation. */
  install(permissions: Record<string, 'read' | 'write'>): { readonly actor: Actor; readonly token: string }
  /** Lets an hour, a day… pass. */
  pass(milliseconds: number): void
  close(): Promise<void>
}

/** A busy machine may come late with the next request on a connection. */
const served = { serverOptions: { keepAliveTimeout: 60_000 } }

export async function serveGraphql(): Promise<GraphqlServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'local-github-graphql-'))
  let now = Date.parse('2026-03-01T12:00:00Z')
  const world = createWorld({ dataDir, ids: seededIds('graphql'), clock: () => new Date(now) })
  const app = new Hono().route('/api/graphql', graphqlRoutes(world))
  const server = await new Promise<ServerType>((resolve) => {
    const started = serve({ ...served, fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started))
  })
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const alice = createUser(world, { login: 'alice', name: 'Alice', email: 'alice@example.com' })
  const asAlice = { kind: 'user', user: alice } as const
  const repository = await createRepository(world, { owner: alice, name: 'app' })
  const git = world.git(repository)
  const files = { 'README.md': '# App\n', 'src/index.js': 'export {}\n' }
  const first = await commitFiles(world, repository, asAlice, { branch: 'main', message: 'feat: begin', files })

  return {
    world,
    url: world.url,
    alice,
    asAlice,
    repository,
    first,
    async ask(query, variables, token = alice.token) {
      const authorization: Record<string, string> = token === null ? {} : { authorization: `bearer ${token}` }
      const response = await fetch(`${world.url}/api/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization },
        body: JSON.stringify({ query, variables }),
      })
      const body = (await response.json()) as Pick<Answer, 'data' | 'errors' | 'message'>
      const { data, errors, message } = body
      return { data, errors, message, status: response.status, headers: response.headers }
    },
    async commit(branch, changed, message = `feat: ${branch}`) {
      const main = await git.resolve('refs/heads/main')
      if (!(await git.resolve(`refs/heads/${branch}`))) await git.updateRef(`refs/heads/${branch}`, main ?? null)
      return commitFiles(world, repository, asAlice, { branch, message, files: changed })
    },
    install(permissions) {
      const slug = `helper-${world.apps.size}`
      const registered = { slug, name: slug, owner: alice, permissions, events: [], webhookUrl: '', webhookSecret: 's' }
      const { id } = registerApp(world, registered)
      const installed = world.apps.get(id)
      if (!installed) throw new Error('the app is not registered')
      const installation = installApp(world, installed, alice, 'all')
      const { token } = createInstallationToken(world, installation)
      return { token, actor: { kind: 'installation', user: installed.bot, installation } }
    },
    pass(milliseconds) {
      now += milliseconds
    },
    async close() {
      await new Promise((resolve) => server.close(resolve))
      await fsck(world).finally(() => world.close())
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** What a query for fields of alice/app gives, as alice or with a token. @throws where it is answered with errors */
export async function askApp(server: GraphqlServer, fields: string, token?: string): Promise<Answer['data']> {
  const { data, errors } = await server.ask(`{ repository(owner: "alice", name: "app") { ${fields} } }`, {}, token)
  if (errors) throw new Error(JSON.stringify(errors))
  return data.repository
}
