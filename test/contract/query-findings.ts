import type { Operation, Schema } from './description.js'
import type { Finding } from './problem.js'
import type { SchemaCheck } from './schema-check.js'

/** What is unknown, missing or wrong in a request's query. */
export function queryFindings(check: SchemaCheck, { parameters }: Operation, query: URLSearchParams): Finding[] {
  const described = new Map(
    parameters.filter((parameter) => parameter.in === 'query').map((parameter) => [parameter.name, parameter]),
  )
  const missing = [...described.values()].filter(({ name, required }) => required && !query.has(name))
  return [
    ...missing.map(({ name }) => ({ at: `query.${name}`, reason: 'is missing' })),
    ...[...query].flatMap(([name, text]) => {
      const schema = described.get(name)?.schema
      if (!schema) return [{ at: `query.${name}`, reason: 'is there, of which GitHub says nothing' }]
      return check.findings(schema, valueOf(check.resolve(schema), text), `query.${name}`)
    }),
  ]
}

/** A query holds text; a number or a boolean is what its schema wants to read there. */
function valueOf({ type }: Schema, text: string): unknown {
  const types = [type].flat()
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+$/.test(text)) return Number(text)
  if (types.includes('boolean') && /^(true|false)$/.test(text)) return text === 'true'
  if (types.includes('array')) return text.split(',')
  return text
}
