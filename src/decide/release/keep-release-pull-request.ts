import type { Action } from '../../model/action.js'
import { decided, uniteDecisions, wantsToSee, type Decision, type Reason } from '../../model/decision.js'
import type { Sha } from '../../model/commit.js'
import { releaseBranchName, type ReleasePullRequest } from '../../model/pull-request.js'
import type { CommitRange, Look } from '../../model/snapshot.js'
import { parseReleaseTitle, printReleaseTitle } from '../../model/release-title.js'
import type { ReleasePlan } from '../../model/release.js'
import { parseTagName, printTagName } from '../../model/tag-name.js'
import { waitingChanges } from '../done/waiting-changes.js'
import { watchWait } from '../done/watch-wait.js'
import * as words from '../words.js'
import * as commandWords from '../words/command-words.js'
import { foreseeRefusal, rulesetLooks } from './foresee-refusal.js'
import { answerCommands, permissionLooks, type Commands } from './answer-commands.js'
import { applyRewordings, rewordingLooks } from './apply-rewordings.js'
import { dateOfRelease } from './date-of-release.js'
import { planRelease } from './plan-release.js'
import { refreshDue } from './refresh-due.js'
import { rangeLook } from './range-look.js'
import { releaseFiles, releasePaths } from './release-files.js'
import { noEdits, readEdits, type Edits } from './read-edits.js'
import type { Seen } from './seen.js'
import { tellRelease, type ToldRelease } from './tell-release.js'
import { bodyIs, isForSameBranch, writeReleasePage } from './write-release-page.js'
import { isHeld } from './is-held.js'

/** Longer than GitHub's reads are behind. */
const lagMs = 15_000

/** While a ruleset would refuse the tag, how long until it is looked at anew: no webhook tells that it was mended. */
const guardedForMs = 30 * 60_000

/**
 * Keeps the release pull request open, and equal to what merging it would ship. The branch is one commit on top of the default branch;
 * title and body are what people see.
 */
export async function keepReleasePullRequest(seen: Seen, now: Date): Promise<Decision> {
  const observed = seen.snapshot.ranges[seen.branch.head]
  const looks = [...permissionLooks(seen, now), ...rewordingLooks(seen), ...likelyRulesetLooks(seen)]
  if (observed === undefined)
    return wantsToSee(
      rangeLook(seen, seen.branch.head, () => true),
      ...looks,
    )
  if (looks.length > 0) return wantsToSee(...looks)

  const commands = answerCommands(seen, observed.previous, now)
  const answered = decided(commands.reasons, commands.actions)
  // Reads lag: a reply that was not seen in time was given twice.
  const again = commands.actions.length === 0 ? {} : { lookAgainAt: new Date(now.getTime() + lagMs).toISOString() }
  const later = commands.answerAt === undefined ? [] : [{ ...decided([]), lookAgainAt: commands.answerAt }]
  return uniteDecisions({ ...answered, ...again }, ...later, await keep(seen, observed, commands, now))
}

async function keep(seen: Seen, observed: CommitRange, commands: Commands, now: Date): Promise<Decision> {
  const { snapshot, config } = seen
  const { commits, refused: unheard } = applyRewordings(seen, observed.commits)
  const range = { ...observed, commits }
  const plan = await planRelease({
    commits: range.commits,
    previous: range.previous,
    rules: config.release,
    date: dateOfRelease(range.commits),
    link: { url: snapshot.url },
    requests: commands.requests,
  })
  const unheeded = plan.refused.map((refused) => words.versionRefused(refused, range.previous?.name))
  const refusals = [...unheeded, ...unheard]
  const open = snapshot.openReleasePullRequest
  if (plan.kind === 'no-release') {
    const actions: Action[] = open ? [{ kind: 'close-pull-request', number: open.number }] : []
    return { ...decided([...refusals, words.nothingToRelease(plan.unread.length)], actions), next: plan }
  }
  const otherFormat = range.previous === undefined ? tagOfAnotherFormat(seen) : undefined
  if (otherFormat !== undefined) return decided([words.tagFormat(config.release.tag, otherFormat)])
  const edits = open === undefined ? noEdits : readEdits(open)
  const told = tellRelease(plan.notes, edits)
  const kept = keepFor(seen, range, { plan, told, edits, refusals }, commands, now)
  const decision = uniteDecisions(kept, watchWait(seen, now))
  return { ...decision, next: { ...plan, notes: told.entry } }
}

function keepFor(seen: Seen, range: CommitRange, telling: Telling, commands: Commands, now: Date): Decision {
  const { snapshot } = seen
  const { plan } = telling
  const taken = snapshot.tags.find(({ name }) => name === plan.tag)
  if (taken !== undefined && taken.sha === undefined) return wantsToSee({ kind: 'tags', names: [taken.name] })
  if (taken?.sha !== undefined) return decided([words.tagTaken(plan.tag, taken.sha)])
  if (isHeld(seen, range.commits)) return decided([words.held(snapshot.closedReleasePullRequest?.number ?? 0)])
  const stranger = strangersCommit(seen)
  if (stranger !== undefined) return sayThatItStopped(seen, telling, stranger)

  const verdicts = rulesetLooks(seen, plan.tag)
  const guarded = foreseeRefusal(seen, plan.tag)
  const refreshed = refresh(seen, { ...telling, refusals: [...telling.refusals, ...guarded] }, commands, now)
  if (verdicts.length > 0) return wantsToSee(...verdicts, ...refreshed.looks)
  if (guarded.length === 0) return refreshed
  const again = new Date(now.getTime() + guardedForMs).toISOString()
  return uniteDecisions(refreshed, { ...decided([]), lookAgainAt: again })
}

