import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'

export interface GitResult {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: string
}

/** Git as this machine's owner has not configured it: the same everywhere, and never asking for a password. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
  }
}

export function spawnGit(
  args: readonly string[],
  env: NodeJS.ProcessEnv = gitEnvironment(),
): ChildProcessWithoutNullStreams {
  const child = spawn('git', args, { env })
  // A child that ends before it has read its input makes EPIPE here, which without a listener would end this process too.
  child.stdin.on('error', () => undefined)
  return child
}

/** Runs git to its end. Rejects only where git cannot be started; a failing command is told by its code. */
export function runGit(args: readonly string[], input?: string | Buffer): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawnGit(args)
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      resolve({ code: code ?? 1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() })
    })
    child.stdin.end(input)
  })
}
