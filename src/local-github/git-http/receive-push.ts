import type { ServerResponse } from 'node:http'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { gitOf } from '../world/repositories.js'
import { receiveRefChanges } from '../world/refs.js'
import type { Actor, Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { exitOf, gitProcess } from './git-process.js'
import { HoldBack } from './hold-back.js'
import { flushPacket, progressPackets } from './packet-line.js'
import { readPushStart, type PushCommand, type PushStart } from './push-commands.js'
import { pushNotice } from './push-notice.js'
import { isRuled, readAll, refusedByRules, refusedPush } from './push-rules.js'

/**
 * Serves a push. The world has followed the refs that moved before the client reads the end of its answer, so that what comes after
 * a push sees what it did.
 */
export async function receivePush(
  world: World,
  repository: Repository,
  actor: Actor,
  { body, protocol }: { readonly body: Readable; readonly protocol: string | undefined },
  response: ServerResponse,
): Promise<void> {
  const chunks = body.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>
  const read = await readPushStart(chunks)
  const { bytes, commands } = read
  if (isRuled(world, repository, commands)) {
    const whole = await readAll(bytes, chunks)
    const violations = await refusedByRules(world, repository, actor, commands, whole)
    if (violations.length > 0) {
      response.end(refusedPush(world, repository, commands, violations))
      return
    }
    await servePush(world, repository, actor, { ...read, bytes: whole }, { body, chunks, protocol }, response)
    return
  }
  await servePush(world, repository, actor, read, { body, chunks, protocol }, response)
}

async function servePush(
  world: World,
  repository: Repository,
  actor: Actor,
  { bytes, commands, capabilities }: PushStart,
  rest: {
    readonly body: Readable
    readonly chunks: AsyncIterator<Buffer>
    readonly protocol: string | undefined
  },
  response: ServerResponse,
): Promise<void> {
  const { body, chunks, protocol } = rest
  const child = gitProcess('git-receive-pack', repository.path, { advertise: false, protocol })
  const exit = exitOf(child)
  const ending = new HoldBack(flushPacket.length)
  await Promise.all([
    sendAll(bytes, chunks, body, child.stdin),
    pipeline(child.stdout, ending, response, { end: false }).catch(() => undefined),
    exit,
  ])
  const changes = await happened(world, repository, commands)
  if (changes.length > 0) await receiveRefChanges(world, repository, actor, changes)
  const speaks = capabilities.includes('side-band-64k') && ending.held.equals(flushPacket)
  const notice = speaks ? pushNotice(world, repository, changes) : ''
  response.end(notice === '' ? ending.held : Buffer.concat([progressPackets(notice), ending.held]))
}

/** git takes no more once it has refused; what it did not want is read all the same, so that the client hears the answer. */
async function sendAll(first: Buffer, chunks: AsyncIterator<Buffer>, body: Readable, stdin: Writable): Promise<void> {
  async function* all(): AsyncGenerator<Buffer> {
    yield first
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value
  }
  await pipeline(all, stdin).catch(() => body.resume())
}

/** Those commands that git carried out: git's own compare-and-swap made sure of `before`. */
async function happened(
  world: World,
  repository: Repository,
  commands: readonly PushCommand[],
): Promise<PushCommand[]> {
  const git = gitOf(world, repository)
  const changes: PushCommand[] = []
  for (const command of commands) {
    if (command.before === command.after) continue
    const now = (await git.resolve(command.ref)) ?? null
    if (now === command.after) changes.push(command)
  }
  return changes
}
