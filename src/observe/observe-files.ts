import type { RepoRef } from '../model/repo-ref.js'
import type { FileSeen, Look } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'
import { fileFields, type EntrySeen } from './file-entry.js'
import type { ReadAlong } from './read-along.js'

const executable = 0o100755
const symbolicLink = 0o120000

/**
 * Files at a commit. One GraphQL query for them all, and none where all were read along; a file that it cuts short (beyond 512,000 bytes) is read raw, since a lockfile
 * written back from a cut text would be destroyed.
 */
export async function observeFiles(
  octokit: Octokit,
  repo: RepoRef,
  { at, paths }: Extract<Look, { kind: 'files' }>,
  along?: ReadAlong,
): Promise<Record<string, FileSeen>> {
  const read = along?.files?.at === at ? along.files.entries : {}
  const entries = paths.every((path) => read[path] !== undefined) ? read : await ask(octokit, repo, { at, paths })
  const files: Record<string, FileSeen> = {}
  for (const path of paths) {
    files[path] = await fileOf(entries[path] ?? null, () => readRaw(octokit, repo, at, path))
  }
  return files
}

async function ask(
  octokit: Octokit,
  repo: RepoRef,
  { at, paths }: Omit<Extract<Look, { kind: 'files' }>, 'kind'>,
): Promise<Record<string, EntrySeen | null>> {
  const variables = Object.fromEntries(paths.map((path, index) => [`path${index}`, path]))
  const query = `
    query ($owner: String!, $name: String!, $at: GitObjectID!, ${paths.map((_, index) => `$path${index}: String!`).join(', ')}) {
      repository(owner: $owner, name: $name) {
        object(oid: $at) {
          ... on Commit { ${paths.map((_, index) => `file${index}: file(path: $path${index}) { ...file }`).join('\n')} }
        }
      }
    }
    fragment file on TreeEntry { ${fileFields} }`
  const answer = await octokit.graphql<{ repository: { object: Record<string, EntrySeen | null> | null } }>(query, {
    owner: repo.owner,
    name: repo.name,
    at,
    ...variables,
  })
  const commit = answer.repository.object
  // A read that lags behind may not know the commit yet: that is no file's absence.
  if (commit === null) throw new Error(`GitHub does not show ${at} yet`)
  return Object.fromEntries(paths.map((path, index) => [path, commit[`file${index}`] ?? null]))
}

async function fileOf(entry: EntrySeen | null, raw: () => Promise<string>): Promise<FileSeen> {
  if (entry === null) return { kind: 'absent' }
  if (entry.type === 'tree') return { kind: 'unusable', why: 'a folder' }
  if (entry.type !== 'blob') return { kind: 'unusable', why: 'a submodule' }
  if (entry.mode === symbolicLink) return { kind: 'unusable', why: 'a symbolic link' }
  const blob = entry.object
  if (blob === null || blob.isBinary === true || blob.text === null) return { kind: 'unusable', why: 'binary' }
  // Whoever decodes a raw answer leaves the byte order mark out.
  const mark = blob.text.startsWith('\ufeff') ? '\ufeff' : ''
  const text = blob.isTruncated ? mark + (await raw()).replace(/^\ufeff/, '') : blob.text
  if (Buffer.byteLength(text) !== blob.byteSize) return { kind: 'unusable', why: 'not written in UTF-8' }
  return { kind: 'text', text, ...(entry.mode === executable ? { executable: true } : {}) }
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
