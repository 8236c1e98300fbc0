import { Hono } from 'hono'
import { presentWorkflow } from '../present/present-workflow.js'
import { repositoryApi } from '../present/present-git-objects.js'
import type { Workflow } from '../world/records.js'
import { dispatchWorkflow } from '../world/trigger-workflows.js'
import { runPage } from '../world/workflow-runs.js'
import { findWorkflow, workflowsOf } from '../world/workflows.js'
import type { World } from '../world/world.js'
import { answer, answerNothing } from './answer.js'
import { answerPage } from './paging.js'
import { readBody, type RequestBody } from './request-body.js'
import { found, param, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'

const one = '/actions/workflows/:workflow'

/** Workflows, and starting them by hand. */
export function workflowRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  async function asked(c: RestContext): Promise<Workflow> {
    return found(await findWorkflow(world, c.get('repository'), param(c, 'workflow')))
  }

  routes.get('/actions/workflows', async (c) => {
    const repository = requireRead(c, 'actions')
    const all = await workflowsOf(world, repository)
    return answerPage(
      world,
      c,
      all,
      (workflow) => presentWorkflow(world, repository, workflow),
      (workflows) => ({ total_count: all.length, workflows }),
    )
  })

  routes.get(one, async (c) => {
    const repository = requireRead(c, 'actions')
    return answer(c, presentWorkflow(world, repository, await asked(c)))
  })

  for (const [verb, state] of [
    ['enable', 'active'],
    ['disable', 'disabled_manually'],
  ] as const) {
    routes.put(`${one}/${verb}`, async (c) => {
      requireWrite(world, c, 'write', 'actions')
      ;(await asked(c)).state = state
      return answerNothing()
    })
  }

  routes.post(`${one}/dispatches`, async (c) => {
    const { repository, actor } = requireWrite(world, c, 'write', 'actions')
    const workflow = await asked(c)
    const body = await readBody(c)
    const ref = body.requiredString('ref')
    const run = await dispatchWorkflow(world, repository, actor, workflow, { ref, inputs: inputsIn(body) })
    if (body.boolean('return_run_details') !== true) return answerNothing()
    const run_url = `${repositoryApi(world, repository)}/actions/runs/${run.id}`
    return answer(c, { workflow_run_id: run.id, run_url, html_url: runPage(world, repository, run) })
  })

  return routes
}

function inputsIn(body: RequestBody): Record<string, string> {
  body.object('inputs')
  const inputs = (body.raw('inputs') ?? {}) as Record<string, unknown>
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, value == null ? '' : String(value)]))
}
