import type { Writable } from 'node:stream'

/** What moves a terminal's cursor, clears or colours it, or reorders what it shows; line ends and tabs aside. */
const control = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** Writes text for people. Commits, tags and files may hold anything: `�` stands where a character would act on the terminal. */
export function printText(stream: Writable, text: string): void {
  stream.write(text.replace(control, '\ufffd'))
}

/** Writes a value as JSON, one line end after it. What would act on a terminal is escaped, so that nothing is lost. */
export function printJson(stream: Writable, value: unknown): void {
  stream.write(`${JSON.stringify(value, null, 2).replace(control, escapeChar)}\n`)
}

function escapeChar(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}
