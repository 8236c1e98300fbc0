import type { Writable } from 'node:stream'
import type { Environment } from '../settings.js'

/** Where the command line writes, results to `stdout` and everything else to `stderr`; and what surrounds it. */
export interface Io {
  readonly stdout: Writable
  readonly stderr: Writable & { readonly isTTY?: boolean | undefined }
  readonly env: Environment
}
