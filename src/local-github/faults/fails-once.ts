import type { FaultRule, RequestEffect, WebhookEffect } from './fault-rule.js'

/**
 * The rule that the next of `target` fails. `target` is a request (`POST /repos/{owner}/{repo}/releases`), a GraphQL operation or field
 * (`graphql updateRefs`) or a webhook (`webhook pull_request.closed`, which is lost). `how` is a status, 502 unless told, or any effect.
 */
export function failsOnceRule(target: string, how?: number | RequestEffect | WebhookEffect): FaultRule {
  const [, kind, name = ''] = /^(graphql|webhook) (.+)$/.exec(target) ?? []
  if (kind === 'webhook') {
    const [event = '', action] = name.split('.')
    const effect = typeof how === 'object' ? how : { kind: 'drop' }
    return { match: { event, ...(action === undefined ? {} : { action }) }, effect } as FaultRule
  }
  const effect = typeof how === 'object' ? how : { kind: 'status', status: how ?? 502 }
  return { match: kind === 'graphql' ? { graphql: name } : { path: target }, effect } as FaultRule
}
