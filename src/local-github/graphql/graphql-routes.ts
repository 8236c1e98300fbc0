import type { GraphQLSchema } from 'graphql'
import { Hono, type Context } from 'hono'
import { authenticate } from '../auth/authenticate.js'
import { Refusal } from '../world/refusal.js'
import type { Actor } from '../world/entities.js'
import type { World } from '../world/world.js'
import { createContext } from './create-objects.js'
import { dateTime } from './date-time.js'
import { loadSchema } from './load-schema.js'
import { createMergedCommits } from './merged-commits.js'
import { mutationRoot } from './mutation-root.js'
import { clientOf, createPointLimits, type PointLimit, type PointLimits } from './point-limits.js'
import { queryRoot } from './query-root.js'
import { createPrepareQuery, runQuery, type PrepareQuery, type QueryAnswer, type QueryRequest } from './run-query.js'

const documentation = 'https://docs.github.com/graphql'

/**
 * GitHub's GraphQL API, to be mounted where `POST` reaches its root. The schema is the public one, whole; what of it is not
 * implemented answers with an error that says so. Where it is not given the clients' points, it counts them
 * by itself.
 */
export function graphqlRoutes(world: World, limits: PointLimits = createPointLimits(world)): Hono {
  const routes = new Hono()
  const mergedCommits = createMergedCommits(world)
  let loaded: { readonly schema: GraphQLSchema; readonly prepareQuery: PrepareQuery } | undefined
  function load(): NonNullable<typeof loaded> {
    const schema = loadSchema()
    return { schema, prepareQuery: createPrepareQuery(schema) }
  }

  async function answer(actor: Actor, request: QueryRequest, requestId: string): Promise<QueryAnswer> {
    const { schema, prepareQuery } = (loaded ??= load())
    const prepared = prepareQuery(request)
    if (!('document' in prepared)) return prepared
    const { cost, nodeCount, operation } = prepared
    if (!limits.spend(actor, cost)) {
      return { errors: [{ type: 'RATE_LIMITED', message: `API rate limit exceeded for ${clientOf(actor)}.` }] }
    }
    const { limit, remaining, used, resetAt } = limits.look(actor)
    const context = createContext({
      world,
      actor,
      mergedCommits,
      requestId,
      rateLimit: { cost, nodeCount, limit, remaining, used, resetAt: dateTime(resetAt.toISOString()) },
    })
    return runQuery(
      schema,
      prepared,
      request,
      operation.operation === 'mutation' ? mutationRoot(context) : queryRoot(context),
    )
  }

  routes.post('/', async (c) => {
    const requestId = world.ids.guid().replaceAll('-', ':').toUpperCase()
    try {
      const actor = await actorOf(world, c)
      const request = await requestOf(c)
      const body = 'query' in request ? await answer(actor, request, requestId) : request
      return reply(world, requestId, 200, body, limits.look(actor))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { status, message } = error
      return reply(world, requestId, status, { message, documentation_url: documentation, status: String(status) })
    }
  })

  return routes
}

/** @throws {Refusal} 401 for who did not sign in, and for an app that is not an installation */
async function actorOf(world: World, c: Context): Promise<Actor> {
  const auth = await authenticate(world, c.req.header('authorization'))
  if (auth.kind === 'anonymous') throw new Refusal(401, 'This endpoint requires you to be authenticated.')
  if (auth.kind === 'app') throw new Refusal(401, 'Bad credentials')
  return auth
}

/** @throws {Refusal} 400 for what is no JSON */
async function requestOf(c: Context): Promise<QueryRequest | QueryAnswer> {
  const body: unknown = await c.req.json().catch(() => {
    throw new Refusal(400, 'Problems parsing JSON')
  })
  const { query, variables, operationName } = (body ?? {}) as Record<string, unknown>
  if (typeof query !== 'string') {
    return { errors: [{ message: 'A query attribute must be specified and must be a string.' }] }
  }
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) {
    return { errors: [{ message: 'Variables must be a JSON object.' }] }
  }
  return {
    query,
    variables: (variables ?? {}) as Record<string, unknown>,
    operationName: typeof operationName === 'string' && operationName !== '' ? operationName : undefined,
  }
}

function reply(world: World, requestId: string, status: number, body: unknown, limit?: PointLimit): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      // Clients read the drift of their own clock out of it, so it has to be the world's.
      date: world.clock().toUTCString(),
      'x-github-media-type': 'github.v4; format=json',
      'x-github-request-id': requestId,
      ...(limit
        ? {
            'x-ratelimit-limit': String(limit.limit),
            'x-ratelimit-remaining': String(limit.remaining),
            'x-ratelimit-used': String(limit.used),
            'x-ratelimit-reset': String(Math.floor(limit.resetAt.getTime() / 1000)),
            'x-ratelimit-resource': 'graphql',
          }
        : {}),
    },
  })
}
