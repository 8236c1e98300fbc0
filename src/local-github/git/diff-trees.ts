import type { ChangedPaths, FileChange } from './git-repository.js'

type Run = (args: readonly string[], input?: string) => Promise<Buffer>

/** What changed from one tree to another, with renames found. */
export async function diffTrees(run: Run, base: string, head: string, patches: boolean): Promise<FileChange[]> {
  const [listed, patched] = await Promise.all([
    run(['diff-tree', '-r', '-M', '-z', '--raw', '--numstat', base, head]),
    patches ? run(['diff-tree', '-r', '-M', '-p', '--no-color', base, head]) : undefined,
  ])
  const files = parseListing(listed.toString('utf8'))
  const texts = patched ? splitPatches(patched.toString('utf8')) : []
  return files.map((file, index) => ({ ...file, patch: texts[index] }))
}

/** The paths that each commit changed against its first parent; one process for them all. */
export async function changedPaths(run: Run, shas: readonly string[]): Promise<Map<string, ChangedPaths>> {
  if (shas.length === 0) return new Map()
  const log = [
    'log',
    '--no-walk=unsorted',
    '--stdin',
    '--first-parent',
    '-m',
    '--root',
    '--no-renames',
    '--name-status',
    '-z',
  ]
  const output = await run([...log, '--format=%x01%H'], `${shas.join('\n')}\n`)
  const found = new Map<string, ChangedPaths>()
  for (const part of output.toString('utf8').split('\x01').slice(1)) {
    const [sha = '', ...fields] = part.split('\0').map((field) => field.replace(/^\n/, ''))
    const paths = { added: [] as string[], removed: [] as string[], modified: [] as string[] }
    for (let at = 0; at + 1 < fields.length;) {
      const status = fields[at]
      if (!status) {
        at += 1
        continue
      }
      const list = status === 'A' ? paths.added : status === 'D' ? paths.removed : paths.modified
      list.push(fields[at + 1]!)
      at += 2
    }
    found.set(sha.trim(), paths)
  }
  return found
}

function parseListing(text: string): Omit<FileChange, 'patch'>[] {
  const fields = text.split('\0')
  const files: (Omit<FileChange, 'patch' | 'additions' | 'deletions'> & { additions: number; deletions: number })[] = []
  let at = 0
  while (fields[at]?.startsWith(':')) {
    const [, , before = '', after = '', status = ''] = fields[at]!.split(' ')
    const renamed = status.startsWith('R') || status.startsWith('C')
    files.push({
      path: fields[at + (renamed ? 2 : 1)]!,
      previousPath: renamed ? fields[at + 1]! : undefined,
      sha: status === 'D' ? before : after,
      status: renamed ? 'renamed' : status === 'A' ? 'added' : status === 'D' ? 'removed' : 'modified',
      additions: 0,
      deletions: 0,
    })
    at += renamed ? 3 : 2
  }
  for (const file of files) {
    const [added = '0', deleted = '0'] = fields[at]?.split('\t') ?? []
    // A binary file counts as `-`.
    file.additions = Number(added) || 0
    file.deletions = Number(deleted) || 0
    at += file.previousPath === undefined ? 1 : 3
  }
  return files
}

/** The hunks of each file, in the order of the listing; undefined for what has no text to show. */
function splitPatches(text: string): (string | undefined)[] {
  return text
    .split(/^diff --git .*$/m)
    .slice(1)
    .map((part) => {
      const start = part.indexOf('\n@@ ')
      return start < 0 ? undefined : part.slice(start + 1).replace(/\n$/, '')
    })
}
