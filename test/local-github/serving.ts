import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Octokit } from '@octokit/rest'
import { importPKCS8, SignJWT } from 'jose'
import { createPrivateKey } from 'node:crypto'
import { createLocalGitHub, type LocalGitHub, type LocalGitHubOptions } from '../../src/local-github/local-github.js'
import { installApp, registerApp } from '../../src/local-github/world/apps.js'
import { commitFiles } from '../../src/local-github/world/commits.js'
import type { App, Installation, Repository, User } from '../../src/local-github/world/entities.js'
import { seededIds } from '../../src/local-github/world/ids.js'
import { createRepository } from '../../src/local-github/world/repositories.js'
import { createUser } from '../../src/local-github/world/users.js'
import type { World } from '../../src/local-github/world/world.js'
import { checkExchange } from '../contract/check-exchange.js'
import { recordExchanges } from '../contract/record-exchanges.js'
import { createContract, printProblem } from '../contract/validate.js'
import { fsck } from '../support/fsck.js'

const run = promisify(execFile)
const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** Where GitHub's description is not as GitHub is. */
const misdescribed: readonly RegExp[] = [
  // As a user and an enterprise at once, which nothing is.
  /^apps\/list-installations, response: body\[\d+\]\.account lacks /,
  // The description's own default for these is the empty text, and so is GitHub's answer.
  /deployment-status(es)?, response: body(\[\d+\])?\.(environment|log|target)_url is "", not a uri$/,
]

/** A served GitHub with one person, `alice`, her repository `alice/app` with two commits, and a clock that stands until it is moved. */
export interface Serving {
  readonly github: LocalGitHub
  readonly world: World
  readonly url: string
  readonly alice: User
  readonly repository: Repository
  readonly head: string
  clientOf(user: User | string): Octokit
  anonymousClient(): Octokit
  /** Commits files to a branch as alice, the branch made off the default one where it is missing. */
  commit(branch: string, files: Record<string, string | null>, message?: string): Promise<string>
  moveClock(milliseconds: number): void
  folder(): Promise<string>
  /** Ends everything. @throws where an answer was not as GitHub's published description has it, or a repository is not sound */
  close(): Promise<void>
}

export async function serve(options: Partial<LocalGitHubOptions> = {}): Promise<Serving> {
  const folders: string[] = []
  const folder = async () => {
    const made = await mkdtemp(join(tmpdir(), 'local-github-'))
    folders.push(made)
    return made
  }
  let now = Date.parse('2026-03-01T12:00:00Z')
  const github = createLocalGitHub({
    dataDir: await folder(),
    ids: seededIds('test'),
    clock: () => new Date(now),
    ...options,
  })
  const { world } = github
  const url = await github.listen(0)
  const contract = createContract()
  const problems = new Set<string>()
  const stopRecording = recordExchanges((exchange) => {
    if (String(exchange.port) !== new URL(url).port) return
    const found = checkExchange(contract, exchange, true) ?? []
    for (const problem of found.filter(({ side }) => side === 'response').map(printProblem)) {
      if (!misdescribed.some((pattern) => pattern.test(problem))) problems.add(problem)
    }
  })
  const alice = createUser(world, { login: 'alice', name: 'Alice', email: 'alice@example.com' })
  const repository = await createRepository(world, { owner: alice, name: 'app' })
  const actor = { kind: 'user', user: alice } as const
  await commitFiles(world, repository, actor, {
    branch: 'main',
    message: 'feat: begin',
    files: { 'README.md': '# App\n' },
  })
  const files = { 'src/index.js': 'export {}\n', 'package.json': '{}\n' }
  const head = await commitFiles(world, repository, actor, { branch: 'main', message: 'fix: go on', files })
  const clientOf = (user: User | string) =>
    new Octokit({ baseUrl: `${url}/api/v3`, auth: typeof user === 'string' ? user : user.token, log: silent })
  return {
    github,
    world,
    url,
    alice,
    repository,
    head,
    clientOf,
    folder,
    anonymousClient: () => new Octokit({ baseUrl: `${url}/api/v3`, log: silent }),
    async commit(branch, changed, message = `feat: ${branch}`) {
      const git = world.git(repository)
      const main = (await git.resolve('refs/heads/main'))!
      if (!(await git.resolve(`refs/heads/${branch}`))) await git.updateRef(`refs/heads/${branch}`, main)
      return commitFiles(world, repository, actor, { branch, message, files: changed })
    },
    moveClock(milliseconds) {
      now += milliseconds
    },
    async close() {
      await fsck(world).finally(() => github.close())
      stopRecording()
      if (problems.size > 0) throw new Error(`Not as GitHub describes it:\n${[...problems].join('\n')}`)
      await Promise.all(folders.map((path) => rm(path, { recursive: true, force: true })))
    },
  }
}

