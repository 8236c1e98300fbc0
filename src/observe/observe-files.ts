import type { RepoRef } from '../model/repo-ref.js'
import type { Look } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'

interface BlobAnswer {
  repository: Record<string, { text?: string | null; isTruncated?: boolean } | null>
}

/**
 * The text of files at a commit, null where there is none. One GraphQL query for them all; a file that it cuts short (beyond 512,000
 * bytes) is read raw, since a lockfile written back from a cut text would be destroyed.
 */
export async function observeFiles(
  octokit: Octokit,
  repo: RepoRef,
  { at, paths }: Extract<Look, { kind: 'files' }>,
): Promise<Record<string, string | null>> {
  const variables = Object.fromEntries(paths.map((path, index) => [`path${index}`, `${at}:${path}`]))
  const query = `
    query ($owner: String!, $name: String!, ${paths.map((_, index) => `$path${index}: String!`).join(', ')}) {
      repository(owner: $owner, name: $name) {
        ${paths.map((_, index) => `file${index}: object(expression: $path${index}) { ... on Blob { text isTruncated } }`).join('\n')}
      }
    }`
  const { repository } = await octokit.graphql<BlobAnswer>(query, { owner: repo.owner, name: repo.name, ...variables })
  const files: Record<string, string | null> = {}
  for (const [index, path] of paths.entries()) {
    const blob = repository[`file${index}`]
    files[path] = blob?.isTruncated ? await readRaw(octokit, repo, at, path) : (blob?.text ?? null)
  }
  return files
}

async function readRaw(octokit: Octokit, repo: RepoRef, ref: string, path: string): Promise<string> {
  const { data } = await octokit.rest.repos.getContent({
    owner: repo.owner,
    repo: repo.name,
    ref,
    path,
    mediaType: { format: 'raw' },
  })
  return data as unknown as string
}
