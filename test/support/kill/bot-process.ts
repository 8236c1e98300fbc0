import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

/** A bot as a process of its own, which is started again whenever it ends, as whoever runs it in earnest would have it. */
export interface BotProcess {
  readonly name: string
  /** Where it listens; undefined while it does not. */
  url(): string | undefined
  /** Whether it has looked at everything since it was started. */
  hasLookedAround(): boolean
  /** SIGKILL; resolves when it is gone. False where there was nothing to kill. */
  dies(): Promise<boolean>
  /** SIGSTOP, and SIGCONT after so many milliseconds. */
  stalls(ms: number): Promise<void>
  /** SIGTERM, and it is not started again. */
  stops(): Promise<void>
}

/** The environment names the bot's port: one that the system chooses. It runs in `folder`, and its log is there, too. */
export function startBotProcess(name: string, folder: string, env: Readonly<Record<string, string>>): BotProcess {
  let child: ChildProcess
  let url: string | undefined
  let hasLookedAround = false
  let isWanted = true
  mkdirSync(folder, { recursive: true })
  const log = join(folder, `${name}.log`)
  const program = resolve('dist/bundle/start.js')

  function start(): void {
    child = spawn(process.execPath, [program], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', hear)
    child.once('exit', (code, signal) => {
      url = undefined
      hasLookedAround = false
      appendFileSync(log, `— ${name} ended: ${signal ?? code}, ${new Date().toISOString()}\n`)
      if (isWanted) setTimeout(() => isWanted && start(), 300)
    })
  }

  function hear(line: string): void {
    appendFileSync(log, `${line}\n`)
    url ??= /awaited at (http:\/\/[^/"]+)/.exec(line)?.[1]
    hasLookedAround ||= /looking at \d+ repositories/.test(line)
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<boolean> {
    if (child.exitCode !== null || child.signalCode !== null) return false
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
    return true
  }

  start()
  return {
    name,
    url: () => url,
    hasLookedAround: () => hasLookedAround,
    dies: () => end('SIGKILL'),
    async stalls(ms) {
      const stalled = child
      stalled.kill('SIGSTOP')
      await pause(ms)
      stalled.kill('SIGCONT')
    },
    async stops() {
      isWanted = false
      await end('SIGTERM')
    },
  }
}
