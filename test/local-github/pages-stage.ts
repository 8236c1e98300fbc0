import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pageRoutes, type PageOptions } from '../../src/local-github/pages/page-routes.js'
import { installApp, registerApp } from '../../src/local-github/world/apps.js'
import { commitFiles } from '../../src/local-github/world/commits.js'
import { createWorld } from '../../src/local-github/world/create-world.js'
import type { Actor, PullRequest, Repository } from '../../src/local-github/world/entities.js'
import { seededIds } from '../../src/local-github/world/ids.js'
import { openPullRequest } from '../../src/local-github/world/pull-requests.js'
import { createRef } from '../../src/local-github/world/refs.js'
import { createRepository } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import type { World } from '../../src/local-github/world/world.js'
import { fsck } from '../support/fsck.js'

/** What a person gets to see. */
export interface Seen {
  readonly status: number
  readonly html: string
  /** The text of the content, without markup, on one line. */
  readonly text: string
  readonly location: string | null
  readonly headers: Headers
}

export interface Stage {
  readonly world: World
  readonly repository: Repository
  readonly maya: Actor
  readonly sam: Actor
  readonly bot: Actor
  read(path: string, headers?: Record<string, string>): Promise<Seen>
  /** Sends a form as a browser does, from the same site. */
  send(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Seen>
  /** Fetches without reading the body. */
  fetch(path: string): Promise<Response>
  commit(message: string, files: Record<string, string>, branch?: string): Promise<string>
  /** A branch with one commit, and its pull request. */
  propose(branch: string, message: string, files: Record<string, string>, body?: string): Promise<PullRequest>
  /** Half a minute goes by. */
  wait(): void
  clear(): Promise<void>
}

/** Maya's repository on real git, with Sam who may write, a stranger called Rex, and an app. */
export async function setStage(options: Partial<PageOptions> = {}): Promise<Stage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pages-test-'))
  let now = Date.parse('2026-03-01T12:00:00Z')
  const world = createWorld({ dataDir, clock: () => new Date(now), ids: seededIds('pages') })
  const [maya, sam] = ['maya', 'sam', 'rex'].map((login) => createUser(world, { login }))
  if (!maya || !sam) throw new Error('nobody is there')
  const repository = await createRepository(world, { owner: maya, name: 'harbour', description: 'Tides & berths' })
  repository.collaborators.set('sam', 'write')
  const app = registerApp(world, {
    slug: 'helper',
    name: 'Helper',
    owner: maya,
    permissions: { checks: 'write', contents: 'write', pull_requests: 'write' },
    events: ['push'],
    webhookUrl: '',
    webhookSecret: '',
  })
  const installation = installApp(world, app, maya, 'all')
  const pages = pageRoutes(world, { anonymous: 'maya', ...options })
  const byMaya: Actor = { kind: 'user', user: maya }

  async function seen(path: string, init: RequestInit): Promise<Seen> {
    const response = await pages.request(`http://localhost:3000${path}`, init)
    const html = await response.text()
    const { status, headers } = response
    return { status, html, text: visibleText(html), location: headers.get('location'), headers }
  }

  async function commit(message: string, files: Record<string, string>, branch = 'main'): Promise<string> {
    return commitFiles(world, repository, byMaya, { branch, message, files })
  }

  return {
    world,
    repository,
    maya: byMaya,
    sam: { kind: 'user', user: sam },
    bot: { kind: 'installation', user: app.bot, installation },
    read: (path, headers = {}) => seen(path, { headers }),
    send: (path, fields, headers = {}) =>
      seen(path, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: 'http://localhost:3000',
          ...headers,
        },
      }),
    fetch: async (path) => pages.request(`http://localhost:3000${path}`),
    commit,
    async propose(branch, message, files, body = '') {
      const head = await world.git(repository).resolve('refs/heads/main')
      await createRef(world, repository, byMaya, `refs/heads/${branch}`, head ?? '')
      await commit(message, files, branch)
      const title = message.split('\n')[0] ?? ''
      return openPullRequest(
        world,
        repository,
        { kind: 'user', user: sam },
        { title, body, head: branch, base: 'main' },
      )
    },
    wait: () => void (now += 30_000),
    async clear() {
      await fsck(world).finally(() => world.close())
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export function visibleText(html: string): string {
  const content = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? html
  return content
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
