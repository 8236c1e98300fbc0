import type { Action } from '../../model/action.js'
import type { Commit, Sha } from '../../model/commit.js'
import { configPath } from '../../model/config.js'
import { decided, wantsToSee, type Decision } from '../../model/decision.js'
import { onboardingBranchName } from '../../model/onboarding.js'
import type { ReleasePlan } from '../../model/release.js'
import type { CommitRange, Snapshot } from '../../model/snapshot.js'
import { dateOfRelease } from '../release/date-of-release.js'
import { planRelease } from '../release/plan-release.js'
import { replayRelease } from '../replay/replay-release.js'
import type { Comparable } from '../replay/predict.js'
import * as words from '../words.js'
import { onboardingPullRequest, onboardingTitle } from '../words/onboarding.js'
import { candidatePaths } from './candidate-files.js'
import { historyLooks, pastReleases, unknownTags, waitingRange } from './past-releases.js'
import { proposeConfig, tagFormatOf, translate, type Proposal } from './propose-config.js'

/**
 * Where Landfall sleeps: the one pull request that proposes a configuration. It is opened once, and never again while it is there, be it
 * open, merged or closed; nothing else in the repository is touched. A fork is left alone.
 */
export async function onboard(snapshot: Snapshot, now: Date): Promise<Decision> {
  const { defaultBranch: branch, onboarding } = snapshot
  if (branch === undefined) return decided([words.emptyRepository()])
  if (snapshot.fork || onboarding.pullRequest !== undefined) return decided([words.asleep()])
  if (onboarding.branch !== undefined && !onboarding.branch.isOurs) {
    return decided([words.asleep(), words.somebodyElsesCommit(onboardingBranchName, onboarding.branch.head)])
  }

  const files = snapshot.files[branch.head]
  if (files === undefined) return wantsToSee({ kind: 'files', at: branch.head, paths: candidatePaths })
  const format = tagFormatOf(translate(files), snapshot.tags)
  const unknown = unknownTags(snapshot, format)
  if (unknown.length > 0) return wantsToSee({ kind: 'tags', names: unknown })
  const looks = historyLooks(snapshot, branch.head, format).filter(({ head }) => snapshot.ranges[head] === undefined)
  if (looks.length > 0) return wantsToSee(...looks)

  const waiting = waitingRange(snapshot, branch.head, format) ?? { previous: undefined, commits: [] }
  const past = pastReleases(snapshot, branch.head, format)
  const since = sinceWhen(waiting, past, now)
  const proposal = proposeConfig({ files, tags: snapshot.tags, past, since })
  const body = onboardingPullRequest({
    proposal,
    next: await planNext(snapshot, branch.head, waiting, proposal),
    isCut: waiting.isCut === true,
    replayed: past.map((each) => replayRelease(each, proposal.config.release)),
    url: snapshot.url,
  })
  const push: Action = {
    kind: 'push-release-branch',
    repositoryId: snapshot.repositoryId,
    branch: onboardingBranchName,
    base: branch.head,
    baseTree: branch.tree,
    expected: onboarding.branch?.head,
    message: onboardingTitle,
    files: [{ path: configPath, content: proposal.text }],
  }
  const isThere = onboarding.branch?.parents[0] === branch.head
  const open = {
    kind: 'open-pull-request',
    head: onboardingBranchName,
    base: branch.name,
    title: onboardingTitle,
    body,
  } as const
  return decided([words.onboarding()], isThere ? [open] : [push, open])
}

/** The next release and what it would tell. Merging the proposal is a commit as well, and some rules release that too. */
async function planNext(
  { url }: Snapshot,
  head: Sha,
  { previous, commits }: CommitRange,
  { config }: Proposal,
): Promise<{ readonly version: string | undefined; readonly told: ReleasePlan | undefined; readonly unread: number }> {
  const since = previous === undefined ? Date.parse(config.since ?? '') : NaN
  const waiting = Number.isNaN(since) ? commits : commits.filter((commit) => Date.parse(commit.committedAt) >= since)
  const merging: Commit = { sha: '0'.repeat(40), parents: [head], message: onboardingTitle, committedAt: '' }
  const input = { previous, rules: config.release, date: dateOfRelease(waiting), link: { url } }
  const next = await planRelease({ ...input, commits: [...waiting, merging] })
  const told = await planRelease({ ...input, commits: waiting })
  return {
    version: next.kind === 'release' ? next.version : undefined,
    told: told.kind === 'release' ? told : undefined,
    unread: told.unread.length,
  }
}

/**
 * The day from which on changes count: that of the newest release; where nothing was released, that of the first commit, or today where
 * the history is too long for a first release to tell.
 */
function sinceWhen(waiting: CommitRange, past: readonly Comparable[], now: Date): string {
  const today = now.toISOString().slice(0, 10)
  const newest = past[0]?.release
  const tagged =
    newest?.tag.sha === waiting.previous?.sha ? newest?.commits.find(({ sha }) => sha === newest.tag.sha) : undefined
  if (waiting.previous === undefined && waiting.isCut) return today
  const dates = (tagged === undefined ? waiting.commits : [tagged]).map(({ committedAt }) => committedAt.slice(0, 10))
  const [earliest] = dates.filter((date) => /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date))).sort()
  return earliest === undefined || earliest > today ? today : earliest
}
