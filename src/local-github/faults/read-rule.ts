import * as z from 'zod'
import type { FaultRule } from './fault-rule.js'

/** A rule that cannot be; `problems` says each thing that is wrong with it, in a sentence. */
export class FaultRuleError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`This is no fault rule: ${problems.join('; ')}`)
    this.name = 'FaultRuleError'
  }
}

const when = z.enum(['before', 'after']).optional()
const milliseconds = z.int().min(0).max(600_000)
const nthWords = 'is a number from 1, "every", or { "from": 1, "to": 3 }'
const count = z.int().min(1, nthWords)

const nth = z
  .union([count, z.literal('every'), z.strictObject({ from: count, to: count.optional() })], {
    error: nthWords,
  })
  .refine((value) => typeof value !== 'object' || value.to === undefined || value.to >= value.from, {
    error: 'ends before it begins',
  })
  .optional()

const requestEffect = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    // Of the good ones 202 alone: GitHub did something else instead, and says what.
    status: z.union([z.literal(202), z.int().min(400).max(599)]),
    message: z.string().max(1000).optional(),
    retryAfter: z.int().min(0).optional(),
    when,
  }),
  z.strictObject({ kind: z.literal('delay'), ms: milliseconds, when }),
  z.strictObject({ kind: z.literal('hang'), when }),
  z.strictObject({ kind: z.literal('reset'), when }),
])

const webhookEffect = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('drop') }),
  z.strictObject({ kind: z.literal('duplicate') }),
  z.strictObject({ kind: z.literal('reorder') }),
  z.strictObject({ kind: z.literal('delay'), ms: milliseconds }),
])

const repository = z
  .string()
  .regex(/^[^/\s]+\/[^/\s]+$/, 'is owner/name')
  .optional()

const requestRule = z.strictObject({
  match: z
    .strictObject({
      method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', '*']).optional(),
      path: z
        .string()
        .regex(/^(?:[A-Z]+ )?\/\S*$/, 'begins with a slash, or with a method, a space and a slash')
        .optional(),
      graphql: z
        .string()
        .regex(/^(?:\*|[_A-Za-z]\w*)$/, 'is the name of an operation or a field, or *')
        .optional(),
      repository,
    })
    .refine((match) => Object.keys(match).length > 0, {
      error: 'says neither which requests (method, path, graphql) nor which webhooks (event)',
    })
    .refine(({ graphql, repository: named }) => graphql === undefined || named === undefined, {
      error: 'cannot tell the repository of a GraphQL request',
    }),
  nth,
  effect: requestEffect,
})

const webhookRule = z.strictObject({
  match: z.strictObject({
    event: z.string().regex(/^(?:\*|[a-z_]+)$/, 'is the name of a webhook event, or *'),
    action: z
      .string()
      .regex(/^[a-z_]+$/, 'is the action of a webhook event')
      .optional(),
    repository,
  }),
  nth,
  effect: webhookEffect,
})

/** Reads a rule that came from outside. @throws {FaultRuleError} */
export function readRule(value: unknown): FaultRule {
  const schema = isAboutWebhooks(value) ? webhookRule : requestRule
  const { success, data, error } = schema.safeParse(value)
  if (success) return data as FaultRule
  throw new FaultRuleError(
    error.issues.map(({ path, message }) => `${path.join('.') || 'the rule'}: ${lower(message)}`),
  )
}

function isAboutWebhooks(value: unknown): boolean {
  const match: unknown = typeof value === 'object' && value !== null && 'match' in value ? value.match : undefined
  return typeof match === 'object' && match !== null && ('event' in match || 'action' in match)
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
