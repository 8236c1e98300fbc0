import { html, raw } from 'hono/html'

export { html, raw }

/** Markup that is safe to put into a page: what `html` made, or what was sanitised and marked `raw`. */
export type Html = ReturnType<typeof html> | ReturnType<typeof raw>

/** `1 commit`, `2 commits`, `1,000 commits`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
}
