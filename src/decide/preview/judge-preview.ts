import type { Reason } from '../../model/decision.js'
import type { MergeDetails } from '../../model/merge-preview.js'
import type { Judgement, Verdict } from '../checks/wanted-check.js'
import { readOverride } from '../release/read-override.js'
import type { Seen } from '../release/seen.js'
import * as words from '../words/preview.js'
import { foreseeMerge, type NextRelease } from './foresee-merge.js'
import { followsOverride } from './merged-commits.js'
import type { Waiting } from './waiting.js'

/** What is known beside the pull requests. */
export interface Foresight {
  readonly waiting: Waiting
  readonly before: NextRelease
  readonly unknown: Reason | undefined
}

/** What the preview of a commit says, which may be the head of several pull requests. */
export async function judgePreview(
  { snapshot, config }: Seen,
  all: readonly MergeDetails[],
  { waiting, before, unknown }: Foresight,
): Promise<Judgement> {
  const previewed: words.Previewed[] = []
  for (const details of all) {
    previewed.push({
      number: details.state.number,
      merges: await foreseeMerge(details, waiting, before),
      issues: details.issues,
      issueCount: details.issueCount,
      unseen: details.commits.length === 0 ? 0 : details.commitCount - details.commits.length,
      override: overrideOf(details, waiting),
      types: Object.entries(config.release.types).filter(([type, bump]) => bump !== 'none' && type !== '*'),
    })
  }
  const basis = { head: waiting.head, link: { url: snapshot.url }, next: before.version, unknown }
  return { verdict: verdictOf(previewed, config.pullRequests.preview), text: words.preview(previewed, basis) }
}

function verdictOf(previewed: readonly words.Previewed[], mode: Seen['config']['pullRequests']['preview']): Verdict {
  const merges = previewed.flatMap((each) => each.merges)
  if (merges.some(({ unread }) => unread.length > 0)) return mode === 'require' ? 'failure' : 'neutral'
  return merges.some(({ slips }) => slips.length > 0) ? 'neutral' : 'success'
}

function overrideOf(details: MergeDetails, { rules }: Waiting): words.Previewed['override'] {
  const read = readOverride(details.body, rules)
  if (read.kind === 'none') return undefined
  if (!followsOverride(details)) return 'bot'
  return read.kind === 'unusable' ? read.why : 'followed'
}
