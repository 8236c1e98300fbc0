import { suiteVerdict } from '../world/check-runs.js'
import type { CheckSuite, Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { presentApp } from './present-app.js'
import { presentOpenPullRequests } from './present-check-run.js'
import { repositoryApi } from './present-git-objects.js'
import { presentRepository } from './present-repository.js'
import { presentSimpleCommit } from './present-simple-commit.js'

/** A check suite; the commit is read from git after all else has been put together. */
export async function presentCheckSuite(world: World, repository: Repository, suite: CheckSuite): Promise<object> {
  const url = `${repositoryApi(world, repository)}/check-suites/${suite.id}`
  const verdict = suiteVerdict(repository, suite)
  const known = {
    id: suite.id,
    node_id: suite.nodeId,
    head_branch: suite.headBranch === '' ? null : suite.headBranch,
    head_sha: suite.headSha,
    status: verdict.status,
    conclusion: verdict.conclusion ?? null,
    url,
    before: suite.before,
    after: suite.headSha,
    pull_requests: presentOpenPullRequests(world, repository, suite.headSha),
    app: presentApp(world, suite.app),
    repository: presentRepository(world, repository),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
    latest_check_runs_count: verdict.runs.length,
    check_runs_url: `${url}/check-runs`,
  }
  const commit = await world.git(repository).readCommit(suite.headSha)
  return { ...known, head_commit: commit ? presentSimpleCommit(commit) : null }
}
