import type { GitObject } from './git-repository.js'
import { keepProcess } from './kept-process.js'

/** Reads objects through one `git cat-file --batch-command` process. */
export interface ObjectReader {
  /** Undefined where the revision names nothing. */
  read(revision: string): Promise<GitObject | undefined>
  /** As `read`, with the content's size in its stead. */
  find(revision: string): Promise<(Omit<GitObject, 'content'> & { readonly size: number }) | undefined>
  close(): Promise<void>
}

type Answer = GitObject & { readonly size: number }

interface Request {
  readonly wantsContent: boolean
  readonly resolve: (object: Answer | undefined) => void
  readonly reject: (error: Error) => void
}

export function openObjectReader(path: string): ObjectReader {
  const waiting: Request[] = []
  let chunks: Buffer[] = []
  let length = 0
  let needed = 0

  const kept = keepProcess(['--git-dir', path, 'cat-file', '--batch-command'], {
    output(chunk) {
      chunks.push(chunk)
      length += chunk.length
      if (length >= needed) takeAnswers()
    },
    ended(stderr) {
      chunks = []
      length = 0
      needed = 0
      for (const request of waiting.splice(0)) request.reject(new Error(`git cat-file ended: ${stderr}`))
    },
  })

  function takeAnswers(): void {
    let rest = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
    needed = 0
    for (let request = waiting[0]; request; request = waiting[0]) {
      const lineEnd = rest.indexOf(10)
      if (lineEnd < 0) break
      const header = /^([0-9a-f]{40}) (blob|tree|commit|tag) (\d+)$/.exec(rest.toString('latin1', 0, lineEnd))
      const size = header && request.wantsContent ? Number(header[3]) : 0
      const total = lineEnd + 1 + (header && request.wantsContent ? size + 1 : 0)
      if (rest.length < total) {
        needed = total
        break
      }
      waiting.shift()
      request.resolve(
        header
          ? {
              oid: header[1]!,
              type: header[2] as GitObject['type'],
              size: Number(header[3]),
              content: Buffer.from(rest.subarray(lineEnd + 1, lineEnd + 1 + size)),
            }
          : undefined,
      )
      rest = rest.subarray(total)
    }
    chunks = rest.length > 0 ? [rest] : []
    length = rest.length
    if (waiting.length === 0) kept.rest()
  }

  function ask(revision: string, wantsContent: boolean): Promise<Answer | undefined> {
    // A line ends the name; no revision has one, and no path here may bring one in.
    if (revision === '' || /[\n\0]/.test(revision)) return Promise.resolve(undefined)
    return new Promise((resolve, reject) => {
      waiting.push({ wantsContent, resolve, reject })
      kept.write(`${wantsContent ? 'contents' : 'info'} ${revision}\n`)
    })
  }

  return {
    read: (revision) => ask(revision, true),
    find: (revision) =>
      ask(revision, false).then((found) => found && { oid: found.oid, type: found.type, size: found.size }),
    close: () => kept.close(),
  }
}
