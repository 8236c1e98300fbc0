import type { Action, Outcome, ShowStage } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { act } from './act.js'
import { claimDeployment } from './claim-deployment.js'
import { refreshRelease } from './refresh-release.js'
import { fittingShows, showStages } from './show-stages.js'

/** How many of these actions, which come first, are carried out together, for fewer requests: one at least. */
export function together(actions: readonly Action[]): number {
  const [first, second] = actions
  if (first?.kind === 'show-stage') return fittingShows(showsIn(actions))
  if (isClaimOf(first, second)) return 2
  if (first?.kind !== 'push-release-branch' || second?.kind !== 'edit-pull-request') return 1
  const checks = first.checks?.length ?? 0
  return checks === 0 ? 1 : 2 + fittingShows(showsIn(actions.slice(2)), 1 + checks)
}

/**
 * Carries out the first of the actions, and those behind it that travel with it: give it no more than {@link together} says. Gives an outcome for each
 * that was carried out, one at least.
 */
export async function actTogether(
  octokit: Octokit,
  repo: RepoRef,
  actions: readonly Action[],
): Promise<readonly Outcome[]> {
  const [first, second] = actions
  if (first === undefined) return []
  if (first.kind === 'show-stage') return showStages(octokit, showsIn(actions))
  if (first.kind === 'write-record' && second?.kind === 'create-deployment') {
    return claimDeployment(octokit, repo, first, second)
  }
  if (first.kind === 'push-release-branch' && second?.kind === 'edit-pull-request') {
    return refreshRelease(octokit, repo, { push: first, edit: second, shows: showsIn(actions.slice(2)) })
  }
  return [await act(octokit, repo, first)]
}

function isClaimOf(first: Action | undefined, second: Action | undefined): boolean {
  return first?.kind === 'write-record' && second?.kind === 'create-deployment' && first.claims === second.purpose.key
}

/** Those that stand first, and nothing behind another action. */
function showsIn(actions: readonly Action[]): ShowStage[] {
  const shows = actions.filter((action) => action.kind === 'show-stage')
  const end = actions.findIndex(({ kind }) => kind !== 'show-stage')
  return end < 0 ? shows : shows.slice(0, end)
}
