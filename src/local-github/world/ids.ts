import { createHash, randomBytes } from 'node:crypto'
import type { Ids } from './world.js'

/** Ids nobody can guess, for a server that people use. */
export function randomIds(): Ids {
  return idsFrom((length) => randomBytes(length))
}

/** The same ids in the same order for the same seed. */
export function seededIds(seed: string): Ids {
  let count = 0
  return idsFrom((length) => {
    count += 1
    return createHash('sha512').update(`${seed}:${count}`).digest().subarray(0, length)
  })
}

/** A node id as GitHub shapes them: what kind of thing it is, and an opaque rest. */
export function nodeIdOf(prefix: string, key: number | string): string {
  return `${prefix}_${Buffer.from(String(key)).toString('base64url')}`
}

function idsFrom(bytes: (length: number) => Buffer): Ids {
  let last = 1000
  return {
    number: () => (last += 1),
    guid: () =>
      bytes(16)
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    token: (prefix) => prefix + bytes(18).toString('hex'),
  }
}
