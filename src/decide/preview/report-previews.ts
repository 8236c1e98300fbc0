import type { ReportCheck } from '../../model/action.js'
import { previewCheckName, releaseCheckName } from '../../model/check-run.js'
import { uniteDecisions, wantsToSee, type Decision, type Reason } from '../../model/decision.js'
import { isSameState, type MergeDetails } from '../../model/merge-preview.js'
import type { Look, Snapshot } from '../../model/snapshot.js'
import { headCheck, withHeadChecks } from '../checks/check-new-head.js'
import { toReport } from '../checks/to-report.js'
import { wantCheck, type WantedCheck } from '../checks/wanted-check.js'
import { applyRewordings } from '../release/apply-rewordings.js'
import { previousTagCandidates } from '../release/previous-tag-candidates.js'
import type { Seen } from '../release/seen.js'
import { nextRelease } from './foresee-merge.js'
import { judgePreview } from './judge-preview.js'
import { previewBasis } from './preview-key.js'
import {
  isRequired,
  ownPreview,
  wantedPreviews,
  wantedWithoutConfiguration,
  type WantedPreview,
} from './wanted-previews.js'
import type { Waiting } from './waiting.js'

/** How many previews one look reports, and how many checks in all: GitHub takes 80 writes a minute, and a look that wrote is followed by one ten seconds later. */
const mostPreviews = 10
const mostReports = 40
const untilMoreMs = 60_000

/** Longer than GitHub's reads are behind. */
const untilReadMs = 15_000

/** Adds to a decision about a repository what merging its open pull requests would do, where that is not said yet. */
export async function reportPreviews(seen: Seen, decision: Decision, now: Date): Promise<Decision> {
  const { snapshot } = seen
  // GitHub tells everybody of the messages that they would write themselves.
  if (snapshot.isOthersView === true || snapshot.mergeSettings === undefined) return decision
  if (isPublishing(decision)) return decision
  const isVersionKnown = decision.looks.length > 0 || decision.next !== undefined
  const all = wantedPreviews(seen, isVersionKnown)
  const pages = furtherPages(seen, decision, all)
  if (pages !== undefined) return pages
  const due = all.slice(0, roomFor(snapshot))
  const unread = due
    .flatMap(({ pullRequests }) => pullRequests)
    .filter(({ number }) => detailsOf(snapshot, number) === undefined)
  const looks: Look[] =
    unread.length === 0 ? [] : [{ kind: 'merge-details', pullRequests: unread.map(({ number }) => number) }]
  if (decision.looks.length + looks.length > 0) return uniteDecisions(decision, wantsToSee(...looks))

  const isMoved = (wanted: WantedPreview): boolean =>
    wanted.pullRequests.some((each) => {
      const details = detailsOf(snapshot, each.number)
      return details !== undefined && !isSameState(details.state, each)
    })
  const checks = await judgeAll(
    seen,
    due.filter((wanted) => !isMoved(wanted)),
    decision,
  )
  return withReports(
    isRequired(seen) ? withOwn(decision) : decision,
    toReport(checks, snapshot.appId),
    [...(all.length > due.length ? [untilMoreMs] : []), ...(due.some(isMoved) ? [untilReadMs] : [])],
    now,
  )
}

/** The release's head that is being made has no preview of its own, and says so as it is made: where people can require one, all have it. */
function withOwn(decision: Decision): Decision {
  const isChecked = decision.actions.some((action) => action.kind === 'push-release-branch' && action.checks)
  if (!isChecked) return decision
  const { key, judged } = ownPreview
  return { ...decision, actions: withHeadChecks(decision.actions, [headCheck(previewCheckName, judged, key)]) }
}

/** Says where it must that nothing can be foreseen, while the configuration of the default branch cannot be used. */
export function reportNoPreviews(snapshot: Snapshot, decision: Decision, now: Date): Decision {
  if (decision.looks.length > 0) return decision
  const wanted = wantedWithoutConfiguration(snapshot).slice(0, mostPreviews)
  return withReports(decision, toReport(wanted.flatMap(toFixedCheck), snapshot.appId), [], now)
}

