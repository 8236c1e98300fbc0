import { Marked, type TokenizerAndRendererExtension } from 'marked'
import sanitizeHtml from 'sanitize-html'
import { blobPath, rawPath, repositoryPath } from '../urls.js'
import type { References } from './find-references.js'
import { html, raw, type Html } from './html.js'
import { hrefOf } from './link-references.js'

export interface MarkdownOptions {
  readonly references: References
  /** A comment keeps its line breaks; a file joins its lines. */
  readonly breaks: boolean
  /** Where relative links of a file start from. */
  readonly file?: { readonly ref: string; readonly path: string }
}

/** Markdown as GitHub shows it: HTML from an allow list, comments hidden, no scripts, styles or event handlers. */
export function markdown(source: string, options: MarkdownOptions): Html {
  if (source.trim() === '') return html`<p class="soft"><em>No description provided.</em></p>`
  return html`<div class="prose">${raw(sanitizeHtml(render(source, options), allowList(options)))}</div>`
}

function render(source: string, { references, breaks }: MarkdownOptions): string {
  if (isTangled(source)) return html`<pre>${source}</pre>`.toString()
  const marked = new Marked({ gfm: true, breaks, async: false, extensions: [reference(references)] })
  try {
    return marked.parse(source, { async: false })
  } catch {
    return html`<pre>${source}</pre>`.toString()
  }
}

/** Emphasis that opens and closes thousands of times in one paragraph keeps the parser busy for many seconds. */
function isTangled(source: string): boolean {
  const paragraphs = source.split(/\n[ \t]*\r?\n|\n(?=[ \t]*(?:[-*+>|#]|\d+[.)]))/)
  return paragraphs.some((paragraph) => paragraph.length > 4000 && paragraph.split(/[*_~]/).length > 4000)
}

/** `#12` and shas become links, save in code and in links. */
function reference(references: References): TokenizerAndRendererExtension {
  const atStart = /^(?:#(\d{1,9})\b|([0-9a-f]{7,40})(?![\w-]))/
  const anywhere = /(?<![\w/&])#\d{1,9}\b|(?<![\w./@#-])[0-9a-f]{7,40}(?![\w-])/
  return {
    name: 'reference',
    level: 'inline',
    // Only as far as plain text reaches: this is asked for again after every piece of it.
    start: (text) => anywhere.exec(/^[\\<!\[`*~_]{0,8}[^\\<!\[`*~_\n]*/.exec(text)?.[0] ?? '')?.index,
    tokenizer(text) {
      if (this.lexer.state.inLink || this.lexer.state.inRawBlock) return undefined
      const match = atStart.exec(text)
      const href = match && hrefOf(match[1], match[2], references)
      return match && href ? { type: 'reference', raw: match[0], href } : undefined
    },
    renderer: (token) => html`<a href="${token['href']}">${token.raw}</a>`.toString(),
  }
}

function allowList({ references, file }: MarkdownOptions): sanitizeHtml.IOptions {
  const { repository } = references
  return {
    allowedTags: [
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote', 'pre', 'code', 'samp', 'kbd', 'var', 'tt'],
      ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption'],
      ...[
        'a',
        'img',
        'picture',
        'b',
        'i',
        'strong',
        'em',
        'del',
        's',
        'ins',
        'strike',
        'sub',
        'sup',
        'q',
        'small',
        'abbr',
      ],
      ...['div', 'span', 'details', 'summary', 'figure', 'figcaption', 'ruby', 'rt', 'rp', 'input'],
    ],
    allowedAttributes: {
      a: ['href', 'title', 'rel'],
      img: ['src', 'alt', 'title', 'width', 'height'],
      input: ['type', 'checked', 'disabled'],
      details: ['open'],
      ol: ['start'],
      code: ['class'],
      '*': ['align', 'dir', 'lang', 'colspan', 'rowspan', 'id'],
    },
    allowedClasses: { code: [/^language-[\w+#.-]+$/] },
    allowedSchemes: ['http', 'https', 'mailto', 'ftp', 'irc', 'xmpp'],
    allowedSchemesByTag: { img: ['http', 'https', 'data'] },
    allowProtocolRelative: false,
    nestingLimit: 60,
    transformTags: {
      a: (tagName, { href, title }) => ({
        tagName,
        attribs: {
          ...(href !== undefined && { href: resolved(href, (path) => fileLink(path)) }),
          ...(title !== undefined && { title }),
          rel: 'nofollow noopener',
        },
      }),
      img: (tagName, attribs) => ({
        tagName,
        attribs: {
          ...attribs,
          src: resolved(attribs['src'] ?? '', (path) => file && rawPath(repository, file.ref, path)),
        },
      }),
      input: (_, attribs) => ({
        tagName: 'input',
        attribs: { type: 'checkbox', disabled: '', ...('checked' in attribs && { checked: '' }) },
      }),
      '*': (tagName, attribs) => ({
        tagName,
        attribs: 'id' in attribs ? { ...attribs, id: `user-content-${attribs['id']}` } : attribs,
      }),
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs['src'],
  }

  function fileLink(path: string): string | undefined {
    if (file) return blobPath(repository, file.ref, path)
    return repositoryPath(repository, path)
  }

  /** Relative links of a file lead to the files beside it; those of a comment to the repository. */
  function resolved(href: string, to: (path: string) => string | undefined): string {
    if (href === '' || /^[a-z][a-z\d+.-]*:|^\/\/|^\/|^#|^\?/i.test(href)) return href
    const [, path = '', rest = ''] = /^([^?#]*)(.*)$/.exec(href) ?? []
    const folder = file ? file.path.split('/').slice(0, -1).join('/') : ''
    const whole = new URL(`http://local/${folder === '' ? '' : `${folder}/`}${path}`).pathname.slice(1)
    return `${to(decoded(whole)) ?? href}${rest}`
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
