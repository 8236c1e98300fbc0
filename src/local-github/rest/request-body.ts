import { Refusal } from '../world/refusal.js'
import type { RestContext } from './rest-request.js'

/** A request's JSON object, field by field. Each reader refuses with GitHub's 422 what is of another type. */
export interface RequestBody {
  has(field: string): boolean
  raw(field: string): unknown
  string(field: string): string | undefined
  requiredString(field: string): string
  boolean(field: string): boolean | undefined
  number(field: string): number | undefined
  strings(field: string): string[] | undefined
  object(field: string): RequestBody | undefined
  objects(field: string): RequestBody[] | undefined
  oneOf<T extends string>(field: string, values: readonly T[]): T | undefined
}

/** @throws {Refusal} 400 where it is no JSON object; nothing at all counts as an empty one */
export async function readBody(c: RestContext): Promise<RequestBody> {
  const text = await c.req.text()
  if (text.trim() === '') return requestBody({})
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal(400, 'Problems parsing JSON')
  }
  if (!isObject(value)) throw new Refusal(400, 'Body should be a JSON object')
  return requestBody(value)
}

/** Null is what clients send for "nothing", and is read so. */
function requestBody(fields: Readonly<Record<string, unknown>>): RequestBody {
  function typed<T>(field: string, type: string, is: (value: unknown) => value is T): T | undefined {
    const value = fields[field] ?? undefined
    if (value === undefined) return undefined
    if (!is(value)) throw invalidRequest(`For '${field}', ${JSON.stringify(value)} is not ${type}.`)
    return value
  }
  const body: RequestBody = {
    has: (field) => fields[field] !== undefined,
    raw: (field) => fields[field],
    string: (field) => typed(field, 'a string', isString),
    requiredString(field) {
      const value = body.string(field)
      if (value === undefined) throw invalidRequest(`"${field}" wasn't supplied.`)
      return value
    },
    boolean: (field) => typed(field, 'a boolean', (value): value is boolean => typeof value === 'boolean'),
    number: (field) => typed(field, 'an integer', (value): value is number => Number.isInteger(value)),
    strings: (field) => typed(field, 'an array of strings', isStrings),
    object(field) {
      const value = typed(field, 'an object', isObject)
      return value && requestBody(value)
    },
    objects: (field) => typed(field, 'an array of objects', isObjects)?.map(requestBody),
    oneOf<T extends string>(field: string, values: readonly T[]): T | undefined {
      const value = body.string(field)
      if (value === undefined) return undefined
      const known = values.find((one) => one === value)
      if (known === undefined) throw invalidRequest(`${value} is not a member of ${JSON.stringify(values)}.`)
      return known
    },
  }
  return body
}

/** A request that is not shaped as the endpoint asks. */
export function invalidRequest(reason: string): Refusal {
  return new Refusal(422, `Invalid request.\n\n${reason}`)
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isString)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isObjects(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.every(isObject)
}
