import type { PageContext, RepositoryContext } from '../page-context.js'
import { html, type Html } from './html.js'

/** `?page=3`; the first where there is none. */
export function pageNumber(c: PageContext | RepositoryContext): number {
  const page = Number((c as PageContext).req.query('page') ?? 1)
  return Number.isSafeInteger(page) && page > 0 ? page : 1
}

/** Links to the page before and after; nothing where all is shown. */
export function pager(
  c: PageContext | RepositoryContext,
  page: number,
  more: boolean,
  [before, after]: readonly [string, string] = ['Previous', 'Next'],
): Html | '' {
  if (page === 1 && !more) return ''
  const url = new URL((c as PageContext).req.url)
  return html`<nav class="pages" aria-label="Pages">
    ${page > 1 && html`<a class="btn" rel="prev" href="${to(page - 1)}">${before}</a>`}
    ${more && html`<a class="btn" rel="next" href="${to(page + 1)}">${after}</a>`}
  </nav>`

  function to(number: number): string {
    url.searchParams.set('page', String(number))
    return url.pathname + url.search
  }
}
