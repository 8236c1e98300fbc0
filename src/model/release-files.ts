import { applyEdits, findNodeAtLocation, modify, parse, parseTree, type JSONPath } from 'jsonc-parser'
import type { Version } from './version.js'

/** A file that carries the version: at a JSON path (`$.version`), or in the lines that say `x-landfall-version`. */
export interface VersionFile {
  readonly path: string
  readonly json: string | undefined
}

/** A text with its version moved, or why it has nowhere to put one; `line` counts from 1. */
export type MovedVersion =
  | { readonly kind: 'moved'; readonly text: string }
  | { readonly kind: 'nowhere'; readonly why: 'no-json' | 'no-path' | 'no-mark' }
  | { readonly kind: 'nowhere'; readonly why: 'no-version' | 'open-block'; readonly line: number }

/** The manifests whose version a release moves, where the repository has them. */
export const manifestPaths = ['package.json', 'package-lock.json', 'npm-shrinkwrap.json'] as const

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

/** Moves the version in a file of `release.files`, every other character as it was. */
export function moveVersion(text: string, { json }: VersionFile, version: Version): MovedVersion {
  return json === undefined ? moveInLines(text, version) : moveAtPath(text, json, version)
}

function moveAtPath(text: string, json: string, version: Version): MovedVersion {
  // The parser knows no byte order mark.
  const mark = text.startsWith('\ufeff') ? '\ufeff' : ''
  const tree = parseTree(text.slice(mark.length))
  if (tree === undefined) return { kind: 'nowhere', why: 'no-json' }
  const node = findNodeAtLocation(tree, readJsonPath(json))
  if (node?.type !== 'string') return { kind: 'nowhere', why: 'no-path' }
  const from = mark.length + node.offset
  return {
    kind: 'moved',
    text: text.slice(0, from) + JSON.stringify(version) + text.slice(from + node.length),
  }
}

/** `$.a["b c"][0]` as the keys and indexes that lead there. */
function readJsonPath(json: string): JSONPath {
  const steps = json.matchAll(/\.([\w-]+)|\[(\d+)\]|\["([^"]+)"\]/g)
  return [...steps].map(([, name, index, quoted]) => (index === undefined ? (name ?? quoted ?? '') : Number(index)))
}

const lineMark = /x-(?:landfall|release-please)-version\b/
const blockStart = /x-(?:landfall|release-please)-start-version\b/
const blockEnd = /x-(?:landfall|release-please)-end\b/
const versionText = /\d+\.\d+\.\d+(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?/

/** Each marked line, and each block, has to have a version; on a line the first one moves, in a block the first of every line. */
function moveInLines(text: string, version: Version): MovedVersion {
  const lines = text.split('\n')
  let found = 0
  let block: { readonly line: number; hasVersion: boolean } | undefined
  for (const [index, line] of lines.entries()) {
    const isMarked = lineMark.test(line)
    if (block === undefined && blockStart.test(line)) {
      block = { line: index + 1, hasVersion: false }
      continue
    }
    if (block !== undefined && blockEnd.test(line)) {
      if (!block.hasVersion) return { kind: 'nowhere', why: 'no-version', line: block.line }
      block = undefined
      continue
    }
    if (!isMarked && block === undefined) continue
    if (versionText.test(line)) {
      lines[index] = line.replace(versionText, version)
      found += 1
      if (block) block.hasVersion = true
    } else if (isMarked) return { kind: 'nowhere', why: 'no-version', line: index + 1 }
  }
  if (block !== undefined) return { kind: 'nowhere', why: 'open-block', line: block.line }
  return found === 0 ? { kind: 'nowhere', why: 'no-mark' } : { kind: 'moved', text: lines.join('\n') }
}

function hasVersion(value: unknown): value is Record<string, unknown> & { version: string } {
  return isRecord(value) && typeof value['version'] === 'string'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
