import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { gitOf } from '../world/repositories.js'
import { receiveRefChanges } from '../world/refs.js'
import type { Actor, Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { exitOf, gitProcess } from './git-process.js'
import { flushPacket, progressPackets } from './packet-line.js'
import { readPushStart, type PushCommand } from './push-commands.js'
import { pushNotice } from './push-notice.js'

/**
 * Serves a push. The world has followed the refs that moved before the client reads the end of its answer, so that what comes after
 * a push sees what it did.
 */
export async function receivePush(
  world: World,
  repository: Repository,
  actor: Actor,
  request: IncomingMessage,
  body: Readable,
  response: ServerResponse,
): Promise<void> {
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const { bytes, commands, capabilities } = await readPushStart(chunks)
  const protocol = request.headers['git-protocol']
  const child = gitProcess('git-receive-pack', repository.path, {
    advertise: false,
    protocol: typeof protocol === 'string' ? protocol : undefined,
  })
  const exit = exitOf(child)
  const sent = sendAll(child.stdin, bytes, chunks)
  const tail = await forwardButTail(child.stdout, response)
  await Promise.all([exit, sent])
  const changes = await happened(world, repository, commands)
  if (changes.length > 0) await receiveRefChanges(world, repository, actor, changes)
  const speaks = capabilities.includes('side-band-64k') && !capabilities.includes('quiet') && tail.equals(flushPacket)
  const notice = speaks ? pushNotice(world, repository, changes) : ''
  response.end(notice === '' ? tail : Buffer.concat([progressPackets(notice), tail]))
}

/** git takes no more once it has refused; what it did not want is read all the same, so that the client hears the answer. */
async function sendAll(
  stdin: NodeJS.WritableStream & { destroyed?: boolean },
  first: Buffer,
  chunks: AsyncIterator<Buffer>,
): Promise<void> {
  let chunk: Buffer | undefined = first
  while (chunk) {
    if (!stdin.destroyed && !stdin.write(chunk)) await Promise.race([once(stdin, 'drain'), once(stdin, 'close')])
    const next: IteratorResult<Buffer> = await chunks.next()
    chunk = next.done ? undefined : next.value
  }
  stdin.end()
}

/** Sends everything but the last four bytes, which close the answer. */
async function forwardButTail(output: Readable, response: ServerResponse): Promise<Buffer> {
  let tail = Buffer.alloc(0)
  for await (const chunk of output as AsyncIterable<Buffer>) {
    const bytes = Buffer.concat([tail, chunk])
    const cut = Math.max(0, bytes.length - flushPacket.length)
    tail = bytes.subarray(cut)
    if (cut > 0 && !response.write(bytes.subarray(0, cut))) await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
  return tail
}

/** Those commands that git carried out: git's own compare-and-swap made sure of `before`. */
async function happened(world: World, repository: Repository, commands: readonly PushCommand[]): Promise<PushCommand[]> {
  const git = gitOf(world, repository)
  const changes: PushCommand[] = []
  for (const command of commands) {
    if (command.before === command.after) continue
    const now = (await git.resolve(command.ref)) ?? null
    if (now === command.after) changes.push(command)
  }
  return changes
}
