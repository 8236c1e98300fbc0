import type { Writable } from 'node:stream'

/** Where the command line writes: results to `stdout`, everything else to `stderr`. */
export interface Io {
  readonly stdout: Writable
  readonly stderr: Writable & { readonly isTTY?: boolean | undefined }
}
