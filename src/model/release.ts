import type { Commit, Sha } from './commit.js'
import type { Tag } from './tag-name.js'
import type { Bump, Version } from './version.js'

/**
 * What decides a version and its notes: the part of the configuration that the release mind reads.
 * Made by `readConfig`; the command line also works it out from a history.
 */
export interface ReleaseRules {
  /** How tags are named; holds `${version}` once. */
  readonly tag: string
  /**
   * What each commit type asks for. A type that is not listed asks for what `*` does, else for nothing; a breaking change is major
   * whatever its type. Where `*` is listed, if only with `none`, commits that have no type are read too, their breaking footers
   * included; where it is not, they are listed for people and ask for nothing.
   */
  readonly types: Readonly<Record<string, Bump>>
  /** What a breaking change and a feature move while the major version is 0. */
  readonly preMajor: { readonly breaking: 'major' | 'minor'; readonly feature: 'minor' | 'patch' }
  /** The version of the very first release. */
  readonly firstVersion: Version
}

/** One line of the release notes. */
export interface ReleaseNote {
  readonly sha: string
  readonly type: string
  readonly scope: string | undefined
  readonly description: string
  readonly breaking: boolean
  readonly bump: Bump
}

/** A version that somebody asked for, whatever the commits lead to. */
export interface VersionRequest {
  /** As it was written; hostile until it is escaped. */
  readonly text: string
  readonly by:
    | { readonly kind: 'commit'; readonly sha: Sha }
    | { readonly kind: 'comment'; readonly login: string; readonly url: string }
}

/** A request that was not followed: a release has a stable version, higher than the previous one. */
export interface RefusedRequest {
  readonly request: VersionRequest
  readonly why: 'no-version' | 'prerelease' | 'not-higher'
}

/** The release that the commits ask for. */
export interface ReleasePlan {
  readonly kind: 'release'
  readonly version: Version
  readonly tag: string
  readonly previous: Tag | undefined
  readonly bump: Exclude<Bump, 'none'>
  /** Markdown, safe to print: heading, sections, entries. The very text of the changelog entry and of the release. */
  readonly notes: string
  readonly entries: readonly ReleaseNote[]
  /** Commits whose subject is no Conventional Commit: listed for people, in no section of the notes. */
  readonly unread: readonly Commit[]
  /** Whose word the version is; undefined where the commits lead to it. */
  readonly asked: VersionRequest | undefined
  readonly refused: readonly RefusedRequest[]
}

/** Why there is nothing to release. */
export interface NoRelease {
  readonly kind: 'no-release'
  /** A sentence for people. */
  readonly reason: string
  readonly unread: readonly Commit[]
  readonly refused: readonly RefusedRequest[]
}
