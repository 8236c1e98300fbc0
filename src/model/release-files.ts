import { applyEdits, modify, parse } from 'jsonc-parser'
import type { Version } from './version.js'

/** A file that carries the version: at a JSON path (`$.version`), or in the lines that say `x-landfall-version`. */
export interface VersionFile {
  readonly path: string
  readonly json: string | undefined
}

/** The manifests whose version a release moves, where the repository has them. */
export const manifestPaths = ['package.json', 'package-lock.json'] as const

/**
 * A manifest with its version moved, every other character as it was; undefined where the file names no version, or is no JSON.
 * npm keeps the version of a lockfile's root package in two places (`version` and `packages[""].version`).
 */
export function moveManifestVersion(text: string, version: Version): string | undefined {
  const manifest: unknown = parse(text)
  if (!hasVersion(manifest)) return undefined
  const packages = 'packages' in manifest ? manifest.packages : undefined
  const root = isRecord(packages) ? packages[''] : undefined
  const moved = applyEdits(text, modify(text, ['version'], version, {}))
  return hasVersion(root) ? applyEdits(moved, modify(moved, ['packages', '', 'version'], version, {})) : moved
}

function hasVersion(value: unknown): value is Record<string, unknown> & { version: string } {
  return isRecord(value) && typeof value['version'] === 'string'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
