import type { GitRepository, TreeEntry } from '../../git/git-repository.js'
import type { Repository } from '../../world/entities.js'
import { findReferences } from './find-references.js'
import { html, type Html } from './html.js'
import { icon } from './icon.js'
import { markdown } from './markdown.js'

/** The README of a folder, as a page of its own below the files. */
export async function readmeBox(
  repository: Repository,
  git: GitRepository,
  at: {
    readonly ref: string
    readonly commit: string
    readonly folder: string
    readonly entries: readonly TreeEntry[]
  },
): Promise<Html | ''> {
  const { ref, commit, folder, entries } = at
  const name = entries
    .filter(({ type }) => type === 'blob')
    .map(({ path }) => path.split('/').at(-1) ?? path)
    .filter((file) => /^readme(?:\.(?:md|markdown|txt))?$/i.test(file))
    .sort((a, b) => Number(isMarkdown(b)) - Number(isMarkdown(a)))[0]
  if (name === undefined) return ''
  const path = folder === '' ? name : `${folder}/${name}`
  const text = (await git.readObject(`${commit}:${path}`))?.content.toString('utf8') ?? ''
  const references = await findReferences(repository, git, [text])
  return html`<section class="box" aria-label="${name}">
    <header><h2>${icon('file')} ${name}</h2></header>
    <div class="box-body">
      ${isMarkdown(name) ? markdown(text, { references, breaks: false, file: { ref, path } }) : html`<pre class="block">${text}</pre>`}
    </div>
  </section>`
}

export function isMarkdown(path: string): boolean {
  return /\.(?:md|markdown|mkd)$/i.test(path)
}
