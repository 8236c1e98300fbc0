import { Hono } from 'hono'
import { presentDeployment, presentDeploymentStatus } from '../present/present-deployment.js'
import type { Deployment, DeploymentStatus } from '../world/records.js'
import { autoMerge, requireContexts } from '../world/deployment-conditions.js'
import { createDeployment, createDeploymentStatus, deleteDeployment } from '../world/deployments.js'
import { gitOf } from '../world/repositories.js'
import { Refusal } from '../world/refusal.js'
import type { World } from '../world/world.js'
import { answer, answerNothing } from './answer.js'
import { commitNamed } from './find-commit.js'
import { answerPage } from './paging.js'
import { invalidRequest, readBody, type RequestBody } from './request-body.js'
import { found, numberParam, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'

const states = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'] as const
const one = '/deployments/:id{[0-9]+}'

/** Deployments and their statuses. */
export function deploymentRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  function asked(c: RestContext): Deployment {
    return found(world.records(c.get('repository')).deployments.get(numberParam(c, 'id')))
  }

  routes.get('/deployments', (c) => {
    const repository = requireRead(c, 'deployments')
    const { sha, ref, task, environment } = c.req.query()
    const fits = (wanted: string | undefined, value: string) => !wanted || wanted === 'none' || wanted === value
    const shown = [...world.records(repository).deployments.values()]
      .filter(
        (one) => fits(sha, one.sha) && fits(ref, one.ref) && fits(task, one.task) && fits(environment, one.environment),
      )
      .reverse()
    return answerPage(world, c, shown, (deployment) => presentDeployment(world, repository, deployment))
  })

  routes.post('/deployments', async (c) => {
    const { repository, actor } = requireWrite(world, c, 'write', 'deployments')
    const body = await readBody(c)
    const ref = body.requiredString('ref')
    const input = {
      ref,
      environment: body.string('environment') || undefined,
      task: body.string('task'),
      payload: payloadIn(body),
      description: body.string('description'),
      transient: body.boolean('transient_environment'),
      production: body.boolean('production_environment'),
    }
    const contexts = body.strings('required_contexts')
    const mayMerge = body.boolean('auto_merge') ?? true
    const commit = await commitNamed(gitOf(world, repository), ref)
    if (!commit) throw new Refusal(422, `No ref found for: ${ref}`)
    const { sha } = commit
    if (mayMerge && (await autoMerge(world, repository, actor, { ref, sha }))) {
      return answer(c, { message: `Auto-merged ${repository.defaultBranch} into ${ref} on deployment.` }, 202)
    }
    requireContexts(repository, { ref, sha }, contexts)
    const deployment = createDeployment(world, repository, actor, { ...input, sha })
    return answer(c, presentDeployment(world, repository, deployment), 201)
  })

  routes.get(one, (c) => {
    const repository = requireRead(c, 'deployments')
    return answer(c, presentDeployment(world, repository, asked(c)))
  })

  routes.delete(one, (c) => {
    const { repository } = requireWrite(world, c, 'write', 'deployments')
    deleteDeployment(world, repository, asked(c))
    return answerNothing()
  })

  routes.get(`${one}/statuses`, (c) => {
    const repository = requireRead(c, 'deployments')
    const deployment = asked(c)
    return answerPage(world, c, [...deployment.statuses].reverse(), (status: DeploymentStatus) =>
      presentDeploymentStatus(world, repository, deployment, status),
    )
  })

  routes.get(`${one}/statuses/:status{[0-9]+}`, (c) => {
    const repository = requireRead(c, 'deployments')
    const deployment = asked(c)
    const status = found(deployment.statuses.find(({ id }) => id === numberParam(c, 'status')))
    return answer(c, presentDeploymentStatus(world, repository, deployment, status))
  })

  routes.post(`${one}/statuses`, async (c) => {
    const deployment = asked(c)
    const { repository, actor } = requireWrite(world, c, 'write', 'deployments')
    const body = await readBody(c)
    const state = body.oneOf('state', states)
    if (!state) throw invalidRequest('"state" wasn\'t supplied.')
    const status = createDeploymentStatus(world, repository, actor, deployment, {
      state,
      description: body.string('description'),
      environment: body.string('environment'),
      environmentUrl: body.string('environment_url'),
      logUrl: body.string('log_url') ?? body.string('target_url'),
      autoInactive: body.boolean('auto_inactive'),
    })
    return answer(c, presentDeploymentStatus(world, repository, deployment, status), 201)
  })

  return routes
}

function payloadIn(body: RequestBody): object | string | undefined {
  const payload = body.raw('payload')
  if (payload === undefined || payload === null) return undefined
  if (typeof payload === 'string' || typeof payload === 'object') return payload
  throw invalidRequest(`For 'payload', ${JSON.stringify(payload)} is not an object or a string.`)
}
