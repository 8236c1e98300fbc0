import { readPackets } from './packet-line.js'

/** What a push asks for: `before` and `after` are null where the ref is made or deleted. */
export interface PushCommand {
  readonly ref: string
  readonly before: string | null
  readonly after: string | null
}

export interface PushRequest {
  readonly commands: readonly PushCommand[]
  readonly capabilities: readonly string[]
}

/** The beginning of a push: what it asks for, and the bytes read so far, which git wants to see again. */
export interface PushStart extends PushRequest {
  readonly bytes: Buffer
}

const mostBytes = 16 * 1024 * 1024

/** Reads as much of a push as names its refs. The rest, the pack, stays in the iterator. */
export async function readPushStart(chunks: AsyncIterator<Buffer>): Promise<PushStart> {
  let bytes = Buffer.alloc(0)
  for (;;) {
    const { value, done } = await chunks.next()
    if (done) return { bytes, commands: [], capabilities: [] }
    bytes = Buffer.concat([bytes, value])
    const packets = readPackets(bytes)
    if (packets) return { bytes, ...parsePushRequest(packets.payloads) }
    if (bytes.length > mostBytes) throw new Error('a push that names no end of refs')
  }
}

/** `old new ref`, the first one with capabilities behind a NUL. */
export function parsePushRequest(payloads: readonly Buffer[]): PushRequest {
  const lines = payloads.map((payload) => payload.toString('utf8').replace(/\n$/, ''))
  const capabilities = lines.find((line) => line.includes('\0'))?.split('\0')[1] ?? ''
  const commands = lines.flatMap((line): PushCommand[] => {
    const [, before = '', after = '', ref = ''] = /^([0-9a-f]{40}) ([0-9a-f]{40}) ([^\0]+)/.exec(line) ?? []
    return ref === '' ? [] : [{ ref, before: shaOrNull(before), after: shaOrNull(after) }]
  })
  return { commands, capabilities: capabilities.trim().split(/\s+/) }
}

function shaOrNull(sha: string): string | null {
  return /^0+$/.test(sha) ? null : sha
}
