import { subscribe } from 'node:diagnostics_channel'

/** Requests that carry this header are a person's, and no tool's. */
export const personHeader = 'x-bench-person'

/** Counts at the server's door what reaches the local GitHub on `port`, by the protocol that it speaks. */
export function countRequests(port) {
  let seen = []
  subscribe('http.server.request.start', ({ request }) => {
    if (request.socket.localPort !== port || request.headers[personHeader] !== undefined) return
    seen.push({ kind: kindOf(request), line: `${request.method} ${request.url}` })
  })

  return {
    /** How many were asked since the `work` at hand began. */
    soFar: () => seen.length,
    /** Does `work`, and tells what was asked while it ran and how many seconds it took. */
    async during(work) {
      seen = []
      const start = performance.now()
      const result = await work()
      const seconds = (performance.now() - start) / 1000
      const count = (kind) => seen.filter((request) => request.kind === kind).length
      return {
        result,
        seconds,
        rest: count('rest'),
        graphql: count('graphql'),
        git: count('git'),
        lines: seen.map(({ line }) => line),
      }
    },
  }
}

function kindOf({ url }) {
  if (/^\/(api\/)?graphql\b/.test(url)) return 'graphql'
  if (/^\/[^/]+\/[^/]+\/(info\/refs|git-upload-pack|git-receive-pack)\b/.test(url)) return 'git'
  return 'rest'
}
