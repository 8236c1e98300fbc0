import type { TreeEntry } from './git-repository.js'
import type { ObjectReader } from './open-object-reader.js'

/** One entry of a tree object, name and mode as git stores them. */
export interface RawEntry {
  readonly mode: string
  readonly name: string
  readonly sha: string
}

export function parseTree(content: Buffer): RawEntry[] {
  const entries: RawEntry[] = []
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(32, at)
    const end = content.indexOf(0, space)
    entries.push({
      mode: content.toString('latin1', at, space),
      name: content.toString('utf8', space + 1, end),
      sha: content.toString('hex', end + 1, end + 21),
    })
    at = end + 21
  }
  return entries
}

export function isTree(entry: RawEntry): boolean {
  return entry.mode === '40000'
}

/** Adds the sizes of files, which no tree tells. */
export function withSizes(reader: ObjectReader, entries: readonly TreeEntry[]): Promise<TreeEntry[]> {
  return Promise.all(
    entries.map(async (entry) =>
      entry.type === 'blob' ? { ...entry, size: (await reader.find(entry.sha))?.size } : entry,
    ),
  )
}

/** The entries below a tree, in git's order; with `recursive` the trees on the way as well, each before what it holds. */
export async function readTree(
  reader: ObjectReader,
  revision: string,
  recursive: boolean,
): Promise<TreeEntry[] | undefined> {
  const tree = await reader.read(`${revision}^{tree}`)
  if (!tree) return undefined
  return entriesBelow(reader, tree.content, '', recursive)
}

async function entriesBelow(
  reader: ObjectReader,
  content: Buffer,
  prefix: string,
  recursive: boolean,
): Promise<TreeEntry[]> {
  const levels = await Promise.all(
    parseTree(content).map(async (entry) => {
      const path = prefix + entry.name
      const listed: TreeEntry = {
        path,
        mode: entry.mode.padStart(6, '0'),
        type: typeOf(entry),
        sha: entry.sha,
        size: undefined,
      }
      if (!recursive || !isTree(entry)) return [listed]
      const below = await reader.read(entry.sha)
      return [listed, ...(below ? await entriesBelow(reader, below.content, `${path}/`, true) : [])]
    }),
  )
  return levels.flat()
}

function typeOf(entry: RawEntry): TreeEntry['type'] {
  if (isTree(entry)) return 'tree'
  return entry.mode === '160000' ? 'commit' : 'blob'
}
