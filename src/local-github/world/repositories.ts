import { join } from 'node:path'
import { createGitRepository } from '../git/create-git-repository.js'
import type { GitRepository } from '../git/git-repository.js'
import type { Actor, Repository, Role, User } from './entities.js'
import { nodeIdOf } from './ids.js'
import { createDefaultLabels } from './labels.js'
import { invalid, notFound, Refusal } from './refusal.js'
import type { World } from './world.js'

export interface NewRepository {
  readonly owner: User
  readonly name: string
  readonly description?: string
  readonly private?: boolean
  readonly defaultBranch?: string
}

/** Makes an empty repository. @throws {Refusal} 422 where the owner has one of that name, or the name is none */
export async function createRepository(world: World, input: NewRepository): Promise<Repository> {
  const { owner, name, description = '', defaultBranch = 'main' } = input
  if (!/^[\w.-]{1,100}$/.test(name) || name === '.' || name === '..') {
    throw invalid({ resource: 'Repository', code: 'custom', field: 'name', message: 'name is invalid' })
  }
  if (findRepository(world, owner.login, name)) {
    throw invalid({
      resource: 'Repository',
      code: 'custom',
      field: 'name',
      message: 'name already exists on this account',
    })
  }
  const id = world.ids.number()
  const now = nowOf(world)
  const repository: Repository = {
    id,
    nodeId: nodeIdOf('R', id),
    owner,
    name,
    description,
    private: input.private ?? false,
    archived: false,
    defaultBranch,
    path: join(world.dataDir, owner.login, `${name}.git`),
    createdAt: now,
    updatedAt: now,
    pushedAt: now,
    collaborators: new Map(),
    labels: new Map(),
    issues: new Map(),
    pullRequests: new Map(),
    comments: new Map(),
    releases: new Map(),
    checkSuites: new Map(),
    checkRuns: new Map(),
    statuses: [],
    mergeMethods: { merge: true, squash: true, rebase: true },
    deleteBranchOnMerge: false,
    autoCloseIssues: true,
    signedCommits: new Set(),
    pushes: [],
    nextNumber: 1,
    latestRelease: undefined,
  }
  createDefaultLabels(world, repository)
  world.repositories.set(keyOf(owner.login, name), repository)
  await createGitRepository(repository.path, defaultBranch)
  return repository
}

export function findRepository(world: World, owner: string, name: string): Repository | undefined {
  return world.repositories.get(keyOf(owner, name))
}

export function gitOf(world: World, repository: Repository): GitRepository {
  return world.git(repository)
}

/** The world's time as GitHub writes it: whole seconds, UTC. */
export function nowOf(world: World): string {
  return world
    .clock()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
}

const order: readonly Role[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin']

/** A person's role: the greatest of what they have themselves, as a member, and by their teams. The world's anonymous user, who owns this machine, owns its organizations too. */
export function roleOf(world: World, repository: Repository, user: User): Role {
  if (repository.owner.id === user.id) return 'admin'
  if (repository.owner.type === 'Organization' && world.anonymous?.id === user.id) return 'admin'
  const login = user.login.toLowerCase()
  const member = world.members.get(repository.owner.login.toLowerCase())?.get(login)
  const teams = [...world.teams.values()].filter(({ members }) => members.has(login))
  const roles: Role[] = [
    repository.collaborators.get(login) ?? 'none',
    member === 'admin' ? 'admin' : member === 'member' ? 'read' : 'none',
    ...teams.map(({ repositories }) => repositories.get(repository.id) ?? 'none'),
  ]
  return order.findLast((role) => roles.includes(role)) ?? 'none'
}

export function hasRole(world: World, repository: Repository, user: User, role: Role): boolean {
  return order.indexOf(roleOf(world, repository, user)) >= order.indexOf(role)
}

/** Whether a person may see the repository at all. */
export function mayRead(world: World, repository: Repository, user: User | undefined): boolean {
  return !repository.private || (user !== undefined && hasRole(world, repository, user, 'read'))
}

/** Gives a person a role; `none` takes it away. */
export function setCollaborator(_world: World, repository: Repository, user: User, role: Role): void {
  const login = user.login.toLowerCase()
  if (role === 'none') repository.collaborators.delete(login)
  else repository.collaborators.set(login, role)
}

/** @throws {Refusal} 404 for who may not see the repository, 403 for who has too small a role */
export function requireRole(world: World, repository: Repository, actor: Actor, role: Role): void {
  if (role === 'none' || hasRole(world, repository, actor.user, role)) return
  if (!mayRead(world, repository, actor.user)) throw notFound()
  if (role === 'read') return
  throw new Refusal(
    403,
    role === 'admin' ? 'Must have admin rights to Repository.' : 'Must have push access to Repository.',
  )
}

export function editRepository(
  world: World,
  repository: Repository,
  change: Partial<
    Pick<
      Repository,
      'description' | 'private' | 'archived' | 'mergeMethods' | 'deleteBranchOnMerge' | 'autoCloseIssues'
    >
  >,
): void {
  Object.assign(repository, change)
  repository.updatedAt = nowOf(world)
}

/** Makes another branch the default one. @throws {Refusal} 422 where there is no such branch */
export async function setDefaultBranch(world: World, repository: Repository, branch: string): Promise<void> {
  const git = world.git(repository)
  if (!(await git.resolve(`refs/heads/${branch}`))) {
    throw invalid({
      resource: 'Repository',
      code: 'invalid',
      field: 'default_branch',
      message: 'The branch was not found.',
    })
  }
  await git.setHead(branch)
  repository.defaultBranch = branch
  repository.updatedAt = nowOf(world)
}

function keyOf(owner: string, name: string): string {
  return `${owner}/${name}`.toLowerCase()
}
