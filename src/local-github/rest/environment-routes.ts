import { Hono } from 'hono'
import { presentEnvironment } from '../present/present-environment.js'
import type { Repository } from '../world/entities.js'
import { nodeIdOf } from '../world/ids.js'
import { addGate, deleteEnvironment, findEnvironment, setEnvironment } from '../world/environments.js'
import type { Environment, Reviewer } from '../world/records.js'
import type { World } from '../world/world.js'
import { answer, answerNothing } from './answer.js'
import { answerPage } from './paging.js'
import { invalidRequest, readBody, type RequestBody } from './request-body.js'
import { found, numberParam, param, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'

const longestWait = 43_200
const mostReviewers = 6
const one = '/environments/:environment'

/** Environments and what protects them. */
export function environmentRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  function asked(c: RestContext): Environment {
    return found(findEnvironment(world, c.get('repository'), param(c, 'environment')))
  }

  routes.get('/environments', (c) => {
    const repository = requireRead(c, 'actions', 'environments', 'deployments')
    const all = [...world.records(repository).environments.values()]
    return answerPage(
      world,
      c,
      all,
      (environment) => presentEnvironment(world, repository, environment),
      (environments) => ({ total_count: all.length, environments }),
    )
  })

  routes.get(one, (c) => {
    const repository = requireRead(c, 'actions', 'environments', 'deployments')
    return answer(c, presentEnvironment(world, repository, asked(c)))
  })

  routes.put(one, async (c) => {
    const { repository } = requireWrite(world, c, 'admin', 'administration')
    const body = await readBody(c)
    const waitTimer = body.number('wait_timer') ?? 0
    if (waitTimer < 0 || waitTimer > longestWait) {
      throw invalidRequest(`wait_timer must be between 0 and ${longestWait}.`)
    }
    const environment = setEnvironment(world, repository, param(c, 'environment'), {
      waitTimer,
      preventSelfReview: body.boolean('prevent_self_review') ?? false,
      reviewers: reviewersIn(world, repository, body),
      branchPolicy: branchPolicyIn(body),
    })
    return answer(c, presentEnvironment(world, repository, environment))
  })

  routes.delete(one, (c) => {
    const { repository } = requireWrite(world, c, 'admin', 'administration')
    deleteEnvironment(world, repository, asked(c))
    return answerNothing()
  })

  routes.get(`${one}/deployment-branch-policies`, (c) => {
    requireRead(c, 'actions')
    const all = asked(c).branchPatterns
    return answerPage(world, c, all, presentPattern, (policies) => ({
      total_count: all.length,
      branch_policies: policies,
    }))
  })

  routes.post(`${one}/deployment-branch-policies`, async (c) => {
    requireWrite(world, c, 'admin', 'administration')
    const environment = asked(c)
    found(environment.branchPolicy?.customBranchPolicies === true ? environment : undefined)
    const body = await readBody(c)
    const name = body.requiredString('name')
    const type = body.oneOf('type', ['branch', 'tag']) ?? 'branch'
    const pattern = { id: world.ids.number(), name, type }
    environment.branchPatterns.push(pattern)
    return answer(c, presentPattern(pattern))
  })

  routes.get(`${one}/deployment_protection_rules`, (c) => {
    requireRead(c, 'actions')
    const { gates } = asked(c)
    return answer(c, {
      total_count: gates.length,
      custom_deployment_protection_rules: gates.map((gate) => presentGate(world, gate)),
    })
  })

  routes.post(`${one}/deployment_protection_rules`, async (c) => {
    requireWrite(world, c, 'admin', 'administration')
    const environment = asked(c)
    const id = (await readBody(c)).number('integration_id')
    const app = id === undefined ? undefined : world.apps.get(id)
    return answer(c, presentGate(world, addGate(world, environment, found(app))), 201)
  })

  routes.delete(`${one}/deployment_protection_rules/:rule{[0-9]+}`, (c) => {
    requireWrite(world, c, 'admin', 'administration')
    const { gates } = asked(c)
    const gate = found(gates.find(({ id }) => id === numberParam(c, 'rule')))
    gates.splice(gates.indexOf(gate), 1)
    return answerNothing()
  })

  return routes
}

function presentPattern({ id, name, type }: Environment['branchPatterns'][number]): object {
  return { id, node_id: nodeIdOf('DBP', id), name, type }
}

function presentGate(world: World, { id, app }: Environment['gates'][number]): object {
  const { slug, nodeId } = app
  const integration = { id: app.id, slug, integration_url: `${world.url}/api/v3/apps/${slug}`, node_id: nodeId }
  return { id, node_id: nodeIdOf('GA', id), enabled: true, app: integration }
}

function reviewersIn(world: World, { owner }: Repository, body: RequestBody): Reviewer[] {
  const asked = body.objects('reviewers') ?? []
  if (asked.length > mostReviewers) throw invalidRequest(`No more than ${mostReviewers} reviewers are allowed.`)
  return asked.map((reviewer): Reviewer => {
    const type = reviewer.oneOf('type', ['User', 'Team'])
    const id = reviewer.number('id') ?? 0
    if (type === 'Team') {
      const team = world.teams.get(id)
      if (team?.organization.id === owner.id) return { type, team }
    }
    const user = [...world.users.values()].find((one) => one.id === id)
    if (type === 'User' && user) return { type, user }
    throw invalidRequest(`No ${type ?? 'reviewer'} with the id ${id}.`)
  })
}

function branchPolicyIn(body: RequestBody): Environment['branchPolicy'] {
  const policy = body.object('deployment_branch_policy')
  if (!policy) return undefined
  const protectedBranches = policy.boolean('protected_branches') ?? false
  const customBranchPolicies = policy.boolean('custom_branch_policies') ?? false
  if (protectedBranches === customBranchPolicies) {
    throw invalidRequest('protected_branches and custom_branch_policies cannot have the same value.')
  }
  return { protectedBranches, customBranchPolicies }
}
