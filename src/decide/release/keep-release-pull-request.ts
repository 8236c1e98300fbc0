import type { Action } from '../../model/action.js'
import { addChangelogEntry } from '../../model/changelog.js'
import { decided, wantsToSee, type Decision } from '../../model/decision.js'
import { releaseBranchName } from '../../model/pull-request.js'
import { manifestPaths, moveManifestVersion } from '../../model/release-files.js'
import { printReleaseTitle } from '../../model/release-title.js'
import type { ReleasePlan } from '../../model/release.js'
import * as words from '../words.js'
import { dateOfRelease } from './date-of-release.js'
import { isReleaseCommit } from './is-release-commit.js'
import { planRelease } from './plan-release.js'
import { rangeLook } from './range-look.js'
import { bodyIs, releasePullRequestBody } from './release-pull-request-body.js'
import type { Seen } from './seen.js'

/**
 * Keeps the release pull request open, and equal to what merging it would ship. The branch is one commit on top of the default branch;
 * title and body are what people see.
 */
export async function keepReleasePullRequest(seen: Seen): Promise<Decision> {
  const { snapshot, branch, config } = seen
  const range = snapshot.ranges[branch.head]
  if (range === undefined) return wantsToSee(rangeLook(seen, branch.head, () => true))

  const plan = await planRelease({
    commits: range.commits,
    previous: range.previous,
    rules: config.release,
    date: dateOfRelease(range.commits),
    link: { url: snapshot.url },
  })
  const open = snapshot.openReleasePullRequest
  if (plan.kind === 'no-release') {
    const actions: Action[] = open ? [{ kind: 'close-pull-request', number: open.number }] : []
    return decided([words.nothingToRelease(plan.unread.length)], actions)
  }
  if (isHeld(seen)) return decided([words.held(snapshot.closedReleasePullRequest?.number ?? 0)])
  const stranger = strangersCommit(seen)
  if (stranger !== undefined) return decided([words.somebodyElsesCommit(releaseBranchName, stranger)])

  const title = printReleaseTitle(plan.version)
  const body = releasePullRequestBody(words.releasePullRequest(plan.version, plan.notes, plan.unread), open?.body)
  const bodyIsFresh = open !== undefined && bodyIs(open.body, body)
  if (isOnTopOf(seen, branch.head) && open?.title === title && bodyIsFresh) {
    return decided([words.releaseUpToDate(plan.version, open.number)])
  }

  const actions: Action[] = []
  // The files follow from the notes: where these changed, so did the changelog, be the base the same or not.
  if (!isOnTopOf(seen, branch.head) || (open !== undefined && !bodyIsFresh)) {
    const paths = [...manifestPaths, ...(config.release.changelog === false ? [] : [config.release.changelog])]
    const files = snapshot.files[branch.head]
    if (files === undefined) return wantsToSee({ kind: 'files', at: branch.head, paths })
    actions.push({
      kind: 'push-release-branch',
      repositoryId: snapshot.repositoryId,
      branch: releaseBranchName,
      base: branch.head,
      baseTree: branch.tree,
      expected: snapshot.releaseBranch?.head,
      message: title,
      files: releaseFiles(seen, plan, files),
    })
  }
  if (open === undefined) {
    actions.push({ kind: 'open-pull-request', head: releaseBranchName, base: branch.name, title, body })
  } else if (open.title !== title || !bodyIsFresh) {
    actions.push({ kind: 'edit-pull-request', number: open.number, title, body })
  }
  return decided([words.releaseRefreshed(plan.version, plan.entries.length)], actions)
}

function releaseFiles({ config }: Seen, plan: ReleasePlan, files: Readonly<Record<string, string | null>>) {
  const changed: { path: string; content: string }[] = []
  for (const path of manifestPaths) {
    const content = files[path] ? moveManifestVersion(files[path], plan.version) : undefined
    if (content !== undefined) changed.push({ path, content })
  }
  const { changelog } = config.release
  if (changelog !== false) {
    changed.push({ path: changelog, content: addChangelogEntry(files[changelog] ?? '', plan.version, plan.notes) })
  }
  return changed
}

/** A pull request closed by hand holds the release while nothing has changed since. */
function isHeld({ snapshot, branch }: Seen): boolean {
  const { openReleasePullRequest, closedReleasePullRequest, releaseBranch } = snapshot
  if (openReleasePullRequest !== undefined || closedReleasePullRequest === undefined) return false
  return closedReleasePullRequest.head === releaseBranch?.head && releaseBranch.parents[0] === branch.head
}

function isOnTopOf({ snapshot }: Seen, head: string): boolean {
  const parents = snapshot.releaseBranch?.parents ?? []
  return parents.length === 1 && parents[0] === head
}

/** The newest commit on the release branch, where it is not one that the bot makes and its pull request is open. */
function strangersCommit({ snapshot }: Seen): string | undefined {
  const { releaseBranch, openReleasePullRequest } = snapshot
  if (releaseBranch === undefined || openReleasePullRequest === undefined) return undefined
  return isReleaseCommit(releaseBranch.message) ? undefined : releaseBranch.head
}
