import { boundsOf, isWebhookRule, type FaultRule } from './fault-rule.js'

/** A rule in words: what it is about, which of these it strikes, and what happens then. */
export function describeFault(rule: FaultRule): {
  readonly what: string
  readonly which: string
  readonly effect: string
} {
  return { what: whatOf(rule), which: whichOf(rule), effect: effectOf(rule) }
}

function whatOf({ match }: FaultRule): string {
  const { method, path, graphql, event, action, repository } = match
  const where = repository === undefined ? '' : ` of ${repository}`
  if (event !== undefined) {
    const name = event === '*' ? 'any webhook' : `webhook ${event}`
    return `${name}${action === undefined ? '' : `.${action}`}${where}`
  }
  if (graphql !== undefined) return graphql === '*' ? 'any GraphQL request' : `GraphQL ${graphql}`
  return `${[method, path].filter((part) => part !== undefined).join(' ') || 'any request'}${where}`
}

function whichOf({ nth }: FaultRule): string {
  const { from, to } = boundsOf(nth)
  if (from === to) return from === 1 ? 'the next' : `number ${from}`
  if (to === Infinity) return from === 1 ? 'every one' : `every one from number ${from}`
  return `numbers ${from} to ${to}`
}

function effectOf(rule: FaultRule): string {
  if (isWebhookRule(rule)) {
    switch (rule.effect.kind) {
      case 'drop':
        return 'is lost'
      case 'duplicate':
        return 'comes twice'
      case 'reorder':
        return 'comes after the one that follows it'
      case 'delay':
        return `comes ${rule.effect.ms} ms later`
    }
  }
  const { effect } = rule
  const isAfter = effect.when === 'after'
  switch (effect.kind) {
    case 'status':
      return isAfter ? `is carried out, and answered ${effect.status}` : `is answered ${effect.status}`
    case 'delay':
      return isAfter ? `is answered ${effect.ms} ms later` : `waits ${effect.ms} ms`
    case 'hang':
      return isAfter ? 'is carried out, and never answered' : 'is never answered'
    case 'reset':
      return isAfter ? 'is carried out, and the connection is cut' : 'finds its connection cut'
  }
}
