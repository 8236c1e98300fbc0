/** Gives the items until the signal stops it, and asks for no further one then: throws the signal's reason. */
export async function* untilStopped<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  signal.throwIfAborted()
  for await (const item of items) {
    yield item
    signal.throwIfAborted()
  }
}
