import type { World } from '../../src/local-github/world/world.js'
import { recordExchanges } from '../contract/record-exchanges.js'

/** What GitHub counts as making content, several in one request included, and when it came (milliseconds of the epoch). */
export interface ApiCall {
  readonly at: number
}

const texts = /\b(?:addComment|createIssue|createPullRequest|addPullRequestReview|updateIssueComment)\(/g
const states = /\b(?:reopenIssue|closeIssue)\(/g
const contentPath = /\/(?:issues|pulls|releases|comments|reviews)$/

/** Counts what makes content or notifies, edits of comments included, though GitHub counts no edits; by the world's clock. */
export function countContent(world: World): { stop(): readonly ApiCall[] } {
  const port = Number(new URL(world.url).port)
  const calls: ApiCall[] = []
  const stop = recordExchanges(({ port: asked, url, method, requestBody }) => {
    if (asked !== port) return
    const made = url.endsWith('/graphql') ? madeBy(requestBody) : method === 'POST' && contentPath.test(url) ? 1 : 0
    for (let count = 0; count < made; count += 1) calls.push({ at: world.clock().getTime() })
  })
  return {
    stop() {
      stop()
      return calls
    },
  }
}

/** Of a document of mutations: what is said in a thread and what becomes of its state are one. */
function madeBy(body: string): number {
  if (!body.startsWith('{"query":"mutation')) return 0
  return Math.max(...[texts, states].map((pattern) => body.match(pattern)?.length ?? 0))
}
