import type { IncomingMessage, ServerResponse } from 'node:http'
import type { GitHttp } from '../git-http/git-http.js'
import { parseGitRequest } from '../git-http/git-request.js'
import type { Faults } from './create-faults.js'
import type { RequestEffect } from './fault-rule.js'
import type { Wait } from './wait.js'

/** git over HTTP, with the faults that the rules want: `POST /{owner}/{repo}.git/git-receive-pack` is a push. */
export function faultyGit(git: GitHttp, faults: Faults, wait: Wait): GitHttp {
  return (request, response) => {
    if (!parseGitRequest(request)) return false
    const path = (request.url ?? '/').replace(/\?.*$/, '')
    const effect = faults.strikeRequest({ method: request.method ?? 'GET', path, graphql: undefined })
    if (!effect) return git(request, response)
    if (effect.when === 'after') {
      spoilTheEnd(effect, request, response, wait)
      git(request, response)
    } else {
      void spoil(effect, request, response, wait).then((isDone) => isDone || git(request, response))
    }
    return true
  }
}

/** What was pushed is there when the answer ends, and that end never comes whole. Its status was sent long before: it can only be cut. */
function spoilTheEnd(effect: RequestEffect, request: IncomingMessage, response: ServerResponse, wait: Wait): void {
  const end = response.end.bind(response) as (...rest: unknown[]) => ServerResponse
  response.end = (...rest: unknown[]) => {
    if (effect.kind === 'delay') void wait(effect.ms).then(() => end(...rest))
    else if (effect.kind !== 'hang') request.socket.destroy()
    return response
  }
}

/** True where the request is done with. */
async function spoil(
  effect: RequestEffect,
  request: IncomingMessage,
  response: ServerResponse,
  wait: Wait,
): Promise<boolean> {
  switch (effect.kind) {
    case 'status':
      response.writeHead(effect.status, { 'content-type': 'text/plain' }).end(`${effect.message ?? 'Server Error'}\n`)
      return true
    case 'delay':
      await wait(effect.ms)
      return false
    case 'reset':
      request.socket.destroy()
      return true
    case 'hang':
      return true
  }
}
