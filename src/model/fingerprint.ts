import { createHash } from 'node:crypto'

/** Eight hexadecimal digits by which a text is known again; line ends and blanks around it make no difference, as on GitHub. */
export function fingerprintOf(text: string): string {
  return createHash('sha256').update(plainLines(text)).digest('hex').slice(0, 8)
}

/** A text as the API writes it: a browser's form writes other line ends, and GitHub trims. */
export function plainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim()
}
