import { configPath } from '../../model/config.js'
import { onboardingBranchName } from '../../model/onboarding.js'
import type { ReleasePlan } from '../../model/release.js'
import type { Untranslated } from '../onboarding/translation.js'
import { escapeMarkdown, shorten } from '../release/escape-markdown.js'
import type { ReplayedRelease } from '../replay/replay-release.js'

/** The title of the pull request that proposes a configuration, and the message of its one commit. It asks for no release. */
export const onboardingTitle = 'chore: let Landfall make the releases'

const longestNotes = 30_000
const mostListed = 50

/** What is said where a repository is met for the first time. `told` holds safe Markdown; all else from the repository is escaped here. */
export interface FirstDay {
  readonly proposal: {
    readonly text: string
    readonly from: { readonly tool: string; readonly sources: readonly string[] } | undefined
    readonly untranslated: readonly Untranslated[]
  }
  readonly next: {
    readonly version: string | undefined
    readonly told: ReleasePlan | undefined
    readonly unread: number
  }
  /** Whether more commits wait than were read. */
  readonly isCut: boolean
  /** Newest first. */
  readonly replayed: readonly ReplayedRelease[]
  readonly url: string
}

/** The body of the onboarding pull request. */
export function onboardingPullRequest(day: FirstDay): string {
  return [
    `**Merging this wakes Landfall here. Closing it sends it away for good.** Until then it touches nothing but this pull request.`,
    '',
    `The one file is \`${configPath}\`${basis(day)}. Change it here as you like: what you merge is what counts.`,
    '',
    '### The next release',
    '',
    ...sayNext(day),
    '',
    '### What Landfall would have released',
    '',
    ...sayReplay(day),
    '',
    ...sayUntranslated(day),
    '---',
    '',
    `Written once, from what was there when it was opened; Landfall does not write here again. To see it anew after closing it, add \`${configPath}\` yourself. The branch is \`${onboardingBranchName}\`.`,
  ].join('\n')
}

function basis({ proposal, replayed }: FirstDay): string {
  const { from } = proposal
  if (from !== undefined) {
    const sources = from.sources.map((path) => `\`${path}\``).join(' and ')
    return `, translated from the configuration of ${from.tool} (${sources})`
  }
  return replayed.length === 0
    ? ', at its defaults: there are no past releases to learn from'
    : ', worked out from your tags and commits'
}

function sayNext({ next, isCut }: FirstDay): string[] {
  const cut = isCut ? ['', 'More waits than was read for this: the next version may be a higher one.'] : []
  const unread =
    next.unread === 0
      ? []
      : [
          '',
          `${next.unread === 1 ? '1 commit is' : `${next.unread} commits are`} not written as Conventional Commits; the release pull request lists them.`,
        ]
  if (next.version === undefined) return ['Nothing waits that asks for a release.', ...unread, ...cut]
  if (next.told === undefined)
    return [`**${next.version}**: by these rules merging this asks for it. Nothing else waits.`, ...unread, ...cut]
  return [
    `**${next.version}**. A release pull request for it opens once this is merged. What waits:`,
    '',
    cutNotes(next.told.notes.trim()),
    ...unread,
    ...cut,
  ]
}

function sayReplay({ replayed, url }: FirstDay): string[] {
  if (replayed.length === 0) return ['There is no release to compare with: a first one follows from nothing.']
  const others = replayed.filter(({ agrees }) => !agrees)
  const agreeing = replayed.length - others.length
  const [newest, oldest] = [nameOf(replayed[0]?.tag), nameOf(replayed.at(-1)?.tag)]
  const which =
    replayed.length === 1
      ? `the newest release, ${newest}`
      : `your newest ${replayed.length} releases, from ${oldest} to ${newest}`
  return [
    `By this file, **${agreeing} of ${replayed.length}** would have had the same version (${which}).`,
    ...(others.length === 0 ? [] : ['']),
    ...others.map(
      ({ tag, predicted, reason }) =>
        `* ${nameOf(tag)} would have been ${predicted === null ? 'none' : predicted}. ${escapeMarkdown(shorten(reason, 300), { url })}`,
    ),
    '',
    '`npx landfall replay .` in a clone compares the whole history.',
  ]
}

function sayUntranslated({ proposal }: FirstDay): string[] {
  const list = proposal.untranslated
  if (list.length === 0) return []
  return [
    '### What could not be translated',
    '',
    ...list.slice(0, mostListed).map(({ what, why }) => `* **${nameOf(what)}**: ${sentence(why)}`),
    ...(list.length > mostListed ? [`* and ${list.length - mostListed} more`] : []),
    '',
    ...(proposal.from === undefined
      ? []
      : [`Switch ${proposal.from.tool} off when you merge this: two bots that release get in each other's way.`, '']),
  ]
}

/** A reason quotes text from the repository here and there; code spans in it are ours. */
function sentence(why: string): string {
  return escapeMarkdown(why)
}

function nameOf(text: string | undefined): string {
  return escapeMarkdown(shorten(text ?? '', 120))
}

function cutNotes(notes: string): string {
  if (notes.length <= longestNotes) return notes
  return `${notes.slice(0, notes.lastIndexOf('\n', longestNotes))}\n\n… and more: the release pull request has them all.`
}
