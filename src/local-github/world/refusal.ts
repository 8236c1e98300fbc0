/** One entry of `errors` in GitHub's 422 answers. */
export interface RefusalDetail {
  readonly resource?: string
  readonly field?: string
  readonly code: string
  readonly message?: string
  readonly value?: unknown
}

/** Why an operation is refused, in GitHub's own words and status. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 422,
    message: string,
    readonly errors: readonly (RefusalDetail | string)[] = [],
  ) {
    super(message)
    this.name = 'Refusal'
  }
}

export function notFound(): Refusal {
  return new Refusal(404, 'Not Found')
}

export function invalid(...errors: readonly RefusalDetail[]): Refusal {
  return new Refusal(422, 'Validation Failed', errors)
}
