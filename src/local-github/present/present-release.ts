import type { Release, Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { encodePath, repositoryApi, repositoryPage } from './present-git-objects.js'
import { presentUser } from './present-user.js'

export function presentRelease(world: World, repository: Repository, release: Release): object {
  const api = repositoryApi(world, repository)
  const page = repositoryPage(world, repository)
  const url = `${api}/releases/${release.id}`
  const tag = encodePath(release.tagName)
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
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
    assets: release.assets.map((asset) => ({
      url: `${api}/releases/assets/${asset.id}`,
      browser_download_url: `${page}/releases/download/${tag}/${encodeURIComponent(asset.name)}`,
      id: asset.id,
      node_id: asset.nodeId,
      name: asset.name,
      label: null,
      state: asset.state,
      content_type: asset.contentType,
      size: asset.size,
      digest: null,
      download_count: 0,
      created_at: asset.createdAt,
      updated_at: asset.createdAt,
      uploader: presentUser(world, asset.uploader),
    })),
    tarball_url: release.draft ? null : `${api}/tarball/${tag}`,
    zipball_url: release.draft ? null : `${api}/zipball/${tag}`,
    body: release.body === '' ? null : release.body,
  }
}
