import type { World } from '../../src/local-github/world/world.js'
import { recordExchanges } from '../contract/record-exchanges.js'

/** A request that GitHub counts as making content, and when it came (milliseconds of the epoch). */
export interface ApiCall {
  readonly at: number
}

const contentMutation =
  /\b(?:addComment|createIssue|createPullRequest|addPullRequestReview|updateIssueComment|reopenIssue|closeIssue)\(/
const contentPath = /\/(?:issues|pulls|releases|comments|reviews)$/

/** Counts what makes content or notifies, edits of comments included, though GitHub counts no edits; by the world's clock. */
export function countContent(world: World): { stop(): readonly ApiCall[] } {
  const port = Number(new URL(world.url).port)
  const calls: ApiCall[] = []
  const stop = recordExchanges(({ port: asked, url, method, requestBody }) => {
    if (asked !== port) return
    const isContent = url.endsWith('/graphql')
      ? requestBody.startsWith('{"query":"mutation') && contentMutation.test(requestBody)
      : method === 'POST' && contentPath.test(url)
    if (isContent) calls.push({ at: world.clock().getTime() })
  })
  return {
    stop() {
      stop()
      return calls
    },
  }
}
