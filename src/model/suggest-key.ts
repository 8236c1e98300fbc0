import leven from 'leven'
import { anyName, configKeys } from './config-json-schema.js'

/**
 * The key that was probably meant by one that there is not: another spelling of it in the same section, its own name in another
 * section, or a spelling of one there. Undefined where nothing is near.
 */
export function suggestKey(path: readonly string[]): string | undefined {
  const name = path.at(-1) ?? ''
  const section = print(path.slice(0, -1))
  const keys = configKeys().map((key) => named(key.path, path))
  const here = keys.filter((key) => print(key.slice(0, -1)) === section)
  const elsewhere = keys.filter((key) => !here.includes(key))
  const found = nearest(name, here) ?? nearest(name, elsewhere)
  return found && print(found)
}

/** With the names that a person gave in place of those that nobody can list. */
function named(key: readonly string[], path: readonly string[]): readonly string[] {
  return key.map((step, index) => (step === anyName ? (path[index] ?? step) : step))
}

function nearest(name: string, keys: readonly (readonly string[])[]): readonly string[] | undefined {
  const plain = plainName(name)
  // Half of a short name changed is another name.
  const furthest = Math.min(2, Math.floor(plain.length / 3))
  const ranked = keys
    .map((key) => ({ key, distance: leven(plain, plainName(key.at(-1) ?? '')) }))
    .filter(({ distance }) => distance <= furthest)
  return ranked.sort((a, b) => a.distance - b.distance)[0]?.key
}

/** As it is spelled where words are joined in another way: `firstVersion`, `first_version`. A name of any length costs the same. */
function plainName(name: string): string {
  return name
    .slice(0, 40)
    .toLowerCase()
    .replace(/[-_.\s]/g, '')
}

function print(path: readonly string[]): string {
  return path.join('.')
}
