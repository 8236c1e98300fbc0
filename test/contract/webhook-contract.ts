import type { WebhookDescription } from './description.js'
import type { Finding, Problem } from './problem.js'
import type { Headers } from './rest-contract.js'
import { createSchemaCheck } from './schema-check.js'
import { unknownProperties } from './unknown-properties.js'

/** Checks deliveries: the payload, and the headers where they are given. */
export type WebhookContract = (event: string, payload: unknown, headers?: Headers) => Problem[]

export function webhookContract({ events, headers: wanted, schemas }: WebhookDescription): WebhookContract {
  const check = createSchemaCheck(schemas)
  return (event, payload, headers) => {
    const name = nameOf(event, payload)
    const schema = events[name]
    const findings = schema
      ? [...check.findings(schema, payload, ''), ...unknownProperties(check, schema, payload, '')]
      : [{ at: '', reason: 'is not described, or not in use yet' }]
    return [...findings, ...headerFindings(wanted, headers)].map((finding) => ({
      operation: name,
      side: 'webhook',
      ...finding,
    }))
  }
}

/** As the description calls it: event and action with hyphens. */
function nameOf(event: string, payload: unknown): string {
  const action = typeof payload === 'object' && payload !== null && 'action' in payload ? payload.action : undefined
  return [event, ...(typeof action === 'string' ? [action] : [])].join('-').replaceAll('_', '-')
}

function headerFindings(wanted: readonly string[], headers: Headers | undefined): Finding[] {
  if (!headers) return []
  return wanted
    .filter((name) => headers[name.toLowerCase()] === undefined)
    .map((name) => ({ at: `headers.${name.toLowerCase()}`, reason: 'is missing' }))
}
