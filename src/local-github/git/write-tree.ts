import type { ObjectReader } from './open-object-reader.js'
import { isTree, parseTree, type RawEntry } from './read-tree.js'
import { writeObject } from './write-object.js'

/** What is to be at a path; `sha` null takes it out. */
export interface TreeChange {
  readonly path: string
  readonly mode: string
  readonly sha: string | null
}

/** Writes the tree that a base tree (undefined: an empty one) becomes by the changes. Folders left empty go, as in git. */
export async function writeTree(
  path: string,
  reader: ObjectReader,
  changes: readonly TreeChange[],
  base: string | undefined,
): Promise<string> {
  const tree = base === undefined ? undefined : await reader.read(base)
  const entries = new Map<string, RawEntry>()
  for (const entry of tree?.type === 'tree' ? parseTree(tree.content) : []) entries.set(entry.name, entry)

  const below = new Map<string, TreeChange[]>()
  for (const change of changes) {
    const slash = change.path.indexOf('/')
    if (slash < 0) {
      applyHere(entries, change)
      continue
    }
    const name = change.path.slice(0, slash)
    below.set(name, [...(below.get(name) ?? []), { ...change, path: change.path.slice(slash + 1) }])
  }
  for (const [name, inside] of below) {
    const present = entries.get(name)
    const sha = await writeTree(path, reader, inside, present && isTree(present) ? present.sha : undefined)
    if (sha === emptyTree) entries.delete(name)
    else entries.set(name, { mode: '40000', name, sha })
  }
  return writeObject(path, 'tree', printTree([...entries.values()]))
}

export const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

function applyHere(entries: Map<string, RawEntry>, { path, mode, sha }: TreeChange): void {
  if (sha === null) entries.delete(path)
  else entries.set(path, { mode: mode.replace(/^0+/, ''), name: path, sha })
}

function printTree(entries: readonly RawEntry[]): Buffer {
  const sorted = entries
    .map((entry) => ({ entry, key: Buffer.from(isTree(entry) ? `${entry.name}/` : entry.name) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
  return Buffer.concat(
    sorted.flatMap(({ entry }) => [Buffer.from(`${entry.mode} ${entry.name}\0`), Buffer.from(entry.sha, 'hex')]),
  )
}
