import type { GraphQLError } from 'graphql'
import { Refusal } from '../world/refusal.js'

/** The `type` that GitHub puts beside the message of an error. */
export type FailureType =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'UNPROCESSABLE'
  | 'STALE_DATA'
  | 'RATE_LIMITED'
  | 'MISSING_PAGINATION_BOUNDARIES'
  | 'EXCESSIVE_PAGINATION'
  | 'INVALID_CURSOR_ARGUMENTS'
  | 'ARGUMENT_LIMIT'
  | 'MAX_NODE_LIMIT_EXCEEDED'

/** What a field answers with instead of a value, in GitHub's words. */
export class GraphqlFailure extends Error {
  constructor(
    readonly type: FailureType,
    message: string,
  ) {
    super(message)
    this.name = 'GraphqlFailure'
  }
}

/**
 * What GitHub says where it does not say why: a surprise of its own, or `updateRefs` with a `beforeOid` that no longer holds. It has
 * no type, place or path.
 */
export class UnexplainedFailure extends Error {
  constructor(now: Date, requestId: string) {
    super(
      `Something went wrong while executing your query on ${now.toISOString().replace(/\.\d+Z$/, 'Z')}. ` +
        `Please include \`${requestId}\` when reporting this issue.`,
    )
    this.name = 'UnexplainedFailure'
  }
}

/** A field, argument or mutation of the public schema that this GitHub does not have. */
export class NotImplemented extends Error {
  constructor(what: string) {
    super(`the local GitHub does not implement ${what} yet`)
    this.name = 'NotImplemented'
  }
}

/** One entry of `errors`, as GitHub writes it. */
export interface ErrorEntry {
  readonly type?: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: Readonly<Record<string, unknown>>
  readonly locations?: readonly { readonly line: number; readonly column: number }[]
  readonly message: string
}

/** An error of the execution as GitHub shows it. */
export function entryOf(error: GraphQLError): ErrorEntry {
  const cause = error.originalError
  if (cause instanceof UnexplainedFailure) return { message: cause.message }
  const place = {
    ...(error.path ? { path: error.path } : {}),
    ...(error.locations ? { locations: error.locations.map(({ line, column }) => ({ line, column })) } : {}),
  }
  const failure = cause instanceof Refusal ? failureOf(cause) : cause
  if (!(failure instanceof GraphqlFailure)) return { ...place, message: error.message }
  const { path, locations } = place as Pick<ErrorEntry, 'path' | 'locations'>
  return {
    type: failure.type,
    ...(path ? { path } : {}),
    ...(failure.type === 'FORBIDDEN' ? { extensions: { saml_failure: false } } : {}),
    ...(locations ? { locations } : {}),
    message: failure.message,
  }
}

/** The world refuses in the words of the REST API; the details stand in `errors` there, in the message here. */
function failureOf(refusal: Refusal): GraphqlFailure {
  const details = refusal.errors.map((detail) =>
    typeof detail === 'string' ? detail : (detail.message ?? `${detail.field ?? 'input'} is ${detail.code}`),
  )
  const message = details.length > 0 ? details.join(', ') : refusal.message
  switch (refusal.status) {
    case 403:
      return new GraphqlFailure('FORBIDDEN', message)
    case 404:
      return new GraphqlFailure('NOT_FOUND', message)
    default:
      return new GraphqlFailure('UNPROCESSABLE', message)
  }
}
