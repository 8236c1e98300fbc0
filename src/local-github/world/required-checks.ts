import type { Repository } from './entities.js'
import type { RequiredCheck } from './records.js'
import { statusesOf } from './statuses.js'

/** What is missing of the checks that a commit has to have, in GitHub's words; undefined where all are there and good. */
export function missingChecks(
  repository: Repository,
  sha: string,
  required: readonly RequiredCheck[],
): string | undefined {
  const states = required.map((check) => ({ ...check, state: checkState(repository, sha, check) }))
  const missing = states.filter(({ state }) => state !== 'success')
  const [only] = missing
  if (!only) return undefined
  if (required.length === 1) return `Required status check "${only.context}" is ${only.state}.`
  const ofAll = `${missing.length} of ${required.length} required status checks`
  const kinds = [...new Set(missing.map(({ state }) => state))]
  if (kinds.length === 1) return `${ofAll} are ${only.state}.`
  const counts = kinds.map((kind) => `${missing.filter(({ state }) => state === kind).length} ${kind}`)
  return `${ofAll} have not succeeded: ${counts.slice(0, -1).join(', ')} and ${counts.at(-1) ?? ''}.`
}

/** Whether one of the required checks came out badly. */
export function hasFailed(repository: Repository, sha: string, required: readonly RequiredCheck[]): boolean {
  return required.some((check) => checkState(repository, sha, check) === 'failing')
}

function checkState(
  repository: Repository,
  sha: string,
  { context, appId }: RequiredCheck,
): 'success' | 'expected' | 'pending' | 'failing' {
  const run = [...repository.checkRuns.values()].findLast(
    ({ headSha, name, app }) => headSha === sha && name === context && (appId === undefined || app.id === appId),
  )
  if (run) {
    if (run.status !== 'completed') return 'pending'
    return ['success', 'neutral', 'skipped'].includes(run.conclusion ?? '') ? 'success' : 'failing'
  }
  const status = appId === undefined ? statusesOf(repository, sha).find((one) => one.context === context) : undefined
  if (!status) return 'expected'
  if (status.state === 'success' || status.state === 'pending') return status.state
  return 'failing'
}
