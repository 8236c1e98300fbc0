/** A bare git repository on disk, read and written through the git CLI. Revisions are anything that `git rev-parse` takes. */
export interface GitRepository {
  readonly path: string
  /** The full sha of a revision, undefined where it names nothing. `HEAD:path` and `<sha>^{tree}` work. */
  resolve(revision: string): Promise<string | undefined>
  readObject(revision: string): Promise<GitObject | undefined>
  readCommit(revision: string): Promise<GitCommit | undefined>
  /** One level, or the whole tree below; undefined where the revision leads to no tree. */
  readTree(revision: string, options?: { recursive?: boolean }): Promise<readonly TreeEntry[] | undefined>
  /** Refs below a prefix such as `refs/tags/`, sorted by name; `sha` is the object, `commit` what it peels to. */
  listRefs(prefix: string): Promise<readonly { readonly name: string; readonly sha: string; readonly commit: string }[]>
  /**
   * Compare-and-swap: moves, creates (`before` null) or deletes (`after` null) a ref. `before` undefined asks for nothing. False where
   * the ref does not stand where it was said to stand.
   */
  updateRef(ref: string, after: string | null, before?: string | null): Promise<boolean>
  writeBlob(content: Buffer): Promise<string>
  /** `base` is a tree or commit whose other entries are kept; a path may have slashes; `sha` null takes the path out. */
  writeTree(entries: readonly { path: string; mode: string; sha: string | null }[], base?: string): Promise<string>
  writeCommit(commit: { tree: string; parents: readonly string[]; message: string; author: Signature; committer: Signature }): Promise<string>
  writeTag(tag: { name: string; object: string; message: string; tagger: Signature }): Promise<string>
  mergeBase(a: string, b: string): Promise<string | undefined>
  isAncestor(ancestor: string, descendant: string): Promise<boolean>
  /** Commits reachable from `from` and not from `not`, newest first, as `git log --topo-order`-like GitHub lists them. */
  log(options: {
    from: string
    not?: string
    limit?: number
    skip?: number
    path?: string
    since?: string
    until?: string
  }): Promise<readonly GitCommit[]>
  count(options: { from: string; not?: string }): Promise<number>
  /** What changed between two revisions' trees, patches included. */
  diff(base: string, head: string): Promise<readonly FileChange[]>
  /** The tree of merging two commits with their own merge base (or the given one), or the paths in conflict. */
  mergeTrees(ours: string, theirs: string, base?: string): Promise<{ tree: string } | { conflicts: readonly string[] }>
  /** Ends the processes that it keeps. */
  close(): Promise<void>
}

export interface GitObject {
  readonly oid: string
  readonly type: 'blob' | 'tree' | 'commit' | 'tag'
  readonly content: Buffer
}

export interface Signature {
  readonly name: string
  readonly email: string
  /** ISO 8601. */
  readonly date: string
}

export interface GitCommit {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Signature
  readonly committer: Signature
  readonly message: string
}

export interface TreeEntry {
  readonly path: string
  readonly mode: string
  readonly type: 'blob' | 'tree' | 'commit'
  readonly sha: string
  readonly size: number | undefined
}

export interface FileChange {
  readonly path: string
  readonly previousPath: string | undefined
  readonly sha: string
  readonly status: 'added' | 'modified' | 'removed' | 'renamed'
  readonly additions: number
  readonly deletions: number
  /** Unified diff without its file header; undefined for a binary file. */
  readonly patch: string | undefined
}
