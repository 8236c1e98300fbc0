import type { Distance } from './compare-commits.js'

/** A bare git repository on disk, as git keeps it; what is asked often is read without a process. Revisions are anything that `git rev-parse` takes. */
export interface GitRepository {
  readonly path: string
  /** The full sha of a revision, undefined where it names nothing. `HEAD:path` and `<sha>^{tree}` work. */
  resolve(revision: string): Promise<string | undefined>
  readObject(revision: string): Promise<GitObject | undefined>
  readCommit(revision: string): Promise<GitCommit | undefined>
  /** One level, or the whole tree below, with the sizes of files if asked; undefined where the revision leads to no tree. */
  readTree(
    revision: string,
    options?: { recursive?: boolean; sizes?: boolean },
  ): Promise<readonly TreeEntry[] | undefined>
  /** Refs below a prefix such as `refs/tags/`, sorted by name; `sha` is the object, `commit` what it peels to. */
  listRefs(prefix: string): Promise<readonly { readonly name: string; readonly sha: string; readonly commit: string }[]>
  /**
   * Compare-and-swap: moves, creates (`before` null) or deletes (`after` null) a ref. `before` undefined asks for nothing. False where
   * the ref does not stand where it was said to stand.
   */
  updateRef(ref: string, after: string | null, before?: string | null): Promise<boolean>
  /** As `updateRef`, for several refs at once: all move, or none does and the answer says why in git's words. */
  updateRefs(updates: readonly RefUpdate[]): Promise<string | undefined>
  /** Points HEAD at a branch, there or not yet. */
  setHead(branch: string): Promise<void>
  writeBlob(content: Buffer): Promise<string>
  /** `base` is a tree or commit whose other entries are kept; a path may have slashes; `sha` null takes the path out. */
  writeTree(entries: readonly { path: string; mode: string; sha: string | null }[], base?: string): Promise<string>
  writeCommit(commit: {
    tree: string
    parents: readonly string[]
    message: string
    author: Signature
    committer: Signature
  }): Promise<string>
  writeTag(tag: { name: string; object: string; message: string; tagger: Signature }): Promise<string>
  mergeBase(a: string, b: string): Promise<string | undefined>
  isAncestor(ancestor: string, descendant: string): Promise<boolean>
  /** How two commits, named by their shas, lie to each other; undefined where they have no history in common. */
  compare(base: string, head: string): Promise<Distance | undefined>
  /** Commits reachable from `from` and not from `not`, newest first, as `git log --topo-order`-like GitHub lists them. */
  log(options: LogOptions): Promise<readonly GitCommit[]>
  /** As `log`, the shas alone. */
  logShas(options: LogOptions): Promise<readonly string[]>
  count(options: { from: string; not?: string }): Promise<number>
  /** What changed between two revisions' trees; `patches` adds the text. `base` null is the empty tree. */
  diff(base: string | null, head: string, options?: { patches?: boolean }): Promise<readonly FileChange[]>
  /** The paths that each commit changed against its first parent. */
  changedPaths(shas: readonly string[]): Promise<ReadonlyMap<string, ChangedPaths>>
  /** Runs any git command on the repository, and gives what it prints. Throws when it fails. */
  run(args: readonly string[], input?: string | Buffer): Promise<Buffer>
  /** The tree of merging two commits with their own merge base (or the given one), or the paths in conflict. */
  mergeTrees(ours: string, theirs: string, base?: string): Promise<{ tree: string } | { conflicts: readonly string[] }>
  /** Ends the processes that it keeps. */
  close(): Promise<void>
}

export interface RefUpdate {
  readonly ref: string
  /** Null deletes. */
  readonly after: string | null
  /** Null: must not exist; undefined: whatever it is. */
  readonly before?: string | null | undefined
}

export interface LogOptions {
  readonly from: string
  readonly not?: string | readonly string[] | undefined
  readonly limit?: number | undefined
  readonly skip?: number | undefined
  readonly path?: string | undefined
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly firstParent?: boolean | undefined
}

export interface ChangedPaths {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly modified: readonly string[]
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
