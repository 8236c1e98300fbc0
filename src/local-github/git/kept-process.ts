import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { spawnGit } from './run-git.js'

/** How long a process may sit idle, in milliseconds. A server with many repositories would else keep hundreds. */
const idleLimit = 3_000

export interface KeptProcess {
  /** Writes to the process, starting it where none runs. */
  write(data: string | Buffer): void
  /** The answer has come: the process may be ended once nothing has been asked for a while. */
  rest(): void
  close(): Promise<void>
}

/** A git process that is started when needed, kept while it is in use, and ended when idle. */
export function keepProcess(
  args: readonly string[],
  heard: { readonly output: (chunk: Buffer) => void; readonly ended: (stderr: string) => void },
): KeptProcess {
  let child: ChildProcessWithoutNullStreams | undefined
  let idle: NodeJS.Timeout | undefined

  function start(): ChildProcessWithoutNullStreams {
    const started = spawnGit(args)
    let stderr = ''
    started.stdout.on('data', heard.output)
    started.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    started.on('error', (error) => (stderr += error.message))
    started.on('close', () => {
      // One that was ended may go when the next is at work already: what waits then, waits for the next.
      if (child !== undefined && child !== started) return
      child = undefined
      heard.ended(stderr)
    })
    return started
  }

  function end(): Promise<void> {
    clearTimeout(idle)
    const ending = child
    if (!ending) return Promise.resolve()
    child = undefined
    return new Promise((resolve) => {
      ending.on('close', () => resolve())
      ending.stdin.end()
    })
  }

  return {
    write(data) {
      clearTimeout(idle)
      child ??= start()
      child.stdin.write(data)
    },
    rest() {
      clearTimeout(idle)
      idle = setTimeout(() => void end(), idleLimit)
      idle.unref()
    },
    close: end,
  }
}
