import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { findRepository } from '../world/repositories.js'
import type { Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { GitRefusal, gitActor, requireGitAccess } from './git-actor.js'
import { gitProcess } from './git-process.js'
import { parseGitRequest, type GitRequest } from './git-request.js'
import { oneAtATime } from './one-at-a-time.js'
import { flushPacket, packetLine } from './packet-line.js'
import { receivePush } from './receive-push.js'

/** Serves a request if it is one of git's, and says whether it was. */
export type GitHttp = (request: IncomingMessage, response: ServerResponse) => boolean

/** git's smart protocol over HTTP: clones and fetches side by side, pushes to one repository after one another. */
export function gitHttp(world: World): GitHttp {
  const inTurn = oneAtATime()
  return (request, response) => {
    const asked = parseGitRequest(request)
    if (!asked) return false
    serve(world, asked, request, response, inTurn).catch((error: unknown) => fail(response, error))
    return true
  }
}

async function serve(
  world: World,
  { owner, name, service, advertise }: GitRequest,
  request: IncomingMessage,
  response: ServerResponse,
  inTurn: ReturnType<typeof oneAtATime>,
): Promise<void> {
  const repository = findRepository(world, owner, name)
  const actor = await gitActor(world, request.headers.authorization)
  requireGitAccess(world, repository, { actor, signedIn: request.headers.authorization !== undefined }, service)
  response.writeHead(200, {
    'content-type': `application/x-${service}-${advertise ? 'advertisement' : 'result'}`,
    'cache-control': 'no-cache, max-age=0, must-revalidate',
    expires: 'Fri, 01 Jan 1980 00:00:00 GMT',
    pragma: 'no-cache',
  })
  if (advertise || service === 'git-upload-pack' || !actor) {
    if (advertise) response.write(Buffer.concat([packetLine(`# service=${service}\n`), flushPacket]))
    await converse(repository, service, advertise, request, response)
    return
  }
  const push = { body: bodyOf(request), protocol: protocolOf(request) }
  await inTurn(String(repository.id), () => receivePush(world, repository, actor, push, response))
}

async function converse(
  repository: Repository,
  service: GitRequest['service'],
  advertise: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const child = gitProcess(service, repository.path, { advertise, protocol: protocolOf(request) })
  response.once('close', () => child.kill())
  const asked = advertise ? child.stdin.end() : pipeline(bodyOf(request), child.stdin).catch(() => undefined)
  await Promise.all([asked, pipeline(child.stdout, response)])
}

function protocolOf({ headers }: IncomingMessage): string | undefined {
  const protocol = headers['git-protocol']
  return typeof protocol === 'string' ? protocol : undefined
}

/** git compresses what it asks for when that is long. */
function bodyOf(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding']
  if (encoding !== 'gzip' && encoding !== 'x-gzip') return request
  const gunzip = createGunzip()
  request.once('error', (error) => gunzip.destroy(error))
  return request.pipe(gunzip)
}

/** git shows the text of an answer that is no success behind `remote: `. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const refusal = error instanceof GitRefusal ? error : undefined
  const challenge = refusal?.status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {}
  response.writeHead(refusal?.status ?? 500, { 'content-type': 'text/plain; charset=utf-8', ...challenge })
  response.end(`${refusal?.message ?? 'Internal Server Error'}\n`)
}
