import { Hono } from 'hono'
import { presentAnnotation } from '../present/present-annotation.js'
import { presentCheckRun } from '../present/present-check-run.js'
import { presentCheckSuite } from '../present/present-check-suite.js'
import { createCheckRun, updateCheckRun } from '../world/check-runs.js'
import type { Actor, App, CheckRun, CheckSuite, Repository } from '../world/entities.js'
import { gitSeen } from '../world/git-seen.js'
import { gitOf } from '../world/repositories.js'
import { Refusal } from '../world/refusal.js'
import { rerequestCheckRun, rerequestCheckSuite } from '../world/rerequest-checks.js'
import type { World } from '../world/world.js'
import { answer } from './answer.js'
import { checkFieldsIn } from './check-fields.js'
import { commitNamed, isWholeSha } from './find-commit.js'
import { answerPage } from './paging.js'
import { readBody } from './request-body.js'
import { found, numberParam, param, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'

/** Check runs and check suites. Only apps make and change them, each its own. */
export function checkRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  async function shaAsked(c: RestContext, repository: Repository): Promise<string> {
    const commit = await commitNamed(gitSeen(world, repository), param(c, 'ref'))
    if (!commit) throw new Refusal(422, `No commit found for SHA: ${param(c, 'ref')}`)
    return commit.sha
  }

  function requireApp(c: RestContext): { repository: Repository; actor: Actor } {
    const { repository, actor } = requireWrite(world, c, 'read', 'checks')
    if (actor.kind !== 'installation') throw new Refusal(403, 'You must authenticate via a GitHub App.')
    return { repository, actor }
  }

  function runAsked(c: RestContext): CheckRun {
    return found(c.get('repository').checkRuns.get(numberParam(c, 'id')))
  }

  function suiteAsked(c: RestContext): CheckSuite {
    return found(c.get('repository').checkSuites.get(numberParam(c, 'id')))
  }

  /** People press "Re-run" on a page; through the API an app asks for its own again, and no other. */
  function requireOwn(actor: Actor, app: App): void {
    if (actor.kind === 'installation' && actor.installation.app.id === app.id) return
    throw new Refusal(403, 'Resource not accessible by integration')
  }

  function answerRuns(c: RestContext, repository: Repository, runs: readonly CheckRun[]): Promise<Response> {
    const { check_name: name, status, app_id: app, filter = 'latest' } = c.req.query()
    const wanted = runs
      .filter(
        (run) =>
          (!name || run.name === name) && (!status || run.status === status) && (!app || String(run.app.id) === app),
      )
      .sort((a, b) => b.id - a.id)
      .filter(
        (run, at, all) =>
          filter === 'all' || all.findIndex((one) => one.name === run.name && one.app.id === run.app.id) === at,
      )
    const present = (run: CheckRun) => presentCheckRun(world, repository, run)
    return answerPage(world, c, wanted, present, (shown) => ({ total_count: wanted.length, check_runs: shown }))
  }

  routes.post('/check-runs', async (c) => {
    const { repository, actor } = requireApp(c)
    const body = await readBody(c)
    const name = body.requiredString('name')
    const headSha = body.requiredString('head_sha').toLowerCase()
    if (!isWholeSha(headSha) || !(await gitOf(world, repository).readCommit(headSha))) {
      throw new Refusal(422, `No commit found for SHA: ${headSha}`)
    }
    const run = await createCheckRun(world, repository, actor, { name, headSha, ...checkFieldsIn(body) })
    return answer(c, await presentCheckRun(world, repository, run), 201)
  })

  routes.get('/check-runs/:id{[0-9]+}', async (c) => {
    const repository = requireRead(c, 'checks')
    return answer(c, await presentCheckRun(world, repository, runAsked(c)))
  })

  routes.get('/check-runs/:id{[0-9]+}/annotations', (c) => {
    const repository = requireRead(c, 'checks')
    const { output, headSha } = runAsked(c)
    return answerPage(world, c, output.annotations, (one) => presentAnnotation(world, repository, headSha, one))
  })

  routes.patch('/check-runs/:id{[0-9]+}', async (c) => {
    const { repository, actor } = requireApp(c)
    const run = runAsked(c)
    const body = await readBody(c)
    const name = body.string('name')
    const edited = updateCheckRun(world, repository, actor, run, {
      ...(name === undefined ? {} : { name }),
      ...checkFieldsIn(body),
    })
    return answer(c, await presentCheckRun(world, repository, edited))
  })

  routes.post('/check-runs/:id{[0-9]+}/rerequest', (c) => {
    const { repository, actor } = requireApp(c)
    const run = runAsked(c)
    requireOwn(actor, run.app)
    rerequestCheckRun(world, repository, actor, run)
    return answer(c, {}, 201)
  })

  routes.get('/commits/:ref{.+}/check-runs', async (c) => {
    const repository = requireRead(c, 'checks')
    const sha = await shaAsked(c, repository)
    return answerRuns(
      c,
      repository,
      [...repository.checkRuns.values()].filter((run) => run.headSha === sha),
    )
  })

  routes.get('/commits/:ref{.+}/check-suites', async (c) => {
    const repository = requireRead(c, 'checks')
    const sha = await shaAsked(c, repository)
    const app = c.req.query('app_id')
    const suites = [...repository.checkSuites.values()].filter(
      (suite) => suite.headSha === sha && (!app || String(suite.app.id) === app),
    )
    return answerPage(
      world,
      c,
      suites,
      (suite) => presentCheckSuite(world, repository, suite),
      (shown) => ({ total_count: suites.length, check_suites: shown }),
    )
  })

  routes.get('/check-suites/:id{[0-9]+}', async (c) => {
    const repository = requireRead(c, 'checks')
    return answer(c, await presentCheckSuite(world, repository, suiteAsked(c)))
  })

  routes.post('/check-suites/:id{[0-9]+}/rerequest', (c) => {
    const { repository, actor } = requireApp(c)
    const suite = suiteAsked(c)
    requireOwn(actor, suite.app)
    rerequestCheckSuite(world, repository, actor, suite)
    return answer(c, {}, 201)
  })

  routes.get('/check-suites/:id{[0-9]+}/check-runs', (c) => {
    const repository = requireRead(c, 'checks')
    const suite = suiteAsked(c)
    return answerRuns(
      c,
      repository,
      [...repository.checkRuns.values()].filter((run) => run.suiteId === suite.id),
    )
  })

  return routes
}
