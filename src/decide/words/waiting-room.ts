import type { WaitingChange, WaitingRoom } from '../../model/change.js'
import { shortSha } from '../../model/commit.js'
import type { Reason, ReasonCode } from '../../model/decision.js'
import { escapeMarkdown, shorten } from '../release/escape-markdown.js'
import { fitting } from './fitting.js'

/** What keeps the release from being made, as the page says above its notes. */
export interface Blocking {
  readonly warnings: readonly Reason[]
  /** Whether the branch is not refreshed any more. */
  readonly isStopped: boolean
}

const mostListed = 100
const mostReverted = 20
const longestTitle = 120

/** The list, folded, of what is merged and not released; `longest` bounds the printed entries, in characters. Days and no ages: these change by themselves. */
export function waitingRoom({ changes, reverted }: WaitingRoom, blocking: Blocking, longest: number): string[] {
  if (changes.length + reverted.length === 0) return []
  const { kept, left } = fitting(changes.slice(0, mostListed).map(entry), longest)
  const more = left + Math.max(0, changes.length - mostListed)
  const summary = changes.length === 1 ? '1 change is' : `${changes.length} changes are`
  return [
    '<details>',
    `<summary>${summary} merged and not released</summary>`,
    '',
    ...(changes.length === 0 ? [] : [whatBlocks(blocking), '', ...kept]),
    ...(more === 0 ? [] : [`* and ${more} more`]),
    ...(changes.length === 0 ? [] : ['']),
    ...(reverted.length === 0 ? [] : [takenBack(reverted), '']),
    '</details>',
    '',
  ]
}

function entry(change: WaitingChange): string {
  return `* ${nameOf(change)} ${escapeMarkdown(shorten(change.title, longestTitle))}, since ${change.since.slice(0, 10)}`
}

/** As GitHub makes a link of it. */
export function nameOf({ number, sha }: Pick<WaitingChange, 'number' | 'sha'>): string {
  return number === undefined ? shortSha(sha) : `#${number}`
}

function takenBack(reverted: readonly WaitingChange[]): string {
  const names = reverted.slice(0, mostReverted).map(nameOf)
  const more = reverted.length - names.length
  return `Reverted before any release, so waiting for nothing: ${names.join(', ')}${more === 0 ? '' : ` and ${more} more`}.`
}

/** The same for all: they are released together or not at all. */
function whatBlocks({ warnings, isStopped }: Blocking): string {
  const has = (...codes: ReasonCode[]): boolean => warnings.some(({ code }) => codes.includes(code))
  if (isStopped) return 'They wait until Landfall can refresh this branch again: what it says above keeps it from that.'
  if (has('file-unusable', 'nowhere-for-version', 'version-file-missing')) {
    return 'They wait until the files can be written that carry the version or the notes: what is wrong with them is said above.'
  }
  if (has('tag-guarded')) {
    return 'They wait for the merge of this pull request, and for the ruleset that would then refuse the tag: it is named above.'
  }
  const asked = has('version-refused') ? ', though not as the version that was asked for: why is said above' : ''
  return `They wait for nothing but the merge of this pull request${asked}.`
}
