/**
 * What is to go wrong, as data: a rule says which requests or webhooks it is about, the how-many-eth of them it strikes, and what
 * then happens. It is JSON as it stands, in code as over HTTP.
 */

/** What a rule is about. Every part that is given has to fit; a rule with `event` is about webhooks, any other about requests. */
export interface FaultMatch {
  /** `POST`, say; all methods where it is left out. */
  readonly method?: string
  /**
   * A path of the REST API without `/api/v3`, as GitHub's description writes it (`/repos/{owner}/{repo}/releases`) or with `*` for a part
   * and `**` for many; the method may stand before it. GraphQL has the path `/graphql`, git those of git: `/{owner}/{repo}.git/**`.
   */
  readonly path?: string
  /** The name of a GraphQL operation, or of any field in it: `updateRefs`; `*` is every GraphQL request. */
  readonly graphql?: string
  /** The name of a webhook event; `*` is every one. */
  readonly event?: string
  /** The action of the webhook event. */
  readonly action?: string
  /** `owner/name`: only webhooks of this repository, or requests whose path names it. */
  readonly repository?: string
}

/**
 * Which of those that match are struck, counted from 1 since the rule was made: one of them, all of them, or all between two, both
 * included. The first where nothing is said.
 */
export type FaultNth = number | 'every' | { readonly from: number; readonly to?: number }

/** `after`: the request is carried out, and then its answer is replaced, late or lost. `before`, the usual: it is never carried out. */
export type FaultTime = 'before' | 'after'

export type RequestEffect =
  | {
      readonly kind: 'status'
      readonly status: number
      /** GitHub's own words for the status where it is left out. */
      readonly message?: string
      /** Seconds, for the header `Retry-After`. */
      readonly retryAfter?: number
      readonly when?: FaultTime
    }
  | { readonly kind: 'delay'; readonly ms: number; readonly when?: FaultTime }
  /** No answer, and the connection stays open. */
  | { readonly kind: 'hang'; readonly when?: FaultTime }
  /** The connection is cut. */
  | { readonly kind: 'reset'; readonly when?: FaultTime }

export type WebhookEffect =
  /** Lost: not sent, and in no list of deliveries. */
  | { readonly kind: 'drop' }
  /** Sent twice, with the same GUID. */
  | { readonly kind: 'duplicate' }
  /** Held back until the next one to the same app has been sent, or nothing else is under way. */
  | { readonly kind: 'reorder' }
  /** Sent so many milliseconds later; those behind it do not wait. */
  | { readonly kind: 'delay'; readonly ms: number }

export interface RequestRule {
  readonly match: FaultMatch & { readonly event?: never; readonly action?: never }
  readonly nth?: FaultNth
  readonly effect: RequestEffect
}

export interface WebhookRule {
  readonly match: FaultMatch & {
    readonly event: string
    readonly method?: never
    readonly path?: never
    readonly graphql?: never
  }
  readonly nth?: FaultNth
  readonly effect: WebhookEffect
}

export type FaultRule = RequestRule | WebhookRule

export function isWebhookRule(rule: FaultRule): rule is WebhookRule {
  return rule.match.event !== undefined
}

/** How `nth` reads as the first and the last that are struck. */
export function boundsOf(nth: FaultNth = 1): { readonly from: number; readonly to: number } {
  if (nth === 'every') return { from: 1, to: Infinity }
  if (typeof nth === 'number') return { from: nth, to: nth }
  return { from: nth.from, to: nth.to ?? Infinity }
}
