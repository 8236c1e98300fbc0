import type { Context, MiddlewareHandler } from 'hono'
import { authenticate } from '../auth/authenticate.js'
import { apiPathOf, mutationsIn } from '../faults/api-request.js'
import { clientOf } from '../rest/rate-limit.js'
import type { World } from '../world/world.js'
import type { Begun, RequestWeight, SecondaryLimits } from './secondary-limits.js'

const documentation =
  'https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits'

/** What makes content, of REST and of GraphQL. */
const contentPath =
  /^\/repos\/[^/]+\/[^/]+\/(?:issues|pulls|releases|issues\/\d+\/comments|pulls\/\d+\/(?:comments|reviews)|commits\/[^/]+\/comments)$/
const contentMutations = new Set([
  'addComment',
  'addDiscussionComment',
  'addPullRequestReview',
  'addPullRequestReviewComment',
  'addPullRequestReviewThread',
  'addPullRequestReviewThreadReply',
  'createDiscussion',
  'createIssue',
  'createPullRequest',
  'revertPullRequest',
])

/** Refuses API clients that do too much in a short time. People on pages, and git, are not counted. */
export function limitRequests(world: World, limits: SecondaryLimits): MiddlewareHandler {
  return async (c, next) => {
    const path = apiPathOf(c)
    const client = path === undefined ? undefined : await clientAsking(world, c)
    if (path === undefined || client === undefined) return next()
    const begun = limits.begin(client, await weightOf(c, path))
    if (begun.kind === 'refused') return refusal(world, begun)
    try {
      await next()
    } finally {
      begun.end()
    }
    return undefined
  }
}

/** Undefined for who signs in wrongly: that is refused further on. */
async function clientAsking(world: World, c: Context): Promise<string | undefined> {
  return authenticate(world, c.req.header('authorization')).then(clientOf, () => undefined)
}

async function weightOf(c: Context, path: string): Promise<RequestWeight> {
  if (path === '/graphql') {
    const mutations = mutationsIn(await c.req.text())
    // Each makes something, though they come in one request.
    const content = mutations.filter((name) => contentMutations.has(name)).length
    return { family: 'graphql', isWrite: mutations.length > 0, content }
  }
  const { method } = c.req
  const content = method === 'POST' && contentPath.test(path) ? 1 : 0
  return { family: 'rest', isWrite: !['GET', 'HEAD', 'OPTIONS'].includes(method), content }
}

function refusal(world: World, { why, retryAfter }: Extract<Begun, { kind: 'refused' }>): Response {
  const requestId = world.ids.guid().replaceAll('-', ':').toUpperCase()
  const message =
    why === 'content'
      ? 'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.'
      : `You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID ${requestId}.`
  const status = why === 'content' ? 403 : 429
  return new Response(JSON.stringify({ documentation_url: documentation, message, status: String(status) }), {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      date: world.clock().toUTCString(),
      'retry-after': String(retryAfter),
      'x-github-request-id': requestId,
    },
  })
}
