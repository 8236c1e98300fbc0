/** One way in which a message departs from what GitHub publishes about itself. */
export interface Problem {
  /** The operation or event that GitHub's description has for it, else the method and path. */
  readonly operation: string
  readonly side: 'request' | 'response' | 'webhook' | 'graphql'
  /** Where in the message: `body.labels[0].name`, `query.per_page`, `status`. */
  readonly at: string
  readonly reason: string
}

/** A departure before it is known whose it is. */
export interface Finding {
  readonly at: string
  readonly reason: string
}

/** One line for people. */
export function printProblem({ operation, side, at, reason }: Problem): string {
  return `${operation}, ${side}: ${at === '' ? '' : `${at} `}${reason}`
}
