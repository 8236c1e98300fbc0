import type { Sha } from '../model/commit.js'
import type { BranchMove, DeployablePullRequest } from '../model/deployable.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Look, Snapshot } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'
import { isBotNamed } from './actor.js'
import {
  deployableDeclarations,
  deployableFields,
  deployableFragments,
  deployableVariables,
  type DeployableNode,
} from './deployable-fields.js'
import { observeCommitChecks } from './observe-commit-checks.js'
import { isHidden, isMissing } from './is-missing.js'
import { toComment } from './observe-comments.js'
import type { ReadAlong } from './read-along.js'

const deployableQuery = `
  query ($owner: String!, $name: String!, ${deployableDeclarations}) {
    repository(owner: $owner, name: $name) { pullRequest(number: $number) { ${deployableFields} } }
  }
  ${deployableFragments}`

const decisions = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  REVIEW_REQUIRED: 'review-required',
} as const

/**
 * All that bears on deploying a pull request: a GraphQL query, none where it was read along, and one for each further hundred of checks; a REST request for the pushes to its branch,
 * and one for what that lacks of its base, where the branch was not known before or moved meanwhile. `missing` where there is no such pull request.
 */
export async function observeDeployable(
  octokit: Octokit,
  snapshot: Pick<Snapshot, 'repo' | 'appId' | 'login' | 'openPullRequests'>,
  { pullRequest: number }: Pick<Extract<Look, { kind: 'deployable' }>, 'pullRequest'>,
  along?: ReadAlong,
): Promise<DeployablePullRequest | 'missing'> {
  const { repo } = snapshot
  const branch = snapshot.openPullRequests.list.find((open) => open.number === number)?.branch
  const node =
    along?.deployable?.number === number ? along.deployable : await readPullRequest(octokit, repo, number, branch)
  if (node === null) return 'missing'
  const { headRefOid: head, baseRef, author, reviewDecision } = node
  // Reads lag: the newest commit may not be that of the head yet, and then nothing is known of it.
  const commit = node.commits.nodes.map((each) => each.commit).find(({ oid }) => oid === head)
  const first = commit ?? { statusCheckRollup: { contexts: null } }
  const isSelf = isBotNamed(snapshot.login)
  const base = baseRef?.target?.oid
  const compared = baseRef?.compare
  const isCompared = compared != null && compared.baseTarget.oid === base && compared.headTarget.oid === head
  return {
    number,
    state: node.state.toLowerCase() as Lowercase<typeof node.state>,
    author: author?.login,
    isDraft: node.isDraft,
    isFork: node.isCrossRepository,
    head,
    tree: commit?.tree.oid,
    headBranch: node.headRefName,
    base: node.baseRefName,
    mergeCommit: node.mergeCommit?.oid,
    reviewDecision: reviewDecision === null ? undefined : decisions[reviewDecision],
    behindBy: isCompared
      ? compared.behindBy
      : base === undefined
        ? undefined
        : await behindBy(octokit, repo, base, head),
    checks: await observeCommitChecks(octokit, snapshot, { oid: head, first, rules: baseRef, pullRequest: number }),
    pushes: node.isCrossRepository ? undefined : await observePushes(octokit, repo, node.headRefName),
    comments: node.comments.nodes.map((comment) => toComment(comment, isSelf)),
  }
}

async function readPullRequest(
  octokit: Octokit,
  repo: RepoRef,
  number: number,
  branch: string | undefined,
): Promise<DeployableNode | null> {
  const ask = (named: string | undefined) =>
    octokit.graphql<{ repository: { pullRequest: DeployableNode | null } }>(deployableQuery, {
      ...{ owner: repo.owner, name: repo.name },
      ...deployableVariables(number, named),
    })
  try {
    const answer = await ask(branch).catch((error: unknown) => {
      // What cannot be compared so is compared by itself.
      if (branch === undefined || !isMissing(error)) throw error
      return ask(undefined)
    })
    return answer.repository.pullRequest
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** Of a fork's commit, too: what a pull request brings is in the repository that it was opened in. */
async function behindBy(octokit: Octokit, repo: RepoRef, base: Sha, head: Sha): Promise<number | undefined> {
  return unlessHidden(async () => {
    const where = { owner: repo.owner, repo: repo.name, basehead: `${base}...${head}`, per_page: 1 }
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead(where)
    return data.behind_by
  })
}

/** The newest hundred moves of a branch, newest first; undefined where GitHub does not show them. */
async function observePushes(octokit: Octokit, repo: RepoRef, branch: string): Promise<BranchMove[] | undefined> {
  return unlessHidden(async () => {
    const ref = `refs/heads/${branch}`
    const where = { owner: repo.owner, repo: repo.name, ref, per_page: 100 }
    const { data } = await octokit.rest.repos.listActivities(where)
    return data.filter((move) => move.ref === ref).map(({ after, timestamp }) => ({ after, at: timestamp }))
  })
}

async function unlessHidden<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (isHidden(error)) return undefined
    throw error
  }
}