/** Brings branch and page up to date, where they are not and it is time. */
function refresh(seen: Seen, telling: Telling, commands: Commands, now: Date): Decision {
  const { snapshot, branch, config } = seen
  const { plan, told, edits, refusals } = telling
  const open = snapshot.openReleasePullRequest
  const title = printReleaseTitle(plan.version)
  const body = writeReleasePage(
    told,
    words.releasePullRequest(plan, refusals, { waiting: waitingChanges(seen) }),
    edits,
  )
  const pageIsFresh = open !== undefined && bodyIs(open.body, body) && open.title === title && open.base === branch.name
  if (isOnTopOf(seen, branch.head) && pageIsFresh)
    return decided([...refusals, words.releaseUpToDate(plan.version, open.number)])

  const due = refreshDue(seen, plan, { commands, isEdited: edits.isEdited }, now)
  if (open !== undefined && !isOnTopOf(seen, branch.head) && due.kind === 'waits') {
    const waiting = decided([...refusals, commandWords.refreshWaits(open.number, due.until)])
    return due.until === undefined ? waiting : { ...waiting, lookAgainAt: due.until }
  }
  const actions: Action[] = []
  // The files follow from the notes: where these changed, so did the changelog, be the base the same or not.
  if (!isOnTopOf(seen, branch.head) || (open !== undefined && !isForSameBranch(open.body, body, told))) {
    const seenFiles = snapshot.files[branch.head]
    if (seenFiles === undefined) return wantsToSee({ kind: 'files', at: branch.head, paths: releasePaths(config) })
    const written = releaseFiles(config, { version: plan.version, notes: told.entry }, seenFiles)
    if (written.kind === 'refused') return stopBefore(seen, telling, [...refusals, ...written.reasons])
    actions.push({
      kind: 'push-release-branch',
      repositoryId: snapshot.repositoryId,
      branch: releaseBranchName,
      base: branch.head,
      baseTree: branch.tree,
      expected: snapshot.releaseBranch?.head,
      message: title,
      files: written.files,
    })
  }
  if (open === undefined) {
    actions.push({ kind: 'open-pull-request', head: releaseBranchName, base: branch.name, title, body })
  } else if (!pageIsFresh) {
    actions.push(editOf(open, { title, body, base: branch.name }))
  }
  return decided([...refusals, words.releaseRefreshed(plan.version, plan.entries.length)], actions)
}

function editOf(
  open: ReleasePullRequest,
  page: { readonly title: string; readonly body: string; readonly base: string },
): Action {
  return { kind: 'edit-pull-request', number: open.number, ...page, observed: { title: open.title, body: open.body } }
}

/** A release and what people have made of its page. */
interface Telling {
  readonly plan: ReleasePlan
  readonly told: ToldRelease
  readonly edits: Edits
  /** Versions that were asked for and are not followed. */
  readonly refusals: readonly Reason[]
}

/** The branch is left alone, and whoever opens the pull request reads why. */
function sayThatItStopped(seen: Seen, { plan, told, edits }: Telling, sha: Sha): Decision {
  const { snapshot } = seen
  const reasons = [words.somebodyElsesCommit(releaseBranchName, sha)]
  const open = snapshot.openReleasePullRequest
  if (open === undefined) return decided(reasons)
  const stopped = { branch: releaseBranchName, sha }
  const body = writeReleasePage(
    told,
    words.releasePullRequest(plan, [], { waiting: waitingChanges(seen), stopped }),
    edits,
  )
  return decided(reasons, bodyIs(open.body, body) ? [] : [editOf(open, { ...open, body })])
}

/** The files cannot be written: the branch stays as it is, and whoever opens the pull request reads why. */
function stopBefore(seen: Seen, { plan, told, edits }: Telling, reasons: readonly Reason[]): Decision {
  const open = seen.snapshot.openReleasePullRequest
  if (open === undefined) return decided(reasons)
  const body = writeReleasePage(told, words.releasePullRequest(plan, reasons, { waiting: waitingChanges(seen) }), edits)
  return decided(reasons, bodyIs(open.body, body) ? [] : [editOf(open, { ...open, body })])
}

/** Those for the tag that the open release is planned to have: one look of several rounds is spared. */
function likelyRulesetLooks(seen: Seen): Look[] {
  const version = parseReleaseTitle(seen.snapshot.openReleasePullRequest?.title ?? '')
  return version === undefined ? [] : rulesetLooks(seen, printTagName(seen.config.release.tag, version))
}

function isOnTopOf({ snapshot }: Seen, head: Sha): boolean {
  return snapshot.releaseBranch?.parents[0] === head
}

/** The newest commit on the release branch, where it is not the one that the bot made and was not merged with a release. */
function strangersCommit({ snapshot }: Seen): Sha | undefined {
  const { releaseBranch, mergedReleasePullRequests } = snapshot
  if (releaseBranch === undefined || (releaseBranch.isOurs && releaseBranch.parents.length === 1)) return undefined
  return mergedReleasePullRequests.some(({ head }) => head === releaseBranch.head) ? undefined : releaseBranch.head
}

/** Where no tag is of the configured format: one that names a version in another. */
function tagOfAnotherFormat({ snapshot, config }: Seen): string | undefined {
  if (snapshot.tags.some(({ name }) => parseTagName(config.release.tag, name) !== undefined)) return undefined
  return snapshot.tags.find(({ name }) => /^(?:v|.*[@-]v?)?\d+\.\d+\.\d+$/.test(name))?.name
}
