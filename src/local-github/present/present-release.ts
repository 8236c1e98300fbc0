import type { Release, Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { encodePath, repositoryApi, repositoryPage, repositoryUploads } from './present-git-objects.js'
import { presentReleaseAsset } from './present-release-asset.js'
import { presentUser } from './present-user.js'

export function presentRelease(world: World, repository: Repository, release: Release): object {
  const api = repositoryApi(world, repository)
  const page = repositoryPage(world, repository)
  const url = `${api}/releases/${release.id}`
  const tag = encodePath(release.tagName)
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${repositoryUploads(world, repository)}/releases/${release.id}/assets{?name,label}`,
    html_url: `${page}/releases/tag/${release.draft ? `untagged-${release.id}` : tag}`,
    id: release.id,
    author: presentUser(world, release.author),
    node_id: release.nodeId,
    tag_name: release.tagName,
    target_commitish: release.targetCommitish,
    name: release.name === '' ? null : release.name,
    draft: release.draft,
    immutable: false,
    prerelease: release.prerelease,
    created_at: release.createdAt,
    updated_at: release.publishedAt ?? release.createdAt,
    published_at: release.publishedAt ?? null,
    assets: release.assets.map((asset) => presentReleaseAsset(world, repository, release, asset)),
    tarball_url: release.draft ? null : `${api}/tarball/${tag}`,
    zipball_url: release.draft ? null : `${api}/zipball/${tag}`,
    body: release.body === '' ? null : release.body,
  }
}