export interface Installed {
  readonly app: App
  readonly installation: Installation
  jwt(claims?: { iat?: number; exp?: number; iss?: string }): Promise<string>
  /** A fresh token of the installation's, narrowed if asked. */
  token(narrowed?: object): Promise<string>
}

/** An app with these permissions, installed on all that alice has. */
export function install(
  { world, url, alice }: Serving,
  permissions: Record<string, 'read' | 'write'>,
  repositories: readonly Repository[] | 'all' = 'all',
): Installed {
  const { privateKey, ...rest } = registered(world, alice, permissions)
  const app = world.apps.get(rest.id)!
  const installation = installApp(world, app, alice, repositories)
  const jwt: Installed['jwt'] = async (claims = {}) => {
    const now = Math.floor(world.clock().getTime() / 1000)
    const key = await importPKCS8(pkcs8(privateKey), 'RS256')
    return new SignJWT({ iat: now - 60, exp: now + 540, iss: String(app.id), ...claims })
      .setProtectedHeader({ alg: 'RS256' })
      .sign(key)
  }
  return {
    app,
    installation,
    jwt,
    async token(narrowed = {}) {
      const response = await fetch(`${url}/api/v3/app/installations/${installation.id}/access_tokens`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await jwt()}` },
        body: JSON.stringify(narrowed),
      })
      const answered = (await response.json()) as { token: string; message?: string }
      if (response.status !== 201) throw new Error(`${response.status} ${answered.message}`)
      return answered.token
    },
  }
}

function registered(world: World, owner: User, permissions: Record<string, 'read' | 'write'>) {
  const slug = `helper-${world.apps.size}`
  const app = registerApp(world, {
    slug,
    name: slug,
    owner,
    permissions,
    events: [],
    webhookUrl: '',
    webhookSecret: 's',
  })
  return { id: app.id, privateKey: app.privateKey }
}

function pkcs8(pkcs1: string): string {
  return createPrivateKey(pkcs1).export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** Runs git as a person's machine would, told nothing by this machine's settings. Answers with what it printed, errors included. */
export async function git(cwd: string, ...args: string[]): Promise<string> {
  const identity = {
    GIT_AUTHOR_NAME: 'Bob',
    GIT_AUTHOR_EMAIL: 'bob@example.com',
    GIT_COMMITTER_NAME: 'Bob',
    GIT_COMMITTER_EMAIL: 'bob@example.com',
  }
  const env = {
    ...process.env,
    ...identity,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  }
  const { stdout, stderr } = await run('git', args, { cwd, env, maxBuffer: 64 * 1024 * 1024 })
  return stdout + stderr
}

/** What an Octokit request was refused with. */
export async function refusalOf(
  request: Promise<unknown>,
): Promise<{ status: number; message: string; errors: unknown }> {
  try {
    await request
  } catch (error) {
    const { status, response } = error as { status: number; response: { data: { message: string; errors?: unknown } } }
    return { status, message: response.data.message, errors: response.data.errors }
  }
  throw new Error('The request was not refused.')
}
