import { GraphqlResponseError } from '@octokit/graphql'

/** Fields of a repository that a look can do without. */
const spare = ['rulesets', 'deployments']

/**
 * The answer to a query, though GitHub refuses spare fields of the repository in it: those for which nobody has granted the permission yet,
 * say. A refusal of the deployments can take the whole repository with it; then it is asked once more, and not for them.
 */
export async function withoutRefused<T extends { readonly repository: unknown }>(
  ask: (showsDeployments: boolean) => Promise<T>,
): Promise<T> {
  try {
    return await takeSpared(ask(true))
  } catch (error) {
    if (!refusedFields(error)?.includes('deployments')) throw error
    return takeSpared(ask(false))
  }
}

async function takeSpared<T extends { readonly repository: unknown }>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    const data = error instanceof GraphqlResponseError ? (error.data as T | null | undefined) : undefined
    if (refusedFields(error) === undefined || !data?.repository) throw error
    return data
  }
}

/** Which spare fields GitHub refused; undefined where anything else went wrong. */
function refusedFields(error: unknown): string[] | undefined {
  if (!(error instanceof GraphqlResponseError) || error.errors === undefined) return undefined
  const fields = error.errors.map(({ path }) => String((path as unknown[] | undefined)?.[1]))
  return fields.every((field) => spare.includes(field)) ? fields : undefined
}
