import type { World } from '../world/world.js'
import { answer } from './answer.js'
import type { RestContext } from './rest-request.js'

export interface Page {
  readonly number: number
  readonly size: number
}

/** `page` and `per_page` as GitHub takes them: nonsense means the default, too much means the most. */
export function pageOf(c: RestContext, { usual = 30, most = 100 }: { usual?: number; most?: number } = {}): Page {
  const size = Math.min(positive(c.req.query('per_page')) ?? usual, most)
  return { number: positive(c.req.query('page')) ?? 1, size }
}

function positive(text: string | undefined): number | undefined {
  const number = Number(text)
  return Number.isInteger(number) && number > 0 ? number : undefined
}

export function sliceOf<T>(all: readonly T[], { number, size }: Page): readonly T[] {
  return all.slice((number - 1) * size, number * size)
}

/**
 * Answers with one page of a list and the `Link` header to the others. `present` is asked for the entities of this page only; `wrap`
 * puts the page where an endpoint answers with an object.
 */
export async function answerPage<T>(
  world: World,
  c: RestContext,
  all: readonly T[],
  present: (entity: T) => unknown,
  wrap: (page: readonly unknown[]) => unknown = (page) => page,
): Promise<Response> {
  const page = pageOf(c)
  const items = await Promise.all(sliceOf(all, page).map(present))
  return withLinks(world, c, page, all.length, answer(c, wrap(items)))
}

/** Adds the `Link` header of a list with so many entries. */
export function withLinks(world: World, c: RestContext, page: Page, total: number, response: Response): Response {
  const last = Math.max(1, Math.ceil(total / page.size))
  const relations: Record<string, number> = {}
  if (page.number > 1) relations['prev'] = Math.min(page.number - 1, last)
  if (page.number < last) Object.assign(relations, { next: page.number + 1, last })
  if (page.number > 1) relations['first'] = 1
  const links = Object.entries(relations).map(([name, number]) => `<${pageUrl(world, c, number)}>; rel="${name}"`)
  if (links.length > 0) response.headers.set('link', links.join(', '))
  return response
}

function pageUrl(world: World, c: RestContext, number: number): string {
  const url = urlOf(world, c)
  url.searchParams.set('page', String(number))
  return url.href
}

/** The request's URL as the world names itself, whatever name the client reached it by. */
export function urlOf(world: World, c: RestContext): URL {
  const { pathname, search } = new URL(c.req.url)
  return new URL(`${pathname}${search}`, world.url === '' ? c.req.url : world.url)
}
