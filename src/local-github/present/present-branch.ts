import type { Repository } from '../world/entities.js'
import { rulesOf } from '../world/rules-of.js'
import type { World } from '../world/world.js'
import { encodePath, repositoryApi, repositoryPage } from './present-git-objects.js'

/** A branch as lists of branches show it. */
export function presentBranch(world: World, repository: Repository, branch: { name: string; sha: string }): object {
  const api = repositoryApi(world, repository)
  return {
    name: branch.name,
    commit: { sha: branch.sha, url: `${api}/commits/${branch.sha}` },
    protected: isProtected(world, repository, branch.name),
  }
}

/** A branch asked for by its name; `commit` is the whole commit, presented. */
export function presentBranchWithCommit(world: World, repository: Repository, name: string, commit: object): object {
  const api = repositoryApi(world, repository)
  const path = encodePath(name)
  return {
    name,
    commit,
    _links: { self: `${api}/branches/${path}`, html: `${repositoryPage(world, repository)}/tree/${path}` },
    protected: isProtected(world, repository, name),
    protection: protectionOf(world, repository, name),
    protection_url: `${api}/branches/${path}/protection`,
  }
}

export function presentTagName(world: World, repository: Repository, tag: { name: string; commit: string }): object {
  const api = repositoryApi(world, repository)
  const path = encodePath(tag.name)
  return {
    name: tag.name,
    zipball_url: `${api}/zipball/refs/tags/${path}`,
    tarball_url: `${api}/tarball/refs/tags/${path}`,
    commit: { sha: tag.commit, url: `${api}/commits/${tag.commit}` },
    node_id: `REF_${Buffer.from(`${repository.id}:refs/tags/${tag.name}`).toString('base64url')}`,
  }
}

/** Whether any rule, old or new, holds for a branch. */
export function isProtected(world: World, repository: Repository, branch: string): boolean {
  return rulesOf(world, repository, `refs/heads/${branch}`).length > 0
}

/** What every reader is told of a branch's protection, which rulesets are no part of. */
function protectionOf(world: World, repository: Repository, branch: string): object {
  const protection = world.records(repository).protections.get(branch)
  const checks = protection?.requiredChecks?.checks ?? []
  const level = !protection?.requiredChecks ? 'off' : protection.enforceAdmins ? 'everyone' : 'non_admins'
  return {
    enabled: protection !== undefined,
    required_status_checks: {
      enforcement_level: level,
      contexts: checks.map(({ context }) => context),
      checks: checks.map(({ context, appId }) => ({ context, app_id: appId ?? null })),
    },
  }
}
