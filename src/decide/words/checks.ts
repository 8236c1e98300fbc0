import { mostAnnotations, type CheckAnnotation } from '../../model/check-run.js'
import { shortSha, type Sha } from '../../model/commit.js'
import { configPath, type ConfigProblem } from '../../model/config.js'
import type { Reason, ReasonCode } from '../../model/decision.js'
import { escapeMarkdown, shorten } from '../release/escape-markdown.js'

/** What a check run says; the title is plain text, the summary Markdown that is safe to print. */
export interface CheckText {
  readonly title: string
  readonly summary: string
}

/** Reasons that quote nothing, or quote it as code; the texts of others are escaped. */
const safe: readonly ReasonCode[] = [
  'file-unusable',
  'nowhere-for-version',
  'override-refused',
  'refresh-waits',
  'release-up-to-date',
  'somebody-elses-commit',
  'tag-guarded',
  'version-file-missing',
  'version-refused',
  'version-unknown',
  'waits-too-long',
]

export function ordinary(): CheckText {
  return {
    title: 'Not a release pull request',
    summary: 'Merging this publishes nothing. What it changes is listed in the release pull request once it is merged.',
  }
}

export function listsAll(reasons: readonly Reason[]): CheckText {
  return {
    title: 'Lists exactly what merging it ships',
    summary: paragraphs([
      'Title, notes and files are those of the default branch as it is now.',
      ...reasons.map(sayReason),
    ]),
  }
}

/** The warning comes with a verdict that keeps nobody from merging: merging is what it asks for. */
export function listsAllTooLong(reasons: readonly Reason[]): CheckText {
  return { ...listsAll(reasons), title: 'Lists exactly what merging it ships, some of which waits too long' }
}

export function listsLess(reasons: readonly Reason[]): CheckText {
  return {
    title: 'Does not list what merging it would ship',
    summary: paragraphs([
      ...reasons.map(sayReason),
      ...(reasons.some(({ code }) => code === 'refresh-waits')
        ? ['To have it refreshed now, comment `/release refresh` in the release pull request.']
        : []),
      'Merging it as it is ships commits that nobody reads about in it, or a version that is not theirs.',
    ]),
  }
}

export function refreshing(): CheckText {
  return {
    title: 'The default branch moved on: being refreshed',
    summary: 'A newer commit takes the place of this one, and is checked in its turn.',
  }
}

export function publishingFirst(): CheckText {
  return {
    title: 'The release before this one is not published yet',
    summary: 'Landfall goes on here once it is out. What it waits for is said in the pull request of that release.',
  }
}

/** The group stands on commits that the release pull request was not written for. */
export function groupShipsMore(pullRequest: number, base: Sha, listed: Sha): CheckText {
  return {
    title: 'The merge group ships commits that the release pull request does not list',
    summary: paragraphs([
      `#${pullRequest} lists what ${shortSha(listed)} ships, the head of the default branch. This group would merge it on top of ${shortSha(base)}, with what stands before it in the queue.`,
      'Once those are merged and the release pull request is refreshed, put it into the queue again.',
    ]),
  }
}

export function noRelease(reasons: readonly Reason[]): CheckText {
  return {
    title: 'No release can be made',
    summary: paragraphs([...reasons.map(sayReason), 'Landfall goes on by itself once that is mended.']),
  }
}

export function releaseWorks(): CheckText {
  return { title: 'Nothing stands in the way of a release', summary: 'What did is mended.' }
}

export function configWorks(): CheckText {
  return { title: 'The configuration can be used', summary: `Landfall can read ${configPath} as it is here.` }
}

export function configFails(problems: readonly ConfigProblem[]): CheckText {
  const places = problems.map(
    ({ line, column, message }) => `* line ${line}, column ${column}: ${escapeMarkdown(shorten(message, 500))}`,
  )
  return {
    title: `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in ${configPath}`,
    summary: paragraphs([
      'With this configuration Landfall would release nothing.',
      places.join('\n'),
      'Each key is described in docs/configuration.md of Landfall.',
    ]),
  }
}

export function configUnreadable(why: string): CheckText {
  return {
    title: `${configPath} cannot be read`,
    summary: `${configPath} is ${why}. It has to be a file of text, written in YAML.`,
  }
}

export function configAnnotations(problems: readonly ConfigProblem[]): CheckAnnotation[] {
  return problems
    .slice(0, mostAnnotations)
    .map(({ line, column, message }) => ({ path: configPath, line, column, message: shorten(message, 1_000) }))
}

/** A reason as Markdown that is safe to print. */
export function sayReason({ code, text }: Reason): string {
  return safe.includes(code) ? text : escapeMarkdown(text)
}

function paragraphs(texts: readonly string[]): string {
  return texts.join('\n\n')
}
