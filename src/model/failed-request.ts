/** What is known of a request to GitHub that failed. */
export interface FailedRequest {
  /** HTTP; undefined for an error inside a GraphQL answer. */
  readonly status: number | undefined
  /** The address that was asked; empty for GraphQL. */
  readonly url: string
  readonly message: string
  /** What GitHub's support asks for. */
  readonly requestId?: string | undefined
}
