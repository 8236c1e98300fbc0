import { Hono } from 'hono'
import { mayChangeRules } from '../auth/may-change-rules.js'
import { presentRuleset, presentRulesetListed } from '../present/present-ruleset.js'
import type { Repository } from '../world/entities.js'
import { nodeIdOf } from '../world/ids.js'
import type { BypassActor, Rule, Ruleset } from '../world/records.js'
import { nowOf } from '../world/repositories.js'
import { bypassOf, rulesOf } from '../world/rules-of.js'
import type { World } from '../world/world.js'
import { answer, answerNothing } from './answer.js'
import { answerPage } from './paging.js'
import { invalidRequest, readBody, type RequestBody } from './request-body.js'
import { found, numberParam, param, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'

const modes = ['always', 'pull_request', 'exempt'] as const

/** Rulesets, and the rules that hold for a branch. */
export function rulesetRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  function asked(c: RestContext): Ruleset {
    return found(world.records(c.get('repository')).rulesets.get(numberParam(c, 'id')))
  }

  /** Who may bypass a ruleset is shown to those alone who may change it; everybody is told whether they may themselves. */
  function answerRuleset(c: RestContext, repository: Repository, ruleset: Ruleset, status: 200 | 201 = 200): Response {
    const auth = c.get('auth')
    const actor = auth.kind === 'user' || auth.kind === 'installation' ? auth : undefined
    const current_user_can_bypass = bypassOf(world, repository, actor, ruleset)
    const { bypass_actors, ...shown } = presentRuleset(world, repository, ruleset)
    const bypass = actor && mayChangeRules(world, repository, actor) ? { bypass_actors } : {}
    return answer(c, { ...shown, ...bypass, current_user_can_bypass }, status)
  }

  routes.get('/rulesets', (c) => {
    const repository = requireRead(c, 'metadata')
    const targets = c.req.query('targets')?.split(',')
    const all = [...world.records(repository).rulesets.values()].filter(
      ({ target }) => !targets || targets.includes(target),
    )
    return answerPage(world, c, all, (ruleset) => presentRulesetListed(world, repository, ruleset))
  })

  routes.post('/rulesets', async (c) => {
    const { repository } = requireWrite(world, c, 'admin', 'administration')
    const body = await readBody(c)
    const id = world.ids.number()
    const now = nowOf(world)
    const ruleset: Ruleset = {
      id,
      nodeId: nodeIdOf('RRS', id),
      name: body.requiredString('name'),
      target: body.oneOf('target', ['branch', 'tag', 'push']) ?? 'branch',
      enforcement: enforcementIn(body) ?? 'active',
      ...conditionsIn(body),
      bypass: bypassIn(body) ?? [],
      rules: rulesIn(body) ?? [],
      createdAt: now,
      updatedAt: now,
    }
    world.records(repository).rulesets.set(id, ruleset)
    return answerRuleset(c, repository, ruleset, 201)
  })

  routes.get('/rulesets/:id{[0-9]+}', (c) => answerRuleset(c, requireRead(c, 'metadata'), asked(c)))

  routes.put('/rulesets/:id{[0-9]+}', async (c) => {
    const { repository } = requireWrite(world, c, 'admin', 'administration')
    const before = asked(c)
    const body = await readBody(c)
    const ruleset: Ruleset = {
      ...before,
      name: body.string('name') ?? before.name,
      target: body.oneOf('target', ['branch', 'tag', 'push']) ?? before.target,
      enforcement: enforcementIn(body) ?? before.enforcement,
      ...(body.has('conditions') ? conditionsIn(body) : {}),
      bypass: bypassIn(body) ?? before.bypass,
      rules: rulesIn(body) ?? before.rules,
      updatedAt: nowOf(world),
    }
    world.records(repository).rulesets.set(ruleset.id, ruleset)
    return answerRuleset(c, repository, ruleset)
  })

  routes.delete('/rulesets/:id{[0-9]+}', (c) => {
    const { repository } = requireWrite(world, c, 'admin', 'administration')
    world.records(repository).rulesets.delete(asked(c).id)
    return answerNothing()
  })

  routes.get('/rules/branches/:branch{.+}', (c) => {
    const repository = requireRead(c, 'metadata')
    const sources = rulesOf(world, repository, `refs/heads/${param(c, 'branch')}`)
    const rules = sources.flatMap((source) => {
      if (source.kind === 'protection') return []
      const from = {
        ruleset_source_type: 'Repository',
        ruleset_source: `${repository.owner.login}/${repository.name}`,
        ruleset_id: source.ruleset.id,
      }
      return source.rules.map((rule) => ({ ...rule, ...from }))
    })
    return answerPage(world, c, rules, (rule) => rule)
  })

  return routes
}

function enforcementIn(body: RequestBody): Ruleset['enforcement'] | undefined {
  return body.oneOf('enforcement', ['active', 'disabled', 'evaluate'])
}

function conditionsIn(body: RequestBody): Pick<Ruleset, 'include' | 'exclude'> {
  const names = body.object('conditions')?.object('ref_name')
  return { include: names?.strings('include') ?? [], exclude: names?.strings('exclude') ?? [] }
}

function bypassIn(body: RequestBody): BypassActor[] | undefined {
  return body.objects('bypass_actors')?.map((actor) => ({
    actor_id: actor.number('actor_id') ?? null,
    actor_type: actor.requiredString('actor_type'),
    bypass_mode: actor.oneOf('bypass_mode', modes) ?? 'always',
  }))
}

function rulesIn(body: RequestBody): Rule[] | undefined {
  return body.objects('rules')?.map((rule) => {
    const type = rule.requiredString('type')
    if (!/^\w+$/.test(type)) throw invalidRequest(`Invalid rule '${type}'.`)
    const parameters = rule.raw('parameters') as Record<string, unknown> | undefined
    return { type, ...(parameters ? { parameters } : {}) }
  })
}
