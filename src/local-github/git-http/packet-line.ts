/** git's wire format: four hexadecimal digits of length, themselves included, and the payload; `0000` ends a section. */
export const flushPacket = Buffer.from('0000')

const longestPayload = 65_516

export function packetLine(payload: string | Buffer): Buffer {
  const content = typeof payload === 'string' ? Buffer.from(payload) : payload
  const length = (content.length + 4).toString(16).padStart(4, '0')
  return Buffer.concat([Buffer.from(length), content])
}

/** What a person sees behind `remote: `, in the second band of an answer. */
export function progressPackets(text: string): Buffer {
  const content = Buffer.from(text)
  const packets: Buffer[] = []
  const room = longestPayload - 1
  for (let start = 0; start < content.length; start += room) {
    packets.push(packetLine(Buffer.concat([Buffer.from([2]), content.subarray(start, start + room)])))
  }
  return Buffer.concat(packets)
}

/**
 * The payloads up to the first flush packet, and where it ends; undefined while bytes are missing.
 * @throws {Error} where it is no packet line
 */
export function readPackets(bytes: Buffer): { payloads: Buffer[]; end: number } | undefined {
  const payloads: Buffer[] = []
  let at = 0
  while (at + 4 <= bytes.length) {
    const digits = bytes.subarray(at, at + 4).toString('latin1')
    if (!/^[0-9a-f]{4}$/i.test(digits)) throw new Error(`no packet line: ${JSON.stringify(digits)}`)
    const length = Number.parseInt(digits, 16)
    if (length === 0) return { payloads, end: at + 4 }
    if (length < 4) throw new Error(`no packet line: ${digits}`)
    if (at + length > bytes.length) return undefined
    payloads.push(bytes.subarray(at + 4, at + length))
    at += length
  }
  return undefined
}
