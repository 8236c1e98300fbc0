import type { ChangedPaths, GitCommit } from './git-repository.js'
import type { ObjectReader } from './open-object-reader.js'
import { isTree, parseTree, type RawEntry } from './read-tree.js'

type Status = keyof ChangedPaths

/** The paths that a commit changed against its first parent; renames count as one removed and one added. */
export async function pathsChangedBy(
  reader: ObjectReader,
  commit: GitCommit,
  parent: GitCommit | undefined,
): Promise<ChangedPaths> {
  const paths: Record<Status, string[]> = { added: [], removed: [], modified: [] }
  await compareTrees(reader, parent?.tree, commit.tree, '', (status, path) => paths[status].push(path))
  return paths
}

async function compareTrees(
  reader: ObjectReader,
  before: string | undefined,
  after: string | undefined,
  prefix: string,
  tell: (status: Status, path: string) => void,
): Promise<void> {
  if (before === after) return
  const [old, fresh] = await Promise.all([entriesOf(reader, before), entriesOf(reader, after)])
  for (const name of new Set([...old.keys(), ...fresh.keys()])) {
    const [was, is] = [old.get(name), fresh.get(name)]
    if (was?.sha === is?.sha && was?.mode === is?.mode) continue
    const path = prefix + name
    await compareTrees(reader, treeOf(was), treeOf(is), `${path}/`, tell)
    const [wasFile, isFile] = [was && !isTree(was), is && !isTree(is)]
    if (wasFile && isFile) tell('modified', path)
    else if (wasFile) tell('removed', path)
    else if (isFile) tell('added', path)
  }
}

async function entriesOf(reader: ObjectReader, tree: string | undefined): Promise<Map<string, RawEntry>> {
  const object = tree === undefined ? undefined : await reader.read(tree)
  return new Map((object ? parseTree(object.content) : []).map((entry) => [entry.name, entry]))
}

function treeOf(entry: RawEntry | undefined): string | undefined {
  return entry && isTree(entry) ? entry.sha : undefined
}
