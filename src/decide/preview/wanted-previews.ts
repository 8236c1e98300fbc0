import { previewCheckName, releaseCheckName, type ReportedChecks } from '../../model/check-run.js'
import type { Sha } from '../../model/commit.js'
import type { OpenPullRequest } from '../../model/open-pull-request.js'
import type { Snapshot } from '../../model/snapshot.js'
import type { Judgement } from '../checks/wanted-check.js'
import type { Seen } from '../release/seen.js'
import * as words from '../words/preview.js'
import { openKey, previewBasis, previewKey } from './preview-key.js'

/** A preview that a commit should have. */
export interface WantedPreview {
  readonly sha: Sha
  readonly checks: ReportedChecks
  readonly key: string
  /** The open pull requests into the default branch with this head; none where what is said is known already. */
  readonly pullRequests: readonly OpenPullRequest[]
  readonly judged: Judgement | undefined
}

/** What is said of a pull request of our own. */
export const ownPreview: { readonly key: string; readonly judged: Judgement } = {
  key: 'own',
  judged: { verdict: 'success', text: words.own() },
}

/** Whether people can require the check, so that all have it. */
export function isRequired({ config }: Pick<Seen, 'config'>): boolean {
  return config.pullRequests.preview === 'require'
}

/**
 * The previews that are not said yet or are to be said again, the pull request that nobody touched for longest first. Where people can require the
 * check, all that is merged into the repository has it; elsewhere only what it is about.
 */
export function wantedPreviews(seen: Seen, isVersionKnown: boolean): WantedPreview[] {
  const { snapshot } = seen
  const basis = previewBasis(seen)
  const isWantedOfAll = isRequired(seen)
  const wanted = [...byHead(snapshot)].flatMap(([sha, all]): WantedPreview[] => {
    const checks = all[0]?.checks
    if (checks === undefined) return []
    const told = all.filter((each) => each.base === seen.branch.name && !isOurs(snapshot, each))
    const isThere = hasPreview(checks)
    const fixed = (key: string, judged: Judgement): WantedPreview => ({ sha, checks, key, pullRequests: [], judged })
    if (basis === 'off') return isThere ? [fixed(basis, { verdict: 'neutral', text: words.switchedOff() })] : []
    if (told.length > 0) {
      const key = previewKey(basis, told)
      return [{ sha, checks, key: isVersionKnown ? key : openKey(key), pullRequests: told, judged: undefined }]
    }
    if (all.some((each) => isOurs(snapshot, each)))
      return isWantedOfAll ? [fixed(ownPreview.key, ownPreview.judged)] : []
    return isWantedOfAll || isThere ? [fixed('elsewhere', { verdict: 'neutral', text: words.elsewhere() })] : []
  })
  return [...(isWantedOfAll ? onMergeGroups(snapshot) : []), ...wanted]
    .map((each) => ({ ...each, checks: withLostRerun(each.checks) }))
    .filter((each) => !isSaid(each))
}

/** Where the configuration of the default branch cannot be used, who mends it is kept back by no check that never comes. */
export function wantedWithoutConfiguration({ openPullRequests }: Snapshot): WantedPreview[] {
  return openPullRequests.list
    .filter(({ config, checks }) => config === 'changed' && !hasPreview(checks))
    .map(({ head, checks }) => ({
      sha: head,
      checks,
      key: 'no-config',
      pullRequests: [],
      judged: { verdict: 'neutral', text: words.withoutConfiguration() },
    }))
}

function onMergeGroups({ mergeGroups }: Snapshot): WantedPreview[] {
  const judged: Judgement = { verdict: 'success', text: words.mergeGroup() }
  return mergeGroups.map(({ sha, checks }) => ({ sha, checks, key: 'group', pullRequests: [], judged }))
}

/**
 * "Re-run" has each check made anew, this one last. Where the bot was stopped in between, GitHub takes the re-run for done; then this check is older than
 * the one that it is otherwise made after.
 */
function withLostRerun(checks: ReportedChecks): ReportedChecks {
  const idOf = (wanted: string): number | undefined => checks.runs.find(({ name }) => name === wanted)?.id
  const isOlder = (idOf(previewCheckName) ?? NaN) < (idOf(releaseCheckName) ?? NaN)
  return isOlder ? { ...checks, askedAgain: true } : checks
}

/** Where a version is not known, a preview that named one is left as it is. */
function isSaid({ checks, key }: WantedPreview): boolean {
  const there = checks.runs.find(({ name }) => name === previewCheckName)
  return there !== undefined && !checks.askedAgain && (there.key === key || openKey(there.key) === key)
}

/** A check belongs to a commit, which may be the head of several; the one that nobody touched for longest first. */
function byHead({ openPullRequests }: Snapshot): Map<Sha, OpenPullRequest[]> {
  const found = new Map<Sha, OpenPullRequest[]>()
  for (const each of openPullRequests.list.toReversed()) found.set(each.head, [...(found.get(each.head) ?? []), each])
  return found
}

function hasPreview({ runs }: ReportedChecks): boolean {
  return runs.some(({ name }) => name === previewCheckName)
}

function isOurs({ openReleasePullRequest, onboarding }: Snapshot, { number }: OpenPullRequest): boolean {
  return number === openReleasePullRequest?.number || number === onboarding.pullRequest?.number
}
