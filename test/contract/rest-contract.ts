import type { Content, Operation, Parameter, RestDescription, Schema } from './description.js'
import { operationTable } from './operation-table.js'
import type { Finding, Problem } from './problem.js'
import { queryFindings } from './query-findings.js'
import { createSchemaCheck } from './schema-check.js'
import { isDescribedForAll, refusalSchema } from './statuses-for-all.js'
import { unknownProperties } from './unknown-properties.js'

/** Headers by lower-case name. */
export type Headers = Readonly<Record<string, string | undefined>>

export interface RestContract {
  /** The id that GitHub's description has for the operation, as in `pulls/create`. */
  operationOf(method: string, path: string): string | undefined
  request(method: string, path: string, query: URLSearchParams, headers: Headers, body: unknown): Problem[]
  response(method: string, path: string, status: number, headers: Headers, body: unknown): Problem[]
}

/**
 * REST messages against GitHub's description. A path is what follows the API's root, without query, encoded as it was sent; a body is what its JSON
 * means, a string where it is something else, undefined where there is none.
 */
export function restContract({ operations, schemas }: RestDescription): RestContract {
  const find = operationTable(operations)
  const check = createSchemaCheck(schemas)

  function request(method: string, path: string, query: URLSearchParams, _headers: Headers, body: unknown): Problem[] {
    const found = find(method, path)
    if (!found) {
      const reason =
        'is not described, or not in use yet: then name it in test/contract/in-use.json and trim the descriptions again'
      return [{ operation: `${method} ${path}`, side: 'request', at: 'path', reason }]
    }
    const { operation, values } = found
    const findings = [
      ...pathFindings(operation, values),
      ...queryFindings(check, operation, query),
      ...bodyFindings(operation, body),
    ]
    return findings.map((finding) => ({ operation: operation.id, side: 'request', ...finding }))
  }

  function response(method: string, path: string, status: number, headers: Headers, body: unknown): Problem[] {
    const operation = find(method, path)?.operation
    if (!operation) return []
    return answerFindings(operation, method, status, headers, body).map((finding) => ({
      operation: operation.id,
      side: 'response',
      ...finding,
    }))
  }

  function pathFindings({ parameters }: Operation, values: Readonly<Record<string, string>>): Finding[] {
    return parameters
      .filter((parameter) => parameter.in === 'path' && isWhole(parameter))
      .filter(({ name }) => !/^\d+$/.test(values[name] ?? ''))
      .map(({ name }) => ({ at: `path.${name}`, reason: `is ${JSON.stringify(values[name])}, not a whole number` }))
  }

  function bodyFindings({ body: described }: Operation, body: unknown): Finding[] {
    if (!described) return isEmpty(body) ? [] : [{ at: 'body', reason: 'is there, but the operation takes none' }]
    if (body === undefined) return described.required ? [{ at: 'body', reason: 'is missing' }] : []
    const schema = described.content['application/json']
    if (!schema) return []
    if (typeof body === 'string' && !check.fits(schema, body)) return [{ at: 'body', reason: 'is not JSON' }]
    return [...check.findings(schema, body, 'body'), ...unknownProperties(check, schema, body, 'body')]
  }

  function answerFindings(
    operation: Operation,
    method: string,
    status: number,
    headers: Headers,
    body: unknown,
  ): Finding[] {
    const content = operation.responses[String(status)]
    if (!content) {
      if (!isDescribedForAll(operation, status)) return [{ at: 'status', reason: `${status} is not described` }]
      return status >= 500 || status === 304
        ? []
        : contentFindings({ 'application/json': refusalSchema }, status, headers, body)
    }
    if (method === 'HEAD') return []
    if (Object.keys(content).length > 0) return contentFindings(content, status, headers, body)
    if (status >= 400 && body !== undefined)
      return contentFindings({ 'application/json': refusalSchema }, status, headers, body)
    return isEmpty(body) || status >= 300 ? [] : [{ at: 'body', reason: `is there, but a ${status} has none` }]
  }

  function contentFindings(content: Content, status: number, headers: Headers, body: unknown): Finding[] {
    const type = (headers['content-type'] ?? '').split(';')[0]?.trim() ?? ''
    // Files and diffs as they are: nothing describes what is in them.
    if (/^application\/vnd\.github\.(v3\.)?(raw|diff|patch|sha|html)\b/.test(type)) return []
    const schema = schemaFor(content, type)
    if (body === undefined) return [{ at: 'body', reason: 'is missing' }]
    if (!schema) return [{ at: 'headers.content-type', reason: `is ${type}, not ${Object.keys(content).join(' or ')}` }]
    const findings = check.findings(schema, body, 'body')
    // Whoever relies on a field that GitHub does not promise fails on GitHub. Refusals say more than each one's description.
    return status >= 400 ? findings : [...findings, ...unknownProperties(check, schema, body, 'body')]
  }

  return { operationOf: (method, path) => find(method, path)?.operation.id, request, response }
}

/** `application/vnd.github.object+json` is what the description calls `application/vnd.github.object`. */
function schemaFor(content: Content, type: string): Schema | undefined {
  return (
    content[type] ??
    content[type.replace(/\+json$/, '')] ??
    (/^application\/(.+\+)?json$/.test(type) ? content['application/json'] : undefined)
  )
}

function isWhole({ schema }: Parameter): boolean {
  return schema.type === 'integer'
}

function isEmpty(body: unknown): boolean {
  return body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0)
}
