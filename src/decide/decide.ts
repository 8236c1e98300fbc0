import { readConfig } from '../model/config.js'
import { decided, uniteDecisions, type Decision } from '../model/decision.js'
import type { Snapshot } from '../model/snapshot.js'
import { answerQuestions } from './ask/answer-questions.js'
import { applyBrake } from './apply-brake.js'
import { reportChecks } from './checks/report-checks.js'
import { runDeployments } from './deploy/run-deployments.js'
import { keepLedger } from './done/keep-ledger.js'
import { onboard } from './onboarding/onboard.js'
import { reportNoPreviews, reportPreviews } from './preview/report-previews.js'
import { keepReleasePullRequest } from './release/keep-release-pull-request.js'
import { mergeByItself } from './release/merge-by-itself.js'
import { publishMergedRelease } from './release/publish-merged-release.js'
import type { Seen } from './release/seen.js'
import * as words from './words.js'

/**
 * What is to be done about a repository, and why. Pure: the same snapshot gives the same decision, and once its actions are done the
 * next snapshot gives none. What was merged is published before anything new is planned.
 */
export async function decide(snapshot: Snapshot, now: Date): Promise<Decision> {
  if (snapshot.archived) return decided([words.archived()])
  if (snapshot.configText === undefined) return onboard(snapshot, now)
  const read = readConfig(snapshot.configText)
  if (read.kind === 'invalid') {
    const decision = reportChecks(snapshot, decided([words.configInvalid(read.problems)]), now)
    return reportNoPreviews(snapshot, decision, now)
  }
  const branch = snapshot.defaultBranch
  if (branch === undefined) return decided([words.emptyRepository()])

  const seen = { snapshot, branch, config: read.config }
  const { release, telling } = await decideAwake(seen, now)
  const checked = await reportPreviews(seen, reportChecks(snapshot, release, now), now)
  const merged = mergeByItself(seen, checked, now)
  const deployments = runDeployments(seen, now)
  // Whoever asks why nothing ships is told what the merge waits for, too.
  const auto = merged.reasons.filter(({ code }) => code === 'auto-waits')
  const answers = answerQuestions(seen, uniteDecisions(release, decided(auto)), now)
  // Telling comes last: it may have to wait for its turn, and whatever is behind it does, too.
  return applyBrake(uniteDecisions(deployments, merged, answers, telling), read.config)
}

async function decideAwake(seen: Seen, now: Date): Promise<{ readonly release: Decision; readonly telling: Decision }> {
  const { decision, isFinished, out } = await publishMergedRelease(seen, now)
  if (!isFinished) return { release: decision, telling: decided([]) }
  const kept = await keepReleasePullRequest(seen, now)
  return { release: uniteDecisions(decision, kept), telling: keepLedger(seen, { out, kept }, now) }
}
