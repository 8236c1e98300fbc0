import { emit } from './emit.js'
import type { Actor, Repository, User } from './entities.js'
import { Refusal } from './refusal.js'
import { createRepository, findRepository } from './repositories.js'
import type { World } from './world.js'

/** Copies a repository to another account, refs and all; where the account has a fork of it already, gives that one. */
export async function createFork(
  world: World,
  repository: Repository,
  actor: Actor,
  { owner = actor.user, name = repository.name, defaultBranchOnly = false }: ForkOptions = {},
): Promise<Repository> {
  if (owner.id === repository.owner.id) throw new Refusal(403, 'A repository cannot be forked into its own account.')
  const known = forksOf(world, repository).find((fork) => fork.owner.id === owner.id)
  if (known) return known
  const { defaultBranch, description } = repository
  const fork = await createRepository(world, { owner, name, description, defaultBranch, private: repository.private })
  world.records(fork).forkOf = repository
  const heads = defaultBranchOnly
    ? `refs/heads/${defaultBranch}:refs/heads/${defaultBranch}`
    : 'refs/heads/*:refs/heads/*'
  const refs = defaultBranchOnly ? [heads] : [heads, 'refs/tags/*:refs/tags/*']
  if ((await world.git(repository).listRefs('refs/heads/')).length > 0) {
    await world.git(fork).run(['fetch', '--quiet', '--no-tags', repository.path, ...refs])
  }
  emit(world, repository, actor, 'fork', null, { kind: 'fork', fork })
  return fork
}

export interface ForkOptions {
  /** Whose it will be; who acts, unless told. */
  readonly owner?: User
  readonly name?: string
  readonly defaultBranchOnly?: boolean
}

export function forksOf(world: World, repository: Repository): Repository[] {
  return [...world.repositories.values()].filter((one) => world.records(one).forkOf === repository)
}

/** An account's repository among those that pull requests go between: the one itself, its forks, or one of the same name. */
export function findFork(world: World, base: Repository, owner: string): Repository | undefined {
  const isOwners = (one: Repository) => one.owner.login.toLowerCase() === owner.toLowerCase()
  if (isOwners(base)) return base
  return forksOf(world, base).find(isOwners) ?? findRepository(world, owner, base.name)
}
