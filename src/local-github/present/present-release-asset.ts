import type { Release, ReleaseAsset, Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { encodePath, repositoryApi, repositoryPage } from './present-git-objects.js'
import { presentUser } from './present-user.js'

export function presentReleaseAsset(
  world: World,
  repository: Repository,
  release: Release,
  asset: ReleaseAsset,
): object {
  const downloads = `${repositoryPage(world, repository)}/releases/download`
  const tag = release.draft ? `untagged-${release.id}` : encodePath(release.tagName)
  return {
    url: `${repositoryApi(world, repository)}/releases/assets/${asset.id}`,
    browser_download_url: `${downloads}/${tag}/${encodeURIComponent(asset.name)}`,
    id: asset.id,
    node_id: asset.nodeId,
    name: asset.name,
    label: asset.label ?? null,
    state: asset.state,
    content_type: asset.contentType,
    size: asset.size,
    digest: asset.digest ?? null,
    download_count: asset.downloads,
    created_at: asset.createdAt,
    updated_at: asset.updatedAt,
    uploader: presentUser(world, asset.uploader),
  }
}
