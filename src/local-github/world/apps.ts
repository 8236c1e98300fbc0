import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { App, Installation, Repository, User } from './entities.js'
import { nodeIdOf } from './ids.js'
import { nowOf } from './repositories.js'
import { createUser } from './users.js'
import type { World } from './world.js'

export interface NewApp {
  readonly slug: string
  readonly name: string
  readonly owner: User
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>
  readonly events: readonly string[]
  /** May be given later: `app.webhook.url`. While empty, nothing is delivered. */
  readonly webhookUrl: string
  readonly webhookSecret: string
  /** A key of the caller's own (PKCS#1 PEM), where making one (a tenth of a second) is too slow. */
  readonly privateKey?: string
}

/** Registers an app. Its private key is told this once, as GitHub does. */
export function registerApp(world: World, input: NewApp): App & { readonly privateKey: string } {
  const { slug, name, owner, permissions, events } = input
  const id = world.ids.number()
  const privateKey = input.privateKey ?? newKey()
  const app: App = {
    id,
    nodeId: nodeIdOf('A', id),
    clientId: `Iv23li${world.ids.token('').slice(0, 14)}`,
    slug,
    name,
    owner,
    bot: createUser(world, { login: `${slug}[bot]`, type: 'Bot' }),
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    permissions: { metadata: 'read', ...permissions },
    events,
    webhook: { id: world.ids.number(), url: input.webhookUrl, secret: input.webhookSecret },
    createdAt: nowOf(world),
  }
  world.apps.set(id, app)
  // The same object with the key beside it would put the key into every place that prints an app.
  return Object.defineProperty(app, 'privateKey', { value: privateKey, enumerable: false }) as App & {
    privateKey: string
  }
}

/** Installs an app on all or some repositories of an account. */
export function installApp(
  world: World,
  app: App,
  account: User,
  repositories: readonly Repository[] | 'all',
): Installation {
  const id = world.ids.number()
  const installation: Installation = {
    id,
    nodeId: nodeIdOf('IN', id),
    app,
    account,
    repositories: repositories === 'all' ? 'all' : new Set(repositories.map((repository) => repository.id)),
    suspendedAt: undefined,
    createdAt: nowOf(world),
  }
  world.installations.set(id, installation)
  tell(world, installation, 'created')
  return installation
}

export function uninstallApp(world: World, installation: Installation): void {
  tell(world, installation, 'deleted')
  world.installations.delete(installation.id)
}

export function suspendInstallation(world: World, installation: Installation, suspended: boolean): void {
  installation.suspendedAt = suspended ? nowOf(world) : undefined
  tell(world, installation, suspended ? 'suspend' : 'unsuspend')
}

/** Adds repositories to an installation that has not all of them, or takes them out. */
export function changeInstallation(
  world: World,
  installation: Installation,
  { added = [], removed = [] }: { readonly added?: readonly Repository[]; readonly removed?: readonly Repository[] },
): void {
  if (installation.repositories === 'all') return
  for (const { id } of added) installation.repositories.add(id)
  for (const { id } of removed) installation.repositories.delete(id)
  world.emit({
    name: 'installation_repositories',
    action: added.length > 0 ? 'added' : 'removed',
    repository: undefined,
    installation,
    sender: installation.account,
    subject: { kind: 'installation_repositories', added, removed },
  })
}

export function repositoriesOf(world: World, { account, repositories }: Installation): Repository[] {
  return [...world.repositories.values()].filter(({ id, owner }) =>
    repositories === 'all' ? owner.id === account.id : repositories.has(id),
  )
}

/** The installation of an app that covers a repository. */
export function installationOn(world: World, app: App, repository: Repository): Installation | undefined {
  return installationsFor(world, repository).find((installation) => installation.app.id === app.id)
}

export function installationsFor(world: World, repository: Repository): Installation[] {
  return [...world.installations.values()].filter(({ account, repositories }) =>
    repositories === 'all' ? account.id === repository.owner.id : repositories.has(repository.id),
  )
}

function tell(world: World, installation: Installation, action: string): void {
  world.emit({
    name: 'installation',
    action,
    repository: undefined,
    installation,
    sender: installation.account,
    subject: { kind: 'installation', repositories: repositoriesOf(world, installation) },
  })
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
}
