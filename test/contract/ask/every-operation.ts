import { createSign } from 'node:crypto'
import { Octokit } from '@octokit/rest'
import { askApp, askDeliveries, askMeta, askRefusals, askRoot } from './ask-apps.js'
import { askChecks, askCommits, askContents, askGit, askReleases } from './ask-code.js'
import { askDeployments, askEnvironments, askGates, askWorkflows, type Runner } from './ask-deployments.js'
import { askReviews } from './ask-reviews.js'
import { askCollaborators, askForks, askTeams, type Fleet } from './ask-people.js'
import { askRules } from './ask-rules.js'
import { askIssues, askLabels, askPullRequests } from './ask-threads.js'
import type { App, Repository, User } from '../../../src/local-github/world/entities.js'

/** A world to ask: an app that is installed on `repository`, which has a default branch with a commit. */
export interface Asked {
  readonly url: string
  readonly owner: User
  readonly repository: Repository
  readonly app: App & { readonly privateKey: string }
  readonly now: () => Date
  readonly runner: Runner
  readonly fleet: Fleet
  /** Who has nothing to do with the repository yet. */
  readonly stranger: User
}

/**
 * Asks each operation that the local GitHub serves at least once, as whom GitHub lets do it, and some that it refuses.
 * @returns what was answered otherwise than GitHub does, a sentence each; a family of operations ends at its first
 */
export async function askEveryOperation(asked: Asked): Promise<string[]> {
  const { url, owner, repository, app, runner, fleet, stranger } = asked
  const clientOf = (auth?: string) =>
    new Octokit({
      baseUrl: `${url}/api/v3`,
      ...(auth ? { auth } : {}),
      log: { debug() {}, info() {}, warn() {}, error() {} },
    })
  const asApp = clientOf(jwtOf(app, asked.now()))
  const { data: installations } = await asApp.rest.apps.listInstallations({ per_page: 10 })
  const installationId = installations[0]?.id ?? 0
  const { data: token } = await asApp.rest.apps.createInstallationAccessToken({ installation_id: installationId })
  const asInstallation = clientOf(token.token)
  const asOwner = clientOf(owner.token)
  const where = { owner: owner.login, repo: repository.name }
  const families: Record<string, () => Promise<void>> = {
    app: () => askApp(asApp, asInstallation, installationId, where),
    root: () => askRoot(asOwner),
    meta: () => askMeta(asOwner, asInstallation, where),
    git: () => askGit(asInstallation, where),
    commits: () => askCommits(asInstallation, where),
    contents: () => askContents(asInstallation, where),
    issues: () => askIssues(asInstallation, where),
    labels: () => askLabels(asInstallation, where),
    pulls: () => askPullRequests(asInstallation, where),
    reviews: () => askReviews(asInstallation, asOwner, where, owner.login),
    releases: () => askReleases(asInstallation, where),
    checks: () => askChecks(asInstallation, where),
    deployments: () => askDeployments(asInstallation, where),
    environments: () => askEnvironments(asInstallation, where, app.id, owner.id),
    workflows: () => askWorkflows(asInstallation, where, runner),
    gates: () => askGates(asInstallation, asOwner, where, runner, app.id),
    rules: () => askRules(asInstallation, where),
    teams: () => askTeams(asOwner, fleet),
    collaborators: () => askCollaborators(asOwner, where, stranger.login),
    forks: () => askForks(clientOf(stranger.token), where),
    deliveries: () => askDeliveries(asApp),
    refusals: () => askRefusals(asInstallation, clientOf('no such token'), clientOf(), where),
  }
  const failures: string[] = []
  for (const [family, use] of Object.entries(families)) {
    await use().catch((error: unknown) => failures.push(`${family}: ${saidBy(error)}`))
  }
  return failures
}

function saidBy(error: unknown): string {
  const { message, status, request } = error as {
    message?: string
    status?: number
    request?: { method: string; url: string }
  }
  return request ? `${request.method} ${request.url} → ${status}: ${message}` : String(error)
}

function jwtOf(app: Asked['app'], now: Date): string {
  const at = Math.floor(now.getTime() / 1000)
  const text = [
    { alg: 'RS256', typ: 'JWT' },
    { iat: at - 60, exp: at + 540, iss: app.id },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${text}.${createSign('RSA-SHA256').update(text).sign(app.privateKey, 'base64url')}`
}
