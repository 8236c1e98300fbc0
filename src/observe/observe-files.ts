import type { RepoRef } from '../model/repo-ref.js'
import type { FileSeen, Look } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'

type ObjectSeen = { __typename: string; text?: string | null; isTruncated?: boolean; isBinary?: boolean | null } | null

/**
 * Files at a commit. One GraphQL query for them all; a file that it cuts short (beyond 512,000 bytes) is read raw, since a lockfile
 * written back from a cut text would be destroyed.
 */
export async function observeFiles(
  octokit: Octokit,
  repo: RepoRef,
  { at, paths }: Extract<Look, { kind: 'files' }>,
): Promise<Record<string, FileSeen>> {
  const variables = Object.fromEntries(paths.map((path, index) => [`path${index}`, `${at}:${path}`]))
  const query = `
    query ($owner: String!, $name: String!, ${paths.map((_, index) => `$path${index}: String!`).join(', ')}) {
      repository(owner: $owner, name: $name) {
        ${paths.map((_, index) => `file${index}: object(expression: $path${index}) { ...file }`).join('\n')}
      }
    }
    fragment file on GitObject { __typename ... on Blob { text isTruncated isBinary } }`
  const answer = await octokit.graphql<{ repository: Record<string, ObjectSeen> }>(query, {
    owner: repo.owner,
    name: repo.name,
    ...variables,
  })
  const files: Record<string, FileSeen> = {}
  for (const [index, path] of paths.entries()) {
    files[path] = await fileOf(answer.repository[`file${index}`] ?? null, () => readRaw(octokit, repo, at, path))
  }
  return files
}

async function fileOf(seen: ObjectSeen, raw: () => Promise<string>): Promise<FileSeen> {
  if (seen === null) return { kind: 'absent' }
  if (seen.__typename === 'Tree') return { kind: 'unusable', why: 'a folder' }
  if (seen.__typename !== 'Blob') return { kind: 'unusable', why: 'a submodule' }
  if (seen.isBinary) return { kind: 'unusable', why: 'binary' }
  if (seen.isTruncated) return { kind: 'text', text: await raw() }
  return typeof seen.text === 'string' ? { kind: 'text', text: seen.text } : { kind: 'unusable', why: 'binary' }
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
