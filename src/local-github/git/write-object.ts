import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import type { GitObject } from './git-repository.js'

/**
 * Writes a loose object and gives its sha. Git itself would be a process for each object, ten times as slow. Synchronous on purpose: small
 * files, and no two writers of the same object inside this process.
 */
export function writeObject(path: string, type: GitObject['type'], content: Buffer): string {
  const store = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content])
  const sha = createHash('sha1').update(store).digest('hex')
  const folder = join(path, 'objects', sha.slice(0, 2))
  const file = join(folder, sha.slice(2))
  if (existsSync(file)) return sha
  mkdirSync(folder, { recursive: true })
  const written = `${file}.${process.pid}.tmp`
  writeFileSync(written, deflateSync(store, { level: 1 }), { mode: 0o444 })
  renameSync(written, file)
  return sha
}
