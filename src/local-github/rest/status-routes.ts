import { Hono } from 'hono'
import { presentRepository } from '../present/present-repository.js'
import { combinedState, presentStatus } from '../present/present-status.js'
import { repositoryApi } from '../present/present-git-objects.js'
import { presentUser } from '../present/present-user.js'
import { createStatus } from '../world/statuses.js'
import type { CommitStatus, Repository } from '../world/entities.js'
import { gitSeen } from '../world/git-seen.js'
import { gitOf } from '../world/repositories.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import { answer } from './answer.js'
import { commitNamed, isWholeSha } from './find-commit.js'
import { answerPage } from './paging.js'
import { invalidRequest, readBody } from './request-body.js'
import { param, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'

const states = ['error', 'failure', 'pending', 'success'] as const

/** Commit statuses, the older kin of check runs. */
export function statusRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  async function statusesOf(
    c: RestContext,
    repository: Repository,
  ): Promise<{ sha: string; statuses: CommitStatus[] }> {
    const commit = await commitNamed(gitSeen(world, repository), param(c, 'ref'))
    if (!commit) throw new Refusal(422, `No commit found for SHA: ${param(c, 'ref')}`)
    return { sha: commit.sha, statuses: repository.statuses.filter(({ sha }) => sha === commit.sha).reverse() }
  }

  routes.post('/statuses/:sha', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'write', 'statuses')
    const sha = param(c, 'sha').toLowerCase()
    const body = await readBody(c)
    const state = body.oneOf('state', states)
    if (!state) throw invalidRequest('"state" wasn\'t supplied.')
    const description = body.string('description')
    if (description !== undefined && description.length > 140) {
      const message = 'description is too long (maximum is 140 characters)'
      throw new Refusal(422, 'Validation Failed', [
        { resource: 'Status', code: 'custom', field: 'description', message },
      ])
    }
    if (!isWholeSha(sha) || !(await gitOf(world, repository).readCommit(sha))) {
      throw new Refusal(422, `No commit found for SHA: ${sha}`)
    }
    const targetUrl = body.string('target_url')
    const status = await createStatus(world, repository, actor, {
      sha,
      state,
      context: body.string('context') ?? 'default',
      ...(description === undefined ? {} : { description }),
      ...(targetUrl === undefined ? {} : { targetUrl }),
    })
    return answer(c, presentStatus(world, repository, status, presentUser(world, status.creator)), 201)
  })

  for (const path of ['/commits/:ref{.+}/statuses', '/statuses/:ref']) {
    routes.get(path, async (c) => {
      const repository = requireRead(c, 'statuses')
      const { statuses } = await statusesOf(c, repository)
      return answerPage(world, c, statuses, (status) =>
        presentStatus(world, repository, status, presentUser(world, status.creator)),
      )
    })
  }

  routes.get('/commits/:ref{.+}/status', async (c) => {
    const repository = requireRead(c, 'statuses')
    const { sha, statuses } = await statusesOf(c, repository)
    const newest = statuses.filter(
      (status, index) => statuses.findIndex(({ context }) => context === status.context) === index,
    )
    const api = repositoryApi(world, repository)
    return answerPage(
      world,
      c,
      newest,
      (status) => presentStatus(world, repository, status),
      (shown) => ({
        state: combinedState(newest),
        statuses: shown,
        sha,
        total_count: newest.length,
        repository: presentRepository(world, repository),
        commit_url: `${api}/commits/${sha}`,
        url: `${api}/commits/${sha}/status`,
      }),
    )
  })

  return routes
}
