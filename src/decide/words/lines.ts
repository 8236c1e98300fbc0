import type { LineMerge, LineStage, LineStanding } from '../../model/backport.js'
import type { Reason } from '../../model/decision.js'
import type { LineMergeThread } from '../../model/thread.js'
import { escapeMarkdown, shorten } from '../release/escape-markdown.js'
import { listOf, releaseLink, stageMarker } from './done.js'

/** Every sentence about how far a change is on other branches than the default one. `url` is the repository's. */

/** So many of them are listed. */
const most = 10

/** What the comment on a backport says. */
export function lineMergeStage({ originals, merge }: LineMergeThread, stage: LineStage, url: string): string {
  const which = listOf(originals.map(({ number }) => number))
  const end = stage.kind === 'lost' ? sayLineStage(merge, { kind: 'waiting' }, url) : sayLineStage(merge, stage, url)
  return `${stageMarker}\nBackport of ${which}. ${end}`
}

/** Where it stands that something was merged into another branch than the default one. */
export function sayLineStage({ line }: LineMerge, stage: LineStage, url: string): string {
  const branch = branchName(line.name)
  switch (stage.kind) {
    case 'released':
      return `Merged into ${branch}. Released in ${releaseLink(stage.tag, url)}.`
    case 'waiting':
      return `Merged into ${branch}. No release of that branch has it yet.`
    case 'lost':
      return `Merged into ${branch}, but that branch does not carry it any more.`
    case 'gone':
      return `Merged into ${branch}, and that branch is gone.`
    case 'unread':
      return `Merged into ${branch}. Which release of that branch has it is not known: too much came after it.`
  }
}

/** What a comment tells, and below it where the change stands on other branches. */
export function withLines(text: string, lines: readonly LineStanding[], url: string): string {
  return [text, ...listLines(lines, url)].join('\n\n')
}

/** A comment of ours as it is, with where the change stands on other branches now. */
export function relined(body: string, lines: readonly LineStanding[], url: string): string {
  return withLines(body.trim().split(/\r?\n\r?\n/)[0] ?? '', lines, url)
}

function listLines(lines: readonly LineStanding[], url: string): string[] {
  if (lines.length === 0) return []
  const left = lines.length - most
  const listed = lines.slice(0, most).map(({ merge, stage }) => {
    return `* ${branchName(merge.line.name)}: ${shortStage(stage, url)}, by #${merge.number}`
  })
  return [['On other branches:', ...listed, ...(left > 0 ? [`* and ${left} more`] : [])].join('\n')]
}

function shortStage(stage: LineStage, url: string): string {
  switch (stage.kind) {
    case 'released':
      return `released in ${releaseLink(stage.tag, url)}`
    case 'waiting':
    case 'lost':
      return 'waiting'
    case 'gone':
      return 'merged, and the branch is gone'
    case 'unread':
      return 'merged'
  }
}

export function moreElsewhere(branches: number): Reason {
  return {
    code: 'backports-cut',
    text: `More backports wait for a release of their branch than are followed: the 50 that were touched last, on ${branches} branches.`,
  }
}

/** A branch, whose name anybody chose. */
function branchName(name: string): string {
  return escapeMarkdown(shorten(name, 100))
}
