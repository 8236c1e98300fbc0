import { storageUrl, storedAsset } from '../world/release-assets.js'
import { releaseOfTag } from '../world/releases.js'
import { notFound } from '../world/refusal.js'
import { pathPart, type PageContext, type RepositoryContext } from './page-context.js'

/** GET /{owner}/{repo}/releases/download/{tag}/{name}: leads to where the file is. */
export function releaseFile(c: RepositoryContext): Response {
  const { world, repository } = c.var
  // Tags hold slashes, names of files do not.
  const [, tag = '', name = ''] = /^(.+)\/([^/]+)$/.exec(pathPart(c, 'rest')) ?? []
  const asset = releaseOfTag(repository, tag)?.assets.find((one) => one.name === name && one.content !== undefined)
  if (!asset) throw notFound()
  return c.redirect(storageUrl(world, asset), 302)
}

/** GET /storage/release-assets/{key}: the bytes, never as a page that could run something. Who has the address may read them. */
export function storedFile(c: PageContext): Response {
  const asset = storedAsset(c.var.world, pathPart(c, 'key'))
  if (!asset?.content) throw notFound()
  asset.downloads += 1
  return c.body(new Uint8Array(asset.content), 200, {
    'Content-Type': asset.contentType,
    'Content-Disposition': `attachment; filename=${asset.name}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
}
