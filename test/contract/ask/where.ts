import type { Octokit } from '@octokit/rest'

/** The repository that is asked. */
export type Where = { readonly owner: string; readonly repo: string }

export async function mainOf(octokit: Octokit, where: Where): Promise<string> {
  const { data } = await octokit.rest.git.getRef({ ...where, ref: 'heads/main' })
  return data.object.sha
}
