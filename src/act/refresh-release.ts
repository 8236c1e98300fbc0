import type { EditPullRequest, Outcome, PushReleaseBranch, ShowStage } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { mutate, type Change, type Changed } from './mutate.js'
import { makeReleaseCommit } from './push-release-branch.js'
import { changesOf, stagesShown } from './show-stages.js'
import { becomeOf, moveOf } from './write-branch.js'

/** A refresh of the release pull request: a new head with its checks, and the page where it changes; and what is shown in threads behind it. */
export interface Refresh {
  readonly push: PushReleaseBranch
  readonly edit: EditPullRequest
  readonly shows: readonly ShowStage[]
}

/** A check run that was begun, with the page as it is at that moment, as far as GitHub shows them. */
interface Begun {
  readonly checkRun: {
    readonly id: string
    readonly repository: {
      readonly pullRequest: {
        readonly id: string
        readonly title: string
        readonly body: string
        readonly baseRefName: string
      } | null
    }
  } | null
}

/**
 * Tree, commit, and two requests more: one moves the branch by compare-and-swap, begins the new head's checks and, in the answer to that, reads
 * the page; the other writes the page, ends the checks, and shows stages. The checks end behind the page that they vouch for, and where a person wrote
 * there meanwhile, neither is touched. Gives outcomes of as many as were carried out: where the branch moved and a check could not be begun, of that alone.
 */
export async function refreshRelease(
  octokit: Octokit,
  repo: RepoRef,
  { push, edit, shows }: Refresh,
): Promise<readonly Outcome[]> {
  const sha = await makeReleaseCommit(octokit, repo, push)
  const checks = push.checks ?? []
  const { repositoryId } = push
  const begin = checks.map(({ name }) => ({
    mutation: 'createCheckRun',
    input: { repositoryId, headSha: sha, name, status: 'IN_PROGRESS' },
    answer: `checkRun { id repository { pullRequest(number: ${edit.number}) { id title body baseRefName } } }`,
  }))
  const [moved, ...runs] = await mutate(octokit, [moveOf(push, sha), ...begin])
  if (moved?.kind === 'failed') {
    const outcome = await becomeOf(octokit, repo, push, sha, moved.error)
    if (outcome.kind !== 'done') return [outcome]
  }
  const begun = runs.flatMap((run) => (run.kind === 'made' ? ((run.answer as Begun).checkRun ?? []) : []))
  const page = begun[0]?.repository.pullRequest
  if (page == null || begun.length < checks.length) return [{ kind: 'done' }]
  if (page.title !== edit.observed.title || page.body !== edit.observed.body) {
    return [{ kind: 'done' }, { kind: 'conflict', detail: `#${edit.number} was edited meanwhile` }]
  }

  const { title, body, base } = edit
  const write: Change = {
    mutation: 'updatePullRequest',
    input: { pullRequestId: page.id, title, body, ...(base === page.baseRefName ? {} : { baseRefName: base }) },
  }
  const end = checks.map((check, index) => ({
    mutation: 'updateCheckRun',
    input: {
      repositoryId,
      checkRunId: begun[index]?.id,
      externalId: check.key,
      output: { title: check.title, summary: check.summary },
      ...(check.verdict === 'pending' ? {} : { status: 'COMPLETED', conclusion: check.verdict.toUpperCase() }),
    },
  }))
  const results = await mutate(octokit, [write, ...end, ...shows.flatMap(changesOf)])
  const own = results.slice(0, 1 + end.length)
  requireMade(own)
  return [{ kind: 'done' }, { kind: 'done' }, ...stagesShown(shows, results.slice(own.length))]
}

function requireMade(results: readonly Changed[]): void {
  for (const result of results) if (result.kind === 'failed') throw result.error
}
