/** A ref that has moved: from null when it is new, to null when it is gone. */
export interface RefChange {
  readonly ref: string
  readonly before: string | null
  readonly after: string | null
}

/** How GitHub writes the sha of what was not there, or is gone. */
export const zeros = '0'.repeat(40)
