/** A git object id, 40 hexadecimal digits. */
export type Sha = string

/** A commit as git has it. Nothing in it is to be trusted: the message and the date were written by whoever made it. */
export interface Commit {
  readonly sha: Sha
  readonly parents: readonly Sha[]
  /** The whole message: subject, blank line, body, trailers. */
  readonly message: string
  /** The committer's date, ISO 8601. Set by the client: fit to be shown, never to decide by. */
  readonly committedAt: string
  /** What people say in place of the message: any number of messages, none for a commit that another speaks for. */
  readonly instead?: readonly string[]
  /** Changed paths against the first parent, where they were read; only a component of a monorepo needs them. */
  readonly files?: readonly string[]
}

/** A commit as often as something is said of it, with the message in its place: once, unless people say it otherwise. */
export function sayingsOf(commit: Commit): readonly Commit[] {
  const { instead, ...plain } = commit
  // What people say of a merge is more than that it is one.
  return instead?.map((message) => ({ ...plain, message, parents: plain.parents.slice(0, 1) })) ?? [commit]
}

/** The first line of a message, trimmed. */
export function subjectOf(commit: Pick<Commit, 'message'>): string {
  return commit.message.trimStart().split(/\r?\n/, 1)[0]?.trim() ?? ''
}

/** The seven digits by which people know a commit. */
export function shortSha(sha: Sha): string {
  return sha.slice(0, 7)
}
