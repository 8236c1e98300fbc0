import type { FileSeen } from '../../model/snapshot.js'
import type { VersionFile } from '../../model/release-files.js'
import type { Bump } from '../../model/version.js'

/** What the configuration of another release tool says, in Landfall's terms. What it leaves to its defaults is said here all the same. */
export interface Translation {
  readonly tool: string
  /** The files that it was read from. */
  readonly sources: readonly string[]
  /** How its tags are named, the likeliest first. */
  readonly tags: readonly string[]
  /** Every type for which Landfall's defaults would be wrong; undefined where the tool does not read commits. */
  readonly types: Readonly<Record<string, Bump>> | undefined
  readonly preMajor: { readonly breaking: 'major' | 'minor'; readonly feature: 'minor' | 'patch' } | undefined
  readonly firstVersion: string | undefined
  readonly changelog: string | false | undefined
  readonly files: readonly VersionFile[]
  readonly draft: boolean
  readonly untranslated: readonly Untranslated[]
}

/** Something that the other tool is told and Landfall cannot be. `what` is text from the repository, and not to be trusted. */
export interface Untranslated {
  readonly what: string
  readonly why: string
}

/** The files that were looked at, by path. */
export type Files = Readonly<Record<string, FileSeen>>

/** A record of whatever was parsed. */
export type Keys = Readonly<Record<string, unknown>>
