/** A ruleset of a repository, or of its organisation, that lets nobody make tags of certain names but those on its bypass list. */
export interface TagRuleset {
  readonly id: number
  /** As its owner wrote it. */
  readonly name: string
  /** Patterns of whole ref names, as in `refs/tags/v*`, or `~ALL`. */
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}

/** What GitHub answers this app about a ruleset. */
export interface RulesetVerdict {
  /** Undefined where GitHub does not say. */
  readonly mayBypass: boolean | undefined
  /** The page on which people change it; undefined where GitHub names none. */
  readonly url: string | undefined
}
