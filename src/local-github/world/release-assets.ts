import { createHash } from 'node:crypto'
import type { Actor, Release, ReleaseAsset, Repository } from './entities.js'
import { nodeIdOf } from './ids.js'
import { invalid } from './refusal.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

const mostAssets = 1000
/** Of one file; GitHub takes less than 2 GiB. */
const mostBytes = 2 ** 31

/**
 * Announces a file whose bytes are still to come: it is `open`, and stays so where they never do. As on GitHub, no webhook tells of files.
 * @throws {Refusal} 422 where the release has a file of that name or too many, or the size is none that GitHub takes
 */
export function openAsset(
  world: World,
  actor: Actor,
  release: Release,
  { name, label, contentType, size }: Pick<ReleaseAsset, 'name' | 'label' | 'contentType' | 'size'>,
): ReleaseAsset {
  if (size === 0) throw badAsset('size', 'size is not included in the list')
  if (size >= mostBytes) throw badAsset('size', `size must be less than ${mostBytes}`)
  if (release.assets.length >= mostAssets) throw badAsset('release', `a release has at most ${mostAssets} assets`)
  const id = world.ids.number()
  const now = nowOf(world)
  const asset: ReleaseAsset = {
    id,
    nodeId: nodeIdOf('RA', id),
    name: freeName(release, name),
    label,
    state: 'open',
    contentType,
    size,
    content: undefined,
    digest: undefined,
    downloads: 0,
    storageKey: world.ids.guid(),
    uploader: actor.user,
    createdAt: now,
    updatedAt: now,
  }
  release.assets.push(asset)
  return asset
}

/** The bytes are there. */
export function finishAsset(world: World, asset: ReleaseAsset, content: Uint8Array): void {
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`
  Object.assign(asset, { state: 'uploaded', content, digest, size: content.byteLength, updatedAt: nowOf(world) })
}

/** @throws {Refusal} 422 where the release has another file of that name */
export function editAsset(
  world: World,
  release: Release,
  asset: ReleaseAsset,
  { name, label }: { readonly name?: string | undefined; readonly label?: string | undefined },
): void {
  if (name !== undefined) asset.name = freeName(release, name, asset)
  asset.label = label ?? asset.label
  asset.updatedAt = nowOf(world)
}

export function deleteAsset(release: Release, asset: ReleaseAsset): void {
  release.assets.splice(release.assets.indexOf(asset), 1)
}

export function findAsset(
  repository: Repository,
  id: number,
): { readonly release: Release; readonly asset: ReleaseAsset } | undefined {
  for (const release of repository.releases.values()) {
    const asset = release.assets.find((one) => one.id === id)
    if (asset) return { release, asset }
  }
  return undefined
}

/** Whose address of storage this is; undefined where nothing is there, or not yet. */
export function storedAsset(world: World, key: string): ReleaseAsset | undefined {
  for (const { releases } of world.repositories.values()) {
    for (const { assets } of releases.values()) {
      const asset = assets.find(({ storageKey, content }) => storageKey === key && content !== undefined)
      if (asset) return asset
    }
  }
  return undefined
}

/** Where the bytes of a file are, for whoever is told. */
export function storageUrl(world: World, { storageKey }: ReleaseAsset): string {
  return `${world.url}/storage/release-assets/${storageKey}`
}

/** "GitHub renames asset filenames that have special characters, non-alphanumeric characters, and leading or trailing periods." */
function freeName(release: Release, wanted: string, self?: ReleaseAsset): string {
  const name = wanted
    .replaceAll(/[^\w+@-]*[^\w.+@-][^\w+@-]*/g, '.')
    .replace(/^\.+/, 'default.')
    .replace(/\.+$/, '')
  if (name === '') throw invalid({ resource: 'ReleaseAsset', code: 'missing_field', field: 'name' })
  if (release.assets.some((asset) => asset.name === name && asset !== self)) {
    throw invalid({ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' })
  }
  return name
}

function badAsset(field: string, message: string) {
  return invalid({ resource: 'ReleaseAsset', code: 'custom', field, message })
}
