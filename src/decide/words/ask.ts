import type { LineStanding } from '../../model/backport.js'
import type { Reason } from '../../model/decision.js'
import type { Question } from '../../model/question.js'
import type { Contents, Standing } from '../ask/standing.js'
import { escapeMarkdown, shorten } from '../release/escape-markdown.js'
import { sayReason } from './checks.js'
import { listOf, sayStage } from './done.js'
import { sayLineStage, withLines } from './lines.js'

/** What is answered to `/status` and `/why`. Nobody is pinged. */

/** What answers need to know of the repository. */
export interface Place {
  readonly url: string
  /** The default branch. */
  readonly branch: string
  /** What keeps things from going on, as was decided in this look. */
  readonly holding: readonly Reason[]
}

const mostListed = 20

/** Where a pull request stands, in a sentence. */
export function status(standing: Standing, { url, branch }: Place): string {
  switch (standing.kind) {
    case 'open':
      return `${standing.isDraft ? 'A draft, and not merged' : 'Open, and not merged'}: no release has it.`
    case 'closed':
      return 'Closed without a merge: no release has it.'
    case 'elsewhere':
      return sayLineStage(standing.merge, standing.stage, url)
    case 'next-release':
      return standing.contents === undefined
        ? 'This is the release pull request. What merging it would release is not known.'
        : `Merging this releases **${standing.contents.version}**${whatWaits(standing.contents)}.`
    case 'publishing':
      return 'Merged. Its release is not out yet.'
    case 'change':
      return sayStage(standing.stage, url)
    case 'drafted':
      return `Merged. Waiting in ${standing.tag}, whose release is a draft that nobody has published yet.`
    case 'lost':
      return `Merged, but ${name(branch)} does not carry it any more, and no release has it.`
  }
}

/** Why a pull request stands there, and since when. */
export function why(standing: Standing, place: Place): string {
  switch (standing.kind) {
    case 'open':
      return `It is not merged: a release has only what is merged into ${name(place.branch)}.`
    case 'next-release':
      return holdingOr(place, 'Nothing holds the release back: it is made when this pull request is merged.')
    case 'publishing':
      return holdingOr(place, 'The release is being published.')
    case 'drafted':
      return `Merged on ${standing.mergedAt}. ${holdingOr(place, `${standing.tag} is out when somebody publishes its draft.`)}`
    case 'change':
      return `Merged on ${standing.mergedAt}. ${whyChange(standing.stage, place)}`
    case 'closed':
    case 'elsewhere':
    case 'lost':
      return status(standing, place)
  }
}

function whyChange(stage: Extract<Standing, { kind: 'change' }>['stage'], place: Place): string {
  switch (stage.kind) {
    case 'in-release-pull-request':
      return `It is released when #${stage.pullRequest} is merged.${then(place)}`
    case 'merged':
      return holdingOr(place, 'The next release has it.')
    case 'released':
    case 'live':
    case 'reverted':
    case 'taken-back':
      return sayStage(stage, place.url).replace(/^Merged, and r/, 'R')
  }
}

/** An issue, and the pull requests that close it. */
export interface AskedIssue {
  readonly number: number
  readonly state: 'open' | 'closed'
  readonly closers: readonly { readonly number: number; readonly standing: Standing }[]
  /** Where they stand on other branches. */
  readonly lines: readonly LineStanding[]
}

export function ofIssue(question: Question, { number, state, closers, lines }: AskedIssue, place: Place): string {
  if (closers.length === 0) {
    return state === 'closed'
      ? `Closed, and no pull request into ${name(place.branch)} did that.`
      : `No pull request closes this issue. One does whose description says \`Fixes #${number}\`.`
  }
  const listed = closers.map(
    (closer) => `* #${closer.number}: ${(question === 'why' ? whyShort : status)(closer.standing, place)}`,
  )
  const end = question === 'why' && closers.some(({ standing }) => waits(standing)) ? [then(place).trim()] : []
  const text = [waitsFor(closers), listed.join('\n'), ...end.filter((text) => text !== '')].join('\n\n')
  return question === 'why' ? text : withLines(text, lines, place.url)
}

/** The reasons are told once for all of them. */
function whyShort(standing: Standing, place: Place): string {
  if (standing.kind !== 'change' || standing.stage.kind !== 'merged') return why(standing, { ...place, holding: [] })
  return `Merged on ${standing.mergedAt}. It ships with the next release.`
}

function waitsFor(closers: AskedIssue['closers']): string {
  const open = closers.filter(({ standing }) => standing.kind === 'open').map(({ number }) => number)
  const merged = closers.filter(({ standing }) => waits(standing)).map(({ number }) => number)
  const toMerge = open.length === 0 ? [] : [`the merge of ${listOf(open)}`]
  const toRelease = merged.length === 0 ? [] : [`the release of ${listOf(merged)}`]
  const all = [...toMerge, ...toRelease]
  return all.length === 0 ? 'This waits for nothing.' : `This waits for ${all.join(' and for ')}.`
}

function waits(standing: Standing): boolean {
  if (standing.kind === 'change') return ['merged', 'in-release-pull-request'].includes(standing.stage.kind)
  return standing.kind === 'drafted'
}

function holdingOr({ holding }: Place, otherwise: string): string {
  return holding.length === 0 ? otherwise : holding.map(sayReason).join('\n\n')
}

function then({ holding }: Place): string {
  return holding.map((reason) => `\n\n${sayReason(reason)}`).join('')
}

function whatWaits({ pullRequests, others }: Contents): string {
  const listed = pullRequests.slice(0, mostListed).map((number) => `#${number}`)
  const left = pullRequests.length - listed.length
  const parts = [
    ...listed,
    ...(left === 0 ? [] : [`${left} more pull requests`]),
    ...(others === 0
      ? []
      : [others === 1 ? '1 commit without a pull request' : `${others} commits without a pull request`]),
  ]
  if (parts.length === 0) return ''
  return `, with ${parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`}`
}

/** A branch, whose name anybody chose. */
function name(branch: string): string {
  return escapeMarkdown(shorten(branch, 100))
}
