/** Why the store cannot be used, in one sentence with its mend. */
export class StoreError extends Error {
  constructor(message: string, options?: { cause: unknown }) {
    super(message, options)
    this.name = 'StoreError'
  }
}
