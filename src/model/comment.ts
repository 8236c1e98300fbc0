/** A comment in the conversation of an issue or a pull request. Its text is hostile until it is escaped. */
export interface Comment {
  readonly id: number
  /** Undefined where the account is gone. */
  readonly author: { readonly login: string; readonly isBot: boolean } | undefined
  /** Whether this app wrote it. */
  readonly isOurs: boolean
  readonly body: string
  /** ISO 8601, set by GitHub. */
  readonly createdAt: string
  /** Whether anybody changed it since, of a comment of ours anybody else: it is theirs then. No marker in it counts, and no command. */
  readonly edited: boolean
  /** Where people find it. */
  readonly url: string
}
