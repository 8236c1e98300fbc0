import type { GitResult } from './run-git.js'

type RunRaw = (args: readonly string[]) => Promise<GitResult>

export type MergeResult = { readonly tree: string } | { readonly conflicts: readonly string[] }

/** Merges two commits without a work tree. Histories with no common commit conflict in no path in particular. */
export async function mergeTrees(run: RunRaw, ours: string, theirs: string): Promise<MergeResult> {
  const result = await run(['merge-tree', '--write-tree', '--name-only', '--no-messages', '-z', ours, theirs])
  const [tree = '', ...conflicts] = result.stdout
    .toString('utf8')
    .split('\0')
    .filter((field) => field !== '')
  if (result.code === 0) return { tree: tree.trim() }
  if (result.code === 1) return { conflicts }
  if (/unrelated histories/.test(result.stderr)) return { conflicts: [] }
  throw new Error(`git merge-tree failed: ${result.stderr}`)
}
