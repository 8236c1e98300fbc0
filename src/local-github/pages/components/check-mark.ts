import type { CheckRun, CommitStatus, Repository } from '../../world/entities.js'
import { html, type Html } from './html.js'
import { icon, type IconName } from './icon.js'

export type Verdict = 'success' | 'failure' | 'pending' | 'neutral'

/** One check on a commit, be it a check run or a status. */
export interface Check {
  readonly name: string
  readonly verdict: Verdict
  readonly words: string
  readonly detail: string
  readonly by: string
  readonly run: CheckRun | undefined
  readonly url: string | undefined
}

/** The newest check run of each name and the newest status of each context. */
export function checksOn(repository: Repository, sha: string): readonly Check[] {
  const runs = new Map<string, CheckRun>()
  for (const run of repository.checkRuns.values()) if (run.headSha === sha) runs.set(`${run.app.id}/${run.name}`, run)
  const statuses = new Map<string, CommitStatus>()
  for (const status of repository.statuses) if (status.sha === sha) statuses.set(status.context, status)
  return [...[...runs.values()].map(ofRun), ...[...statuses.values()].map(ofStatus)]
}

/** One verdict for all of them; undefined where there are none. */
export function verdictOf(checks: readonly Check[]): Verdict | undefined {
  if (checks.length === 0) return undefined
  if (checks.some(({ verdict }) => verdict === 'failure')) return 'failure'
  return checks.some(({ verdict }) => verdict === 'pending') ? 'pending' : 'success'
}

const marks: Record<Verdict, readonly [icon: IconName, tone: string, words: string]> = {
  success: ['check', 'green', 'All checks have passed'],
  failure: ['cross', 'red', 'Some checks were not successful'],
  pending: ['dot', 'amber', "Some checks haven't completed yet"],
  neutral: ['skip', 'grey', 'Neutral'],
}

export function verdictIcon(verdict: Verdict): Html {
  const [name, tone] = marks[verdict]
  return html`<span class="${tone}">${icon(name)}</span>`
}

export function verdictWords(verdict: Verdict): string {
  return marks[verdict][2]
}

/** The small mark beside a commit. */
export function checkMark(repository: Repository, sha: string): Html | '' {
  const verdict = verdictOf(checksOn(repository, sha))
  if (!verdict) return ''
  return html`<span title="${verdictWords(verdict)}"
    >${verdictIcon(verdict)}<span class="visually-hidden">${verdictWords(verdict)}</span></span
  >`
}

function ofRun(run: CheckRun): Check {
  const { name, output, app, detailsUrl, status, conclusion } = run
  const verdict = verdictOfRun(run)
  const words = (status === 'completed' ? (conclusion ?? 'completed') : status).replace('_', ' ')
  return { name, verdict, words, detail: output.title ?? '', by: app.name, run, url: detailsUrl }
}

function verdictOfRun({ status, conclusion }: CheckRun): Verdict {
  if (status !== 'completed') return 'pending'
  if (conclusion === 'success') return 'success'
  return conclusion === 'neutral' || conclusion === 'skipped' ? 'neutral' : 'failure'
}

function ofStatus({ context, state, description, creator, targetUrl }: CommitStatus): Check {
  const verdict = state === 'error' ? 'failure' : state
  return {
    name: context,
    verdict,
    words: state,
    detail: description,
    by: creator.login,
    run: undefined,
    url: targetUrl,
  }
}