/** The checks that people may require come first. */
function roomFor({ openPullRequests: { list } }: Snapshot): number {
  const others = list.filter(({ checks }) => !checks.runs.some(({ name }) => name === releaseCheckName))
  return Math.min(mostPreviews, Math.max(0, mostReports - others.length))
}

/** A look that publishes is followed by another at once, which knows what came of it. */
function isPublishing({ actions }: Decision): boolean {
  return actions.some(({ kind }) => kind === 'create-tag' || kind === 'create-release')
}

/** The pages behind the first are worth a look only while a pull request on this one waits. */
function furtherPages(seen: Seen, decision: Decision, wanted: readonly WantedPreview[]): Decision | undefined {
  const { more } = seen.snapshot.openPullRequests
  if (more === undefined || wanted.every(({ pullRequests, key }) => pullRequests.length === 0 && key !== 'off'))
    return undefined
  const others = decision.looks.filter(({ kind }) => kind !== 'open-pull-requests')
  const look: Look = { kind: 'open-pull-requests', after: more, preview: previewBasis(seen) }
  return { ...decision, looks: [...others, look], actions: [] }
}

async function judgeAll(seen: Seen, wanted: readonly WantedPreview[], decision: Decision): Promise<WantedCheck[]> {
  if (wanted.length === 0) return []
  const waiting = waitingFor(seen, decision)
  const before = await nextRelease(waiting)
  const found: WantedCheck[] = []
  for (const each of wanted) {
    found.push(...toFixedCheck(each))
    if (each.judged !== undefined) continue
    const details = each.pullRequests.flatMap(({ number }) => detailsOf(seen.snapshot, number) ?? [])
    const judged = await judgePreview(seen, details, { waiting, before, unknown: whyUnknown(decision) })
    found.push({ ...wantCheck(previewCheckName, each, judged), key: each.key })
  }
  return found
}

function toFixedCheck({ judged, key, sha, checks }: WantedPreview): WantedCheck[] {
  return judged === undefined ? [] : [{ ...wantCheck(previewCheckName, { sha, checks }, judged), key }]
}

function waitingFor(seen: Seen, { next }: Decision): Waiting {
  const { snapshot, branch, config } = seen
  const range = next === undefined ? undefined : snapshot.ranges[branch.head]
  const asked = next?.kind === 'release' ? next.asked : undefined
  return {
    head: branch.head,
    commits: applyRewordings(seen, range?.commits ?? []).commits,
    // What a change of 0.x moves follows from the version, and any release tells that.
    previous: range === undefined ? newestTag(seen) : range.previous,
    rules: config.release,
    url: snapshot.url,
    requests: asked?.by.kind === 'comment' ? [asked] : [],
    settings: snapshot.mergeSettings ?? { methods: [], singleCommitSpeaks: false, texts: '' },
  }
}

function newestTag({ snapshot, config }: Seen): Waiting['previous'] {
  const [newest] = previousTagCandidates(snapshot.tags, config.release.tag)
  return newest?.sha === undefined ? undefined : { name: newest.name, sha: newest.sha }
}

/** What keeps the next version from being known. */
function whyUnknown({ next, reasons }: Decision): Reason | undefined {
  return next === undefined ? reasons[0] : undefined
}

function detailsOf({ mergeDetails }: Snapshot, number: number): MergeDetails | undefined {
  return mergeDetails?.[number]
}

function withReports(
  decision: Decision,
  reports: readonly ReportCheck[],
  waits: readonly number[],
  now: Date,
): Decision {
  const times = waits.map((ms) => new Date(now.getTime() + ms).toISOString())
  const [earliest] = [decision.lookAgainAt ?? [], times].flat().sort()
  return {
    ...decision,
    actions: [...decision.actions, ...reports],
    ...(earliest === undefined ? {} : { lookAgainAt: earliest }),
  }
}
