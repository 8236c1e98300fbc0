import type { FileChange } from '../git/git-repository.js'

/** Changes as one text, in the form of `git diff`. */
export function diffText(changes: readonly FileChange[]): string {
  return changes.map(fileText).join('')
}

function fileText({ path, previousPath = path, status, patch }: FileChange): string {
  const lines = [`diff --git a/${previousPath} b/${path}`]
  if (status === 'added') lines.push('new file mode 100644')
  if (status === 'removed') lines.push('deleted file mode 100644')
  if (status === 'renamed') lines.push(`rename from ${previousPath}`, `rename to ${path}`)
  const before = status === 'added' ? '/dev/null' : `a/${previousPath}`
  const after = status === 'removed' ? '/dev/null' : `b/${path}`
  if (patch === undefined && status !== 'renamed') lines.push(`Binary files ${before} and ${after} differ`)
  if (patch !== undefined) lines.push(`--- ${before}`, `+++ ${after}`, patch)
  return `${lines.join('\n')}\n`
}
