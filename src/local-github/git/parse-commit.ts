import type { GitCommit, Signature } from './git-repository.js'

/** Reads a commit object. Text that is not in the encoding which the commit names is read with replacement characters. */
export function parseCommit(sha: string, content: Buffer): GitCommit {
  const split = content.indexOf('\n\n')
  const head = split < 0 ? content : content.subarray(0, split)
  const encoding = /^encoding (.+)$/m.exec(head.toString('latin1'))?.[1]
  const headers = decode(head, encoding).split('\n')
  const valueOf = (name: string): string =>
    headers.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? ''
  return {
    sha,
    tree: valueOf('tree'),
    parents: headers.filter((line) => line.startsWith('parent ')).map((line) => line.slice(7)),
    author: parseSignature(valueOf('author')),
    committer: parseSignature(valueOf('committer')),
    message: (split < 0 ? '' : decode(content.subarray(split + 2), encoding)).replace(/\n$/, ''),
  }
}

/** `Name <email> seconds zone`, as git writes people into commits and tags. */
export function printSignature({ name, email, date }: Signature): string {
  const clean = (text: string): string => text.replace(/[<>\n\0]/g, '').trim()
  return `${clean(name) || 'unknown'} <${clean(email)}> ${Math.floor(Date.parse(date) / 1000)} +0000`
}

export function parseSignature(text: string): Signature {
  const match = /^(.*?) ?<([^>]*)> (-?\d+)/.exec(text)
  if (!match) return { name: text, email: '', date: isoSeconds(0) }
  return { name: match[1]!, email: match[2]!, date: isoSeconds(Number(match[3])) }
}

function isoSeconds(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z')
}

function decode(bytes: Buffer, encoding: string | undefined): string {
  if (encoding === undefined) return bytes.toString('utf8')
  try {
    return new TextDecoder(encoding).decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}
