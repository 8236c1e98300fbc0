import { Hono } from 'hono'
import { presentProtection, presentRequiredChecks } from '../present/present-protection.js'
import type { Repository } from '../world/entities.js'
import type { BranchProtection, PushRestrictions, RequiredCheck, RequiredReviews } from '../world/records.js'
import { Refusal } from '../world/refusal.js'
import { gitOf } from '../world/repositories.js'
import { findTeam } from '../world/teams.js'
import { findUser } from '../world/users.js'
import type { World } from '../world/world.js'
import { answer, answerNothing } from './answer.js'
import { readBody, type RequestBody } from './request-body.js'
import { found, param, requireRead, requireWrite, type RestContext, type RestEnv } from './rest-request.js'

const one = '/branches/:branch{.+}/protection'

/** The protection of a branch, the older kind of rules. */
export function protectionRoutes(world: World): Hono<RestEnv> {
  const routes = new Hono<RestEnv>()

  async function asked(c: RestContext): Promise<BranchProtection> {
    const repository = c.get('repository')
    await requireBranch(c, repository)
    const protection = world.records(repository).protections.get(param(c, 'branch'))
    if (!protection) throw new Refusal(404, 'Branch not protected')
    return protection
  }

  async function requireBranch(c: RestContext, repository: Repository): Promise<void> {
    const sha = await gitOf(world, repository).resolve(`refs/heads/${param(c, 'branch')}`)
    if (!sha) throw new Refusal(404, 'Branch not found')
  }

  function read(c: RestContext): Repository {
    const auth = c.get('auth')
    if (auth.kind === 'installation') return requireRead(c, 'administration')
    return requireWrite(world, c, 'write', 'administration').repository
  }

  routes.get(one, async (c) => {
    const repository = read(c)
    return answer(c, presentProtection(world, repository, await asked(c)))
  })

  routes.put(one, async (c) => {
    const { repository } = requireWrite(world, c, 'admin', 'administration')
    await requireBranch(c, repository)
    const protection = protectionIn(world, repository, param(c, 'branch'), await readBody(c))
    world.records(repository).protections.set(protection.branch, protection)
    return answer(c, presentProtection(world, repository, protection))
  })

  routes.delete(one, async (c) => {
    const { repository } = requireWrite(world, c, 'admin', 'administration')
    world.records(repository).protections.delete((await asked(c)).branch)
    return answerNothing()
  })

  routes.get(`${one}/required_status_checks`, async (c) => {
    const repository = read(c)
    const protection = await asked(c)
    if (!protection.requiredChecks) throw new Refusal(404, 'Required status checks not enabled')
    return answer(c, presentRequiredChecks(world, repository, protection))
  })

  routes.patch(`${one}/required_status_checks`, async (c) => {
    const { repository } = requireWrite(world, c, 'admin', 'administration')
    const protection = await asked(c)
    const { requiredChecks: before } = protection
    if (!before) throw new Refusal(404, 'Required status checks not enabled')
    const body = await readBody(c)
    const isChanged = body.has('checks') || body.has('contexts')
    protection.requiredChecks = {
      strict: body.boolean('strict') ?? before.strict,
      checks: isChanged ? checksIn(body) : before.checks,
    }
    return answer(c, presentRequiredChecks(world, repository, protection))
  })

  return routes
}

function protectionIn(world: World, repository: Repository, branch: string, body: RequestBody): BranchProtection {
  const checks = body.object('required_status_checks')
  const flag = (name: string) => body.boolean(name) ?? false
  return {
    branch,
    requiredChecks: checks && { strict: checks.boolean('strict') ?? false, checks: checksIn(checks) },
    reviews: reviewsIn(body.object('required_pull_request_reviews')),
    restrictions: restrictionsIn(world, repository, body.object('restrictions')),
    enforceAdmins: flag('enforce_admins'),
    linearHistory: flag('required_linear_history'),
    allowForcePushes: flag('allow_force_pushes'),
    allowDeletions: flag('allow_deletions'),
    lockBranch: flag('lock_branch'),
    conversationResolution: flag('required_conversation_resolution'),
    blockCreations: flag('block_creations'),
  }
}

function checksIn(body: RequestBody): RequiredCheck[] {
  const checks = body.objects('checks')?.map((check) => {
    const appId = check.number('app_id')
    // -1 is how one says "any app".
    return { context: check.requiredString('context'), appId: appId === -1 ? undefined : appId }
  })
  return checks ?? (body.strings('contexts') ?? []).map((context) => ({ context, appId: undefined }))
}

function reviewsIn(body: RequestBody | undefined): RequiredReviews | undefined {
  return (
    body && {
      count: body.number('required_approving_review_count') ?? 1,
      dismissStale: body.boolean('dismiss_stale_reviews') ?? false,
      codeOwners: body.boolean('require_code_owner_reviews') ?? false,
      lastPushApproval: body.boolean('require_last_push_approval') ?? false,
    }
  )
}

function restrictionsIn(
  world: World,
  { owner }: Repository,
  body: RequestBody | undefined,
): PushRestrictions | undefined {
  if (!body) return undefined
  const bySlug = (slug: string) => [...world.apps.values()].find((app) => app.slug === slug)
  return {
    users: (body.strings('users') ?? []).map((login) => found(findUser(world, login))),
    teams: (body.strings('teams') ?? []).map((slug) => found(findTeam(world, owner, slug))),
    apps: (body.strings('apps') ?? []).map((slug) => found(bySlug(slug))),
  }
}
