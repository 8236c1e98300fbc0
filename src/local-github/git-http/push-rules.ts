import { gitOf } from '../world/repositories.js'
import { violationOf, type Violation } from '../world/rule-violations.js'
import { rulesOf } from '../world/rules-of.js'
import type { Actor, Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { flushPacket, packetLine, progressPackets, readPackets } from './packet-line.js'
import type { PushCommand } from './push-commands.js'

/** Whether any rule speaks of what a push moves. */
export function isRuled(world: World, repository: Repository, commands: readonly PushCommand[]): boolean {
  return commands.some(({ ref }) => rulesOf(world, repository, ref).length > 0)
}

/** The whole of a push, its beginning included. */
export async function readAll(first: Buffer, chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  const all = [first]
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) all.push(next.value)
  return Buffer.concat(all)
}

/** What rules have against a push. Its objects are taken in first, as they have to be read for that; no ref has them yet. */
export async function refusedByRules(
  world: World,
  repository: Repository,
  actor: Actor,
  commands: readonly PushCommand[],
  push: Buffer,
): Promise<Violation[]> {
  const pack = push.subarray(readPackets(push)?.end ?? push.length)
  const start = pack.indexOf('PACK')
  if (start >= 0) {
    const taken = gitOf(world, repository).run(['unpack-objects', '-q'], pack.subarray(start))
    // What is no pack is git's to complain about.
    await taken.catch(() => undefined)
  }
  const violations: Violation[] = []
  for (const command of commands) {
    const violation = await violationOf(world, repository, actor, command).catch(() => undefined)
    if (violation) violations.push(violation)
  }
  return violations
}

/** The answer to a push that rules refuse: no ref of it moves, and git prints why. */
export function refusedPush(
  world: World,
  repository: Repository,
  commands: readonly PushCommand[],
  violations: readonly Violation[],
): Buffer {
  const report = commands.map(({ ref }) => {
    const violation = violations.find((one) => one.ref === ref)
    const why =
      violation?.by === 'protection'
        ? 'protected branch hook declined'
        : 'push declined due to repository rule violations'
    return packetLine(`ng ${ref} ${violation ? why : 'pre-receive hook declined'}\n`)
  })
  const status = Buffer.concat([packetLine('unpack ok\n'), ...report, flushPacket])
  const text = violations.map((violation) => words(world, repository, violation)).join('')
  return Buffer.concat([progressPackets(text), packetLine(Buffer.concat([Buffer.from([1]), status])), flushPacket])
}

function words(world: World, { owner, name }: Repository, { ref, by, reasons }: Violation): string {
  if (by === 'protection') {
    return `error: GH006: Protected branch update failed for ${ref}.\n${reasons.map((reason) => `error: ${reason}\n`).join('')}`
  }
  const url = `${world.url}/${owner.login}/${name}/rules?ref=${encodeURIComponent(ref)}`
  const list = reasons.map((reason) => `- ${reason}\n\n`).join('')
  return `error: GH013: Repository rule violations found for ${ref}.\nReview all repository rules at ${url}\n\n${list}`
}
