import type { Outcome, ReportCheck } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/**
 * Writes a check run. Where none is known it asks once more before it makes one: a run of this very report may have been made by a request
 * whose answer was lost. GitHub adds annotations to those that are there, so a report that has any is always a run of its own; the
 * newest counts.
 */
export async function reportCheck(octokit: Octokit, repo: RepoRef, action: ReportCheck): Promise<Outcome> {
  const { name, sha, key, appId, run, askedAgain } = action
  const where = { owner: repo.owner, repo: repo.name }
  if (run !== undefined) {
    await octokit.rest.checks.update({ ...where, check_run_id: run, external_id: key, ...said(action) })
    return { kind: 'done' }
  }
  if (!askedAgain) {
    const { data } = await octokit.rest.checks.listForRef({
      ...where,
      ref: sha,
      check_name: name,
      app_id: appId,
      filter: 'latest',
    })
    if (data.check_runs[0]?.external_id === key) return { kind: 'already' }
  }
  await octokit.rest.checks.create({ ...where, name, head_sha: sha, external_id: key, ...said(action) })
  return { kind: 'done' }
}

function said({ verdict, title, summary, annotations }: ReportCheck) {
  const output = {
    title,
    summary,
    annotations: annotations.map(({ path, line, column, message }) => ({
      path,
      start_line: line,
      end_line: line,
      start_column: column,
      end_column: column,
      annotation_level: 'failure' as const,
      message,
    })),
  }
  return verdict === 'pending'
    ? { status: 'in_progress' as const, output }
    : { status: 'completed' as const, conclusion: verdict, output }
}
