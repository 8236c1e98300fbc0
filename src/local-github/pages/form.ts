import type { PageContext, RepositoryContext } from './page-context.js'

/** The text fields of a form; of fields that occur twice the last one counts, files are left out. */
export async function readForm(
  context: PageContext | RepositoryContext,
): Promise<Readonly<Record<string, string | undefined>>> {
  const c = context as PageContext
  const fields = Object.entries(await c.req.parseBody()).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return Object.fromEntries(fields)
}

/** POST, redirect, GET: reloading the page sends nothing again. */
export function seeOther(c: PageContext | RepositoryContext, path: string): Response {
  return (c as PageContext).redirect(path, 303)
}
