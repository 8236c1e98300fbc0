import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Run } from './run-cli.js'

/** Runs the built command line as people do: a process of its own, elsewhere, with nothing in its environment but what is given. */
export function spawnLandfall(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  const main = join(process.cwd(), 'dist/cli/main.js')
  const child = spawn(process.execPath, [main, ...argv], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? -1, stdout, stderr }))
  })
}
