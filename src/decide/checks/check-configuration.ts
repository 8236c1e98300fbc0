import { configCheckName } from '../../model/check-run.js'
import { configPath, readConfig, type ConfigProblem } from '../../model/config.js'
import type { OpenPullRequest } from '../../model/open-pull-request.js'
import type { FileSeen, Look, Snapshot } from '../../model/snapshot.js'
import * as sayings from '../words/checks.js'
import { wantCheck, type CheckedCommit, type WantedCheck } from './wanted-check.js'

/** What is to be said of configurations, and what has to be seen for it. */
export interface ConfigurationChecks {
  readonly looks: readonly Look[]
  readonly wanted: readonly WantedCheck[]
  /** GitHub is still working out whether a pull request changes the file; asking made it begin. */
  readonly isOpen: boolean
}

/**
 * "Landfall / configuration": where a pull request changes `.github/landfall.yml`, and on the default branch while that file cannot be
 * used. A commit's file never changes, so it is read once, and again only where somebody presses "Re-run".
 */
export function checkConfiguration(snapshot: Snapshot): ConfigurationChecks {
  const changing = snapshot.openPullRequests.list.filter(isToBeChecked)
  const unseen = changing.filter(({ head }) => fileAt(snapshot, head) === undefined)
  return {
    isOpen: snapshot.openPullRequests.list.some((each) => each.config === 'unknown' && !hasCheck(each)),
    looks: [...new Set(unseen.map(({ head }) => head))].map((at) => ({ kind: 'files', at, paths: [configPath] })),
    wanted: [
      ...onDefaultBranch(snapshot),
      ...changing.flatMap(({ head: sha, checks }) => judgeFile({ sha, checks }, fileAt(snapshot, sha))),
    ],
  }
}

function isToBeChecked(pullRequest: OpenPullRequest): boolean {
  return pullRequest.config === 'changed' && (!hasCheck(pullRequest) || pullRequest.checks.askedAgain)
}

function hasCheck({ checks }: OpenPullRequest): boolean {
  return checks.runs.some(({ name }) => name === configCheckName)
}

function fileAt({ files }: Snapshot, sha: string): FileSeen | undefined {
  return files[sha]?.[configPath]
}

function judgeFile(commit: CheckedCommit, file: FileSeen | undefined): WantedCheck[] {
  if (file === undefined || file.kind === 'absent') return []
  if (file.kind === 'unusable') {
    return [wantCheck(configCheckName, commit, { verdict: 'failure', text: sayings.configUnreadable(file.why) })]
  }
  const read = readConfig(file.text)
  if (read.kind === 'invalid') return [failed(commit, read.problems)]
  return [wantCheck(configCheckName, commit, { verdict: 'success', text: sayings.configWorks() })]
}

function onDefaultBranch({ defaultBranch, configText, headChecks: checks }: Snapshot): WantedCheck[] {
  const read = readConfig(configText ?? '')
  if (defaultBranch === undefined || read.kind === 'valid') return []
  return [failed({ sha: defaultBranch.head, checks }, read.problems)]
}

function failed(commit: CheckedCommit, problems: readonly ConfigProblem[]): WantedCheck {
  const judged = { verdict: 'failure', text: sayings.configFails(problems) } as const
  return wantCheck(configCheckName, commit, judged, sayings.configAnnotations(problems))
}
