import { notFound } from '../world/refusal.js'
import { findReferences } from './components/find-references.js'
import { counted, html, type Html } from './components/html.js'
import { markdown } from './components/markdown.js'
import { pathCrumbs } from './components/path-crumbs.js'
import { isMarkdown } from './components/readme.js'
import { findRevision } from './find-revision.js'
import { pathPart, type RepositoryContext } from './page-context.js'
import { imageType } from './raw-file.js'
import { respondInRepository } from './respond.js'
import { blobPath, commitsPath, encodePath, rawPath } from './urls.js'

const mostLines = 5000
const mostBytes = 1_500_000

/** GET /{owner}/{repo}/blob/{ref}/{path} */
export async function blobPage(c: RepositoryContext): Promise<Response> {
  const { world, repository } = c.var
  const git = world.git(repository)
  const { ref, commit, path } = await findRevision(git, pathPart(c, 'rest'))
  const file = /[\n\0]/.test(path) ? undefined : await git.readObject(`${commit}:${path}`)
  if (file?.type === 'tree') return c.redirect(c.req.path.replace('/blob/', '/tree/'), 302)
  if (file?.type !== 'blob') throw notFound()

  const { content } = file
  const raw = rawPath(repository, ref, path)
  const plain = c.req.query('plain') !== undefined
  const size = `${content.length.toLocaleString('en-US')} bytes`
  const rendered = isMarkdown(path) && content.length <= mostBytes
  const body = html`<div class="title-row bar">
      <h1 class="path"><span class="ref">${ref}</span> ${pathCrumbs(repository, ref, path)}</h1>
    </div>
    <section class="box" aria-label="${path}">
      <header>
        <span class="soft small">${isBinary(content) ? size : `${counted(lineCount(content), 'line')} · ${size}`}</span>
        <div class="actions">
          ${rendered && (plain ? html`<a class="btn small" href="${blobPath(repository, ref, path)}">Preview</a>` : html`<a class="btn small" href="${blobPath(repository, ref, path)}?plain=1">Code</a>`)}
          <a class="btn small" href="${raw}">Raw</a
          ><a class="btn small" href="${commitsPath(repository, ref)}/${encodePath(path)}">History</a>
        </div>
      </header>
      ${await show()}
    </section>`
  return respondInRepository(c, { title: `${path} at ${ref}`, tab: 'code', body })

  async function show(): Promise<Html> {
    if (imageType(path)) return html`<div class="box-body"><img class="picture" src="${raw}" alt="${path}" /></div>`
    if (isBinary(content))
      return html`<p class="box-body soft">This file is binary. <a href="${raw}">Download it</a>.</p>`
    if (content.length > mostBytes)
      return html`<p class="box-body soft">This file is too large to show. <a href="${raw}">See it raw</a>.</p>`
    const text = content.toString('utf8')
    if (!rendered || plain) return numbered(text)
    const references = await findReferences(repository, git, [text])
    return html`<div class="box-body">${markdown(text, { references, breaks: false, file: { ref, path } })}</div>`
  }
}

function numbered(text: string): Html {
  if (text === '') return html`<p class="box-body soft">This file is empty.</p>`
  const lines = text.replace(/\n$/, '').split('\n')
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Content">
      <table class="lines">
        <tbody>
          ${lines.slice(0, mostLines).map(
            (line, index) =>
              html`<tr id="L${index + 1}">
                <td class="no"><a href="#L${index + 1}" tabindex="-1">${index + 1}</a></td>
                <td>${line.replace(/\r$/, '')}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${lines.length > mostLines && html`<p class="box-body soft">${counted(lines.length - mostLines, 'more line')} not shown.</p>`}`
}

function lineCount(content: Buffer): number {
  const text = content.toString('latin1')
  return text === '' ? 0 : text.replace(/\n$/, '').split('\n').length
}

function isBinary(content: Buffer): boolean {
  return content.subarray(0, 8000).includes(0)
}
