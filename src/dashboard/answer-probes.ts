import type { ServerResponse } from 'node:http'
import type { Metrics } from './metrics.js'

/**
 * Answers those who watch over the process: `/healthz` says that it runs, `/readyz` that it can take webhooks in, `/metrics` what it did. Gives
 * false for any other path.
 */
export function answerProbes(
  path: string,
  response: ServerResponse,
  { isReady, metrics }: { readonly isReady: () => Promise<void>; readonly metrics: Metrics },
): boolean {
  const end = (status: number, text: string, type = 'text/plain'): void =>
    void response.writeHead(status, { 'content-type': type }).end(text)
  switch (path) {
    case '/healthz':
      end(200, 'ok\n')
      return true
    case '/readyz':
      isReady().then(
        () => end(200, 'ready\n'),
        (error: unknown) => end(503, `not ready: ${error instanceof Error ? error.message : String(error)}\n`),
      )
      return true
    case '/metrics':
      metrics.print().then(
        (text) => end(200, text, metrics.contentType),
        () => end(503, 'the queue cannot be counted now\n'),
      )
      return true
    default:
      return false
  }
}
