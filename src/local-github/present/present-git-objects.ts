import type { GitCommit, GitObject, TreeEntry } from '../git/git-repository.js'
import type { Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { presentVerification, unverified } from './present-verification.js'

/** Where a repository's part of the REST API is. */
export function repositoryApi(world: World, repository: Repository): string {
  return `${world.url}/api/v3/repos/${repository.owner.login}/${repository.name}`
}

/** Where files of a repository are uploaded. */
export function repositoryUploads(world: World, repository: Repository): string {
  return `${world.url}/api/uploads/repos/${repository.owner.login}/${repository.name}`
}

/** Where a repository's pages are. */
export function repositoryPage(world: World, repository: Repository): string {
  return `${world.url}/${repository.owner.login}/${repository.name}`
}

/** A path or ref inside a URL: slashes stay. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

/** Base64 in lines of 60 characters, as GitHub breaks it. */
export function base64Lines(content: Buffer): string {
  return content.toString('base64').replace(/.{1,60}/g, '$&\n')
}

/** As global ids of git objects look: opaque, and the same for the same object. */
export function gitNodeId(kind: string, repository: Repository, sha: string): string {
  return `${kind}_${Buffer.from(`${repository.id}:${sha}`).toString('base64url')}`
}

export function presentBlob(world: World, repository: Repository, { oid, content }: GitObject): object {
  return {
    sha: oid,
    node_id: gitNodeId('B', repository, oid),
    size: content.length,
    url: `${repositoryApi(world, repository)}/git/blobs/${oid}`,
    content: base64Lines(content),
    encoding: 'base64',
  }
}

export function presentTree(
  world: World,
  repository: Repository,
  tree: { sha: string; entries: readonly TreeEntry[]; truncated: boolean },
): object {
  const api = repositoryApi(world, repository)
  return {
    sha: tree.sha,
    url: `${api}/git/trees/${tree.sha}`,
    tree: tree.entries.map(({ path, mode, type, sha, size }) => ({
      path,
      mode,
      type,
      sha,
      ...(type === 'blob' ? { size: size ?? 0 } : {}),
      ...(type === 'commit' ? {} : { url: `${api}/git/${type}s/${sha}` }),
    })),
    truncated: tree.truncated,
  }
}

/** A commit as the git database has it, without users and files. */
export function presentGitCommit(world: World, repository: Repository, commit: GitCommit): object {
  const api = repositoryApi(world, repository)
  const page = repositoryPage(world, repository)
  return {
    sha: commit.sha,
    node_id: gitNodeId('C', repository, commit.sha),
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    author: presentSignature(commit.author),
    committer: presentSignature(commit.committer),
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    message: commit.message.replace(/\n$/, ''),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
    verification: presentVerification(repository, commit),
  }
}

/** GitHub answers with dates in UTC, whatever zone the commit was made in. */
export function presentSignature({ name, email, date }: GitCommit['author']): object {
  return { name, email, date: inUtc(date) }
}

export function presentRef(
  world: World,
  repository: Repository,
  ref: { name: string; object: { sha: string; type: string } },
): object {
  const api = repositoryApi(world, repository)
  const { sha, type } = ref.object
  return {
    ref: ref.name,
    node_id: gitNodeId('REF', repository, ref.name),
    url: `${api}/git/${encodePath(ref.name)}`,
    object: { sha, type, url: `${api}/git/${type}s/${sha}` },
  }
}

/** An annotated tag's own object. */
export function presentTag(world: World, repository: Repository, { oid, content }: GitObject): object {
  const api = repositoryApi(world, repository)
  const text = content.toString('utf8')
  const end = text.indexOf('\n\n')
  const header = (name: string) => new RegExp(`^${name} (.*)$`, 'm').exec(text.slice(0, end))?.[1] ?? ''
  const [, name = '', email = '', seconds = '0'] = /^(.*?) ?<(.*)> (\d+)/.exec(header('tagger')) ?? []
  const object = { sha: header('object'), type: header('type') }
  return {
    node_id: gitNodeId('TA', repository, oid),
    tag: header('tag'),
    sha: oid,
    url: `${api}/git/tags/${oid}`,
    message: text.slice(end + 2).replace(/\n$/, ''),
    tagger: { name, email, date: inUtc(new Date(Number(seconds) * 1000).toISOString()) },
    object: { ...object, url: `${api}/git/${object.type}s/${object.sha}` },
    verification: unverified(),
  }
}

function inUtc(date: string): string {
  return new Date(date).toISOString().replace(/\.\d{3}Z$/, 'Z')
}
