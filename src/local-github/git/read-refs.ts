import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'

export interface RefFile {
  readonly name: string
  readonly sha: string
  /** What an annotated tag leads to; null for what is no tag, undefined where the file does not say. */
  readonly peeled: string | null | undefined
}

export interface RefFiles {
  /** Those below a prefix such as `refs/tags/`, by name; none where the prefix is no folder of refs. */
  list(prefix: string): RefFile[]
}

/** Clients choose it, and it leads to a folder on disk: no part of it may begin with a dot, as none of a ref's may. */
const folderOfRefs = /^refs\/(?:[^./\p{Cc}][^/\p{Cc}]*\/)*$/u

/**
 * Reads the refs of a repository from its files, as git keeps them: one file each, and `packed-refs` for those that were packed. Git itself would be a
 * process for each look. Sees what other processes moved: a file is put in place whole, and is read anew each time.
 */
export function openRefFiles(path: string): RefFiles {
  let packed: { readonly stamp: string; readonly refs: readonly RefFile[] } | undefined

  function readPacked(): readonly RefFile[] {
    const file = join(path, 'packed-refs')
    const stat = statSync(file, { bigint: true, throwIfNoEntry: false })
    if (!stat) return []
    const stamp = [stat.ino, stat.mtimeNs, stat.ctimeNs, stat.size].join(' ')
    if (packed?.stamp !== stamp) packed = { stamp, refs: parsePacked(readFileSync(file, 'utf8')) }
    return packed.refs
  }

  return {
    list(prefix) {
      if (!folderOfRefs.test(prefix)) return []
      // Loose ones first: whoever packs a ref writes it there before it goes here.
      const loose = [...looseRefs(path, prefix.slice(0, -1))]
      const found = new Map<string, RefFile>()
      for (const ref of readPacked()) if (ref.name.startsWith(prefix)) found.set(ref.name, ref)
      for (const ref of loose) found.set(ref.name, ref)
      return [...found.values()].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
    },
  }
}

function* looseRefs(path: string, folder: string): Generator<RefFile> {
  for (const entry of entriesOf(join(path, folder))) {
    const name = `${folder}/${entry.name}`
    if (entry.isDirectory()) yield* looseRefs(path, name)
    else if (!name.endsWith('.lock')) {
      const sha = shaIn(path, name)
      if (sha !== undefined) yield { name, sha, peeled: undefined }
    }
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    return gone(error, [])
  }
}

/** Undefined for what went in the meantime, and for what is no sha. */
function shaIn(path: string, name: string): string | undefined {
  try {
    return /^[0-9a-f]{40}(?=\s|$)/.exec(readFileSync(join(path, name), 'latin1'))?.[0]
  } catch (error) {
    return gone(error, undefined)
  }
}

/** Git removes a ref, and folders left empty, at any time. */
function gone<T>(error: unknown, instead: T): T {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT' || code === 'ENOTDIR') return instead
  throw error
}

function parsePacked(text: string): RefFile[] {
  const isPeeled = /^#.* fully-peeled /.test(text)
  const refs: RefFile[] = []
  for (const line of text.split('\n')) {
    const [, peeled, sha, name] = /^(?:\^([0-9a-f]{40})|([0-9a-f]{40}) (.+))$/.exec(line) ?? []
    const last = refs.at(-1)
    if (peeled !== undefined && last) refs[refs.length - 1] = { ...last, peeled }
    else if (sha !== undefined && name !== undefined) refs.push({ name, sha, peeled: isPeeled ? null : undefined })
  }
  return refs
}
