import { Writable } from 'node:stream'
import { runCommandLine } from '../../src/cli/run-command-line.js'

/** What a run of the command line left behind. */
export interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** One release of the JSON that `landfall replay --json` prints. */
export interface PrintedRelease {
  readonly tag: string
  readonly previousTag: string
  readonly actual: string
  readonly predicted: string | null
  readonly agrees: boolean
  readonly reason: string
  readonly commits: number
}

/** Runs the command line in this process, with streams of its own. */
export function runCli(...argv: readonly string[]): Promise<Run> {
  return runCliIn({}, argv)
}

/** The same, with nothing in its environment but what is given. */
export async function runCliIn(env: Readonly<Record<string, string>>, argv: readonly string[]): Promise<Run> {
  const stdout = collector()
  const stderr = collector()
  const code = await runCommandLine(argv, { stdout: stdout.stream, stderr: stderr.stream, env })
  return { code, stdout: stdout.text(), stderr: stderr.text() }
}

/** Runs `replay --json` and reads what it prints. */
export async function replayJson(...argv: readonly string[]) {
  const run = await runCli('replay', '--json', ...argv)
  if (run.code !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as { repository: string; agreement: number; releases: PrintedRelease[] }
}

function collector() {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') }
}
