import { Transform } from 'node:stream'

/** Passes everything on but the last `size` bytes; `held` has them once the input has ended. */
export class HoldBack extends Transform {
  held: Buffer = Buffer.alloc(0)

  constructor(private readonly size: number) {
    super()
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: null, passed?: Buffer) => void): void {
    const bytes = Buffer.concat([this.held, chunk])
    const cut = Math.max(0, bytes.length - this.size)
    this.held = bytes.subarray(cut)
    done(null, bytes.subarray(0, cut))
  }
}
