import type { FileChange } from '../../git/git-repository.js'
import type { Repository } from '../../world/entities.js'
import { blobPath } from '../urls.js'
import { counted, html, type Html } from './html.js'
import { diffLines, type DiffLine } from './diff-lines.js'

/** How much one page shows; what is over says how to see it. */
const most = { files: 300, linesOfFile: 1500, linesOfPage: 6000, linesOpen: 400 }

/** What changed, a file after the other. Added and removed lines are told by sign and colour. `sha` is where the files are seen. */
export function diffView(repository: Repository, sha: string, files: readonly FileChange[]): Html {
  if (files.length === 0) return html`<div class="box empty"><p>No files changed.</p></div>`
  const { additions, deletions } = sum(files)
  let budget = most.linesOfPage
  const parts = files.slice(0, most.files).map((file) => {
    const lines = file.patch === undefined ? undefined : diffLines(file.patch, Math.min(budget, most.linesOfFile))
    budget -= lines?.shown.length ?? 0
    return fileDiff(repository, sha, file, lines)
  })
  return html`<p class="soft">
      Showing <strong>${counted(files.length, 'changed file')}</strong> with
      <span class="plus">${counted(additions, 'addition')}</span> and
      <span class="minus">${counted(deletions, 'deletion')}</span>.
    </p>
    ${parts}
    ${files.length > most.files && html`<div class="notice"><p>${counted(files.length - most.files, 'more file')} changed; this page shows the first ${most.files}.</p></div>`}`
}

function fileDiff(
  repository: Repository,
  sha: string,
  file: FileChange,
  lines: { readonly shown: readonly DiffLine[]; readonly left: number } | undefined,
): Html {
  const name = file.previousPath === undefined ? file.path : `${file.previousPath} → ${file.path}`
  const open = (lines?.shown.length ?? 0) <= most.linesOpen
  return html`<details class="box diff" ${open ? html` open` : ''}>
    <summary>
      <span class="path">${name}</span>${file.status !== 'modified' && html` <span class="badge">${file.status}</span>`}
      ${plusMinus(file)}
    </summary>
    ${!open && html`<p class="visually-hidden">Large diff</p>`}
    ${lines === undefined ? html`<p class="box-body soft">Binary file not shown.</p>` : lines.shown.length === 0 ? html`<p class="box-body soft">${lines.left > 0 ? 'Large diffs are not rendered.' : emptyWords(file)}</p>` : table(file.path, lines.shown)}
    ${lines !== undefined && lines.left > 0 && lines.shown.length > 0 ? html`<p class="box-body soft">${counted(lines.left, 'more line')} not shown.</p>` : ''}
    ${file.status !== 'removed' && html`<p class="foot small"><a href="${blobPath(repository, sha, file.path)}">View file</a></p>`}
  </details>`
}

function table(path: string, lines: readonly DiffLine[]): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Changes in ${path}">
    <table class="lines">
      <tbody>
        ${lines.map(({ kind, text, before, after }) =>
          kind === 'hunk'
            ? html`<tr class="hunk">
                <td class="no"></td>
                <td class="no"></td>
                <td class="mark"></td>
                <td>${text}</td>
              </tr>`
            : html`<tr class="${kind}">
                <td class="no">${before}</td>
                <td class="no">${after}</td>
                <td class="mark">${signs[kind]}</td>
                <td>${text}</td>
              </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

const signs = { add: '+', del: '-', same: ' ' } as const

export function plusMinus({ additions, deletions }: { readonly additions: number; readonly deletions: number }): Html {
  return html`<span class="plusminus"
    ><span class="plus">+${additions}</span> <span class="minus">−${deletions}</span></span
  >`
}

export function sum(files: readonly FileChange[]): { additions: number; deletions: number } {
  return files.reduce(
    (total, file) => ({ additions: total.additions + file.additions, deletions: total.deletions + file.deletions }),
    { additions: 0, deletions: 0 },
  )
}

function emptyWords({ status }: FileChange): string {
  return status === 'renamed' ? 'File renamed without changes.' : 'Empty file, or only its mode changed.'
}
