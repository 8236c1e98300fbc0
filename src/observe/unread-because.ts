import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'

/** What GitHub answered where it shows less than was asked for, or where the query is too heavy for it; whatever else went wrong is thrown again. */
export function unreadBecause(error: unknown): string {
  if (error instanceof RequestError && error.status >= 500) return error.message
  if (!(error instanceof GraphqlResponseError)) throw error
  const data = error.data as { readonly repository?: unknown } | null
  const message = error.errors?.[0]?.message
  if (!data?.repository || message === undefined) throw error
  return message
}

/** What was read, and what GitHub answered where it was not: then `otherwise` stands for it. */
export async function unlessUnread<T>(
  reading: Promise<T>,
  otherwise: T,
): Promise<{ readonly value: T; readonly unread?: string }> {
  try {
    return { value: await reading }
  } catch (error) {
    return { value: otherwise, unread: unreadBecause(error) }
  }
}
