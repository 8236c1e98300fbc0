import { GraphqlResponseError } from '@octokit/graphql'
import type { Octokit } from '../octokit.js'

/** One change: a field of GraphQL's `Mutation`, its input, and what its answer is to tell. */
export interface Change {
  readonly mutation: string
  readonly input: Readonly<Record<string, unknown>>
  readonly answer?: string
}

/** What came of a change: its answer, or what GitHub says where it did not make it. */
export type Changed =
  | { readonly kind: 'made'; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly type: string | undefined; readonly message: string; readonly error: Error }

/** So many changes travel in one request: GitHub gives a request ten seconds, and a comment takes it a good part of one. */
export const mostChanges = 8

/**
 * Makes changes by one request. GitHub makes them in order, those behind one that fails, too. What is thrown is thrown on: then nobody knows
 * which of them were made.
 */
export async function mutate(octokit: Octokit, changes: readonly Change[]): Promise<readonly Changed[]> {
  const inputs = changes.map(({ mutation }, index) => `$input${index}: ${typeOf(mutation)}!`)
  const fields = changes.map(
    ({ mutation, answer = 'clientMutationId' }, index) =>
      `change${index}: ${mutation}(input: $input${index}) { ${answer} }`,
  )
  const query = `mutation (${inputs.join(', ')}) { ${fields.join('\n')} }`
  const variables = Object.fromEntries(changes.map(({ input }, index) => [`input${index}`, input]))
  try {
    const answers = await octokit.graphql<Record<string, unknown>>(query, variables)
    return changes.map((_, index) => ({ kind: 'made', answer: answers[`change${index}`] }))
  } catch (error) {
    if (!(error instanceof GraphqlResponseError) || error.errors === undefined) throw error
    const { errors } = error
    const data = error.data as Record<string, unknown> | null
    return changes.map((_, index) => {
      const name = `change${index}`
      // Where the change was made, something inside of its answer may still have failed.
      const answer = data?.[name]
      if (answer != null) return { kind: 'made', answer }
      // An error that names no place may be about any change that has no answer.
      const own = errors.find(({ path }) => path?.[0] === name) ?? errors.find(({ path }) => path === undefined)
      const { type, message } = own ?? errors[0] ?? { type: undefined, message: error.message }
      return { kind: 'failed', type, message, error }
    })
  }
}

/** `AddCommentInput` of `addComment`. */
function typeOf(mutation: string): string {
  return `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
}
