import type { Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { encodePath, repositoryApi, repositoryPage } from './present-git-objects.js'

/** A branch as lists of branches show it. */
export function presentBranch(world: World, repository: Repository, branch: { name: string; sha: string }): object {
  const api = repositoryApi(world, repository)
  return {
    name: branch.name,
    commit: { sha: branch.sha, url: `${api}/commits/${branch.sha}` },
    protected: false,
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
    protected: false,
    protection: { enabled: false, required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] } },
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
