import { Presets, SingleBar } from 'cli-progress'
import type { Io } from './io.js'

/** A progress bar on stderr where that is a terminal; else nothing. */
export interface Progress {
  readonly update: (done: number) => void
  readonly stop: () => void
}

/** Starts a bar that is full at `total`. */
export function startProgress(io: Io, total: number): Progress {
  if (io.stderr.isTTY !== true) return { update: () => {}, stop: () => {} }
  const options = { stream: io.stderr, clearOnComplete: true, format: 'replaying {bar} {value}/{total} releases' }
  const bar = new SingleBar(options, Presets.shades_classic)
  bar.start(total, 0)
  return { update: (done) => bar.update(done), stop: () => bar.stop() }
}
