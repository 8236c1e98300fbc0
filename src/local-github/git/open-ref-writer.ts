import type { RefUpdate } from './git-repository.js'
import { keepProcess } from './kept-process.js'

/** Moves refs through one `git update-ref --stdin` process, a transaction at a time. */
export interface RefWriter {
  /** Undefined when all refs moved; otherwise none did, and this is git's reason. */
  update(updates: readonly RefUpdate[]): Promise<string | undefined>
  close(): Promise<void>
}

const zeros = '0'.repeat(40)

export function openRefWriter(path: string): RefWriter {
  let output = ''
  let answer: ((reason: string | undefined) => void) | undefined
  let last: Promise<unknown> = Promise.resolve()

  const kept = keepProcess(['--git-dir', path, 'update-ref', '--no-deref', '--stdin', '-z'], {
    output(chunk) {
      output += chunk.toString()
      if (!output.endsWith('commit: ok\n')) return
      kept.rest()
      settle(undefined)
    },
    ended: (stderr) => settle(stderr.trim() || 'git update-ref ended'),
  })

  function settle(reason: string | undefined): void {
    const waiting = answer
    answer = undefined
    output = ''
    waiting?.(reason)
  }

  function transact(updates: readonly RefUpdate[]): Promise<string | undefined> {
    return new Promise((resolve) => {
      answer = resolve
      kept.write(`start\0${updates.map(commandFor).join('')}prepare\0commit\0`)
    })
  }

  return {
    update(updates) {
      const bad = updates.find(({ ref }) => ref.includes('\0'))
      if (bad) return Promise.resolve('a ref holds no NUL')
      const done = last.then(() => transact(updates))
      last = done
      return done
    },
    close: () => kept.close(),
  }
}

function commandFor({ ref, after, before }: RefUpdate): string {
  const old = before === undefined ? '' : (before ?? zeros)
  return after === null ? `delete ${ref}\0${old}\0` : `update ${ref}\0${after}\0${old}\0`
}
