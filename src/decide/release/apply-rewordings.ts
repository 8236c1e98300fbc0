import type { Commit, Sha } from '../../model/commit.js'
import type { Reason } from '../../model/decision.js'
import type { Snapshot } from '../../model/snapshot.js'
import type { Rewording } from '../../model/rewording.js'
import type { Look } from '../../model/snapshot.js'
import * as words from '../words/rewordings.js'
import { previousTagCandidates } from './previous-tag-candidates.js'
import { reachedFrom } from '../../model/reached-from.js'
import { readOverride } from './read-override.js'
import type { Seen } from './seen.js'

/** Commits with what their pull requests say in place of their messages, and why some of it is not followed. */
export interface Reworded {
  readonly commits: readonly Commit[]
  readonly refused: readonly Reason[]
  /** When each override was written (ISO 8601), by the merge commit; only those written after the merge. */
  readonly writtenAt: ReadonlyMap<Sha, string>
}

/** Whose permission has to be known before {@link applyRewordings} can judge what is not released yet. */
export function rewordingLooks(seen: Seen): Look[] {
  const { snapshot } = seen
  const asking = overriding(seen).filter((rewording) => whoMustBeAsked(rewording) !== undefined)
  if (asking.length === 0) return []
  const commits = snapshot.history?.commits ?? []
  const tagged = previousTagCandidates(snapshot.tags, seen.config.release.tag).map(({ sha }) => sha)
  const released = new Set(tagged.flatMap((sha) => [...reachedFrom(sha, commits).commits]))
  const logins = asking
    .filter(({ mergeCommit }) => !released.has(mergeCommit))
    .flatMap((rewording) => whoMustBeAsked(rewording) ?? [])
    .filter((login) => snapshot.rights[login] === undefined)
  return logins.length === 0 ? [] : [{ kind: 'permissions', logins: [...new Set(logins)] }]
}

/**
 * Puts the overrides of merged pull requests in place of the messages. The commit that the merge made says what the override says; the others that the
 * pull request brought say nothing any more. Every commit stays, with its parents.
 */
export function applyRewordings(seen: Seen, commits: readonly Commit[]): Reworded {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]))
  const instead = new Map<Sha, readonly string[]>()
  const writtenAt = new Map<Sha, string>()
  const refused: Reason[] = []
  for (const rewording of overriding(seen)) {
    const { mergeCommit, edited, mergedAt } = rewording
    const merge = bySha.get(mergeCommit)
    if (merge === undefined) continue
    const read = readOverride(rewording.body, seen.config.release)
    if (read.kind === 'none') continue
    const why = read.kind === 'unusable' ? read.why : whyNotTrusted(rewording, seen.snapshot.rights)
    if (read.kind === 'unusable' || why !== undefined) {
      refused.push(words.overrideRefused(rewording, why ?? 'empty'))
      continue
    }
    for (const sha of broughtAlong(rewording, merge, commits, bySha)) instead.set(sha, [])
    instead.set(mergeCommit, read.messages)
    if (edited !== undefined && isAfter(edited.at, mergedAt)) writtenAt.set(mergeCommit, edited.at)
  }
  const reworded = commits.map((commit) => {
    const messages = instead.get(commit.sha)
    return messages === undefined ? commit : { ...commit, instead: messages }
  })
  return { commits: reworded, refused, writtenAt }
}

function overriding({ snapshot, config }: Seen): Rewording[] {
  return (snapshot.rewordings ?? []).filter(({ body }) => readOverride(body, config.release).kind !== 'none')
}

export type Distrust = 'bot' | 'gone' | 'may-not-push'

/** Who merges has read the body as it stood then. Afterwards, only the word of people who may push counts. */
function whyNotTrusted(rewording: Rewording, rights: Snapshot['rights']): Distrust | undefined {
  const { author, edited } = rewording
  const writer = edited === undefined ? author : edited.by
  if (writer?.isBot === true && (author?.isBot === true || isEditedSince(rewording))) return 'bot'
  const asked = whoMustBeAsked(rewording)
  if (asked !== undefined) return rights[asked]?.push === true ? undefined : 'may-not-push'
  return writer === undefined && isEditedSince(rewording) ? 'gone' : undefined
}

/** GitHub lets the author and people who may push change a body, and people who may push merge: that leaves the author who did not merge. */
function whoMustBeAsked(rewording: Rewording): string | undefined {
  const { author, edited, mergedBy } = rewording
  const login = edited?.by?.login
  if (login === undefined || edited?.by?.isBot === true || !isEditedSince(rewording)) return undefined
  return login === author?.login && login !== mergedBy?.login ? login : undefined
}

function isEditedSince({ edited, mergedAt }: Rewording): boolean {
  return edited !== undefined && isAfter(edited.at, mergedAt)
}

function isAfter(one: string, other: string): boolean {
  return Date.parse(one) > Date.parse(other)
}

/** The other commits of a pull request: what a merge brought in, or those below the last one of a rebase. */
function broughtAlong(
  { commits: own }: Rewording,
  merge: Commit,
  commits: readonly Commit[],
  bySha: ReadonlyMap<Sha, Commit>,
): Sha[] {
  const [first, ...others] = merge.parents
  if (others.length > 0) {
    const before = reachedFrom(first, commits).commits
    return others.flatMap((parent) => [...reachedFrom(parent, commits, before).commits])
  }
  const found: Sha[] = []
  for (let at = first; at !== undefined && own.includes(at) && bySha.has(at);) {
    found.push(at)
    at = bySha.get(at)?.parents[0]
  }
  return found
}
