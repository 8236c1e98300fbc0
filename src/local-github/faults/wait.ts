/** Lets so many milliseconds pass. */
export type Wait = (milliseconds: number) => Promise<void>

/** By the machine's own clock; keeps no process alive. */
export function realWait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
