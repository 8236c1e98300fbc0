import { Hono } from 'hono'
import { createMergedCommits } from '../graphql/merged-commits.js'
import { presentPullRequest } from '../present/present-pull-request.js'
import type { PullRequest, Repository } from '../world/entities.js'
import { gitSeen } from '../world/git-seen.js'
import { commitsOf } from '../world/mergeability.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import { commitNamed } from './find-commit.js'
import { answerPage } from './paging.js'
import { param, requireRead, type RestEnv } from './rest-request.js'

/** The pull requests that brought a commit, or would: merged ones, else open ones that hold it. */
export function commitPullRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()
  const merged = createMergedCommits(world)

  async function pullsOf(repository: Repository, sha: string): Promise<PullRequest[]> {
    const isAssociated = ({ createdAt, merged }: PullRequest): boolean => world.lag.associates(merged?.at ?? createdAt)
    const brought = (await merged.thatBrought(repository, sha)).filter(isAssociated)
    if (brought.length > 0) return brought
    const open = [...repository.pullRequests.values()].filter((each) => each.state === 'open' && isAssociated(each))
    return having(open, async (pull) => (await commitsOf(world, repository, pull)).some((commit) => commit.sha === sha))
  }

  routes.get('/commits/:ref{.+}/pulls', async (c) => {
    const repository = requireRead(c, 'pull_requests')
    const commit = await commitNamed(gitSeen(world, repository), param(c, 'ref'))
    if (!commit) throw new Refusal(422, `No commit found for SHA: ${param(c, 'ref')}`)
    const pulls = await pullsOf(repository, commit.sha)
    return answerPage(world, c, pulls, (pull) => presentPullRequest(world, repository, pull, { list: true }))
  })

  return routes
}

async function having<T>(all: readonly T[], has: (one: T) => Promise<boolean>): Promise<T[]> {
  const verdicts = await Promise.all(all.map(has))
  return all.filter((_, index) => verdicts[index])
}
