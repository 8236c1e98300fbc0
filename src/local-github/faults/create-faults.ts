import { boundsOf, isWebhookRule, type FaultRule, type RequestEffect, type WebhookEffect } from './fault-rule.js'
import { matchesRequest, matchesWebhook, type RequestFacts, type WebhookFacts } from './match-fault.js'
import { readRule } from './read-rule.js'

/** A rule that stands, and what it did so far. */
export interface StandingFault {
  readonly id: string
  readonly rule: FaultRule
  /** How many requests or webhooks matched. */
  readonly matched: number
  /** How many of these it struck. */
  readonly hits: number
  /** It strikes no more. */
  readonly isSpent: boolean
}

/** What is to go wrong. Where several rules would strike at once, the oldest does; all of them count. */
export interface Faults {
  /** Gives the rule's id. @throws {FaultRuleError} saying all that is wrong with the rule */
  add(rule: FaultRule): string
  /** False where there is none of that id. */
  remove(id: string): boolean
  clear(): void
  /** Oldest first. */
  list(): readonly StandingFault[]
  /** Counts a request, and says what befalls it. */
  strikeRequest(facts: RequestFacts): RequestEffect | undefined
  /** Counts a webhook, and says what befalls it. */
  strikeWebhook(facts: WebhookFacts): WebhookEffect | undefined
}

export function createFaults(): Faults {
  const standing = new Map<string, { readonly rule: FaultRule; matched: number; hits: number }>()
  let made = 0

  function strike(fits: (rule: FaultRule) => boolean): FaultRule['effect'] | undefined {
    let effect: FaultRule['effect'] | undefined
    for (const fault of standing.values()) {
      if (!fits(fault.rule)) continue
      fault.matched += 1
      const { from, to } = boundsOf(fault.rule.nth)
      if (effect || fault.matched < from || fault.matched > to) continue
      fault.hits += 1
      effect = fault.rule.effect
    }
    return effect
  }

  return {
    add(rule) {
      const read = readRule(rule)
      made += 1
      const id = `fault-${made}`
      standing.set(id, { rule: read, matched: 0, hits: 0 })
      return id
    },
    remove: (id) => standing.delete(id),
    clear: () => standing.clear(),
    list: () =>
      [...standing].map(([id, { rule, matched, hits }]) => {
        return { id, rule, matched, hits, isSpent: matched >= boundsOf(rule.nth).to }
      }),
    strikeRequest: (facts) =>
      strike((rule) => !isWebhookRule(rule) && matchesRequest(rule.match, facts)) as RequestEffect | undefined,
    strikeWebhook: (facts) =>
      strike((rule) => isWebhookRule(rule) && matchesWebhook(rule.match, facts)) as WebhookEffect | undefined,
  }
}
