import type { Schema, Schemas } from './description.js'
import { childOf } from './value-place.js'

/** A message body that was changed in one place. */
export interface Mutant {
  readonly change: string
  readonly body: unknown
}

/** An object somewhere in a body, and what its schema says for certain, whichever alternative of a choice was meant. */
interface Place {
  readonly at: string
  readonly path: readonly string[]
  readonly required: readonly string[]
  readonly isListed: boolean
}

/** The body without one field that is required: a mutant for each such field at each depth, of lists in the first item. */
export function withoutRequired(schemas: Schemas, schema: Schema, body: unknown): Mutant[] {
  return placesIn(schemas, schema, body).flatMap(({ at, path, required }) =>
    required.map((name) => ({
      change: `${at} without ${name}`,
      body: changed(body, path, (object) => omit(object, name)),
    })),
  )
}

/** The body with one field that no schema knows: a mutant for each object whose fields are listed. */
export function withUnknown(schemas: Schemas, schema: Schema, body: unknown): Mutant[] {
  return placesIn(schemas, schema, body)
    .filter(({ isListed }) => isListed)
    .map(({ at, path }) => ({
      change: `${at} with more`,
      body: changed(body, path, (object) => ({ ...object, not_of_github: 1 })),
    }))
}

function placesIn(
  schemas: Schemas,
  schema: Schema,
  value: unknown,
  at = 'body',
  path: readonly string[] = [],
): Place[] {
  const shapes = certain(schemas, schema, value)
  if (Array.isArray(value)) {
    if (value.length === 0) return []
    return shapes.flatMap(({ items }) =>
      items ? placesIn(schemas, items, value[0], childOf(at, '0'), [...path, '0']) : [],
    )
  }
  if (typeof value !== 'object' || value === null) return []
  const required = [...new Set(shapes.flatMap((shape) => shape.required ?? []))].filter((name) => name in value)
  const listed = new Map(shapes.flatMap(({ properties }) => Object.entries(properties ?? {})))
  const below = Object.entries(value).flatMap(([name, member]) => {
    const described = listed.get(name)
    return described ? placesIn(schemas, described, member, childOf(at, name), [...path, name]) : []
  })
  return [{ at, path, required, isListed: listed.size > 0 }, ...below]
}

/** The shapes that a value must have all of. Where more than one alternative is left, only what all of them require is certain. */
function certain(schemas: Schemas, schema: Schema, value: unknown): Schema[] {
  const resolved = resolve(schemas, schema)
  const parts = (resolved.allOf ?? []).flatMap((part) => certain(schemas, part, value))
  const alternatives = (resolved.anyOf ?? []).filter((each) => isOfKind(resolve(schemas, each), value))
  const shapes = alternatives.map((each) => certain(schemas, each, value))
  const [first = [], ...others] = shapes
  if (others.length === 0) return [resolved, ...parts, ...first]
  const [names = [], ...rest] = shapes.map((each) => each.flatMap(({ required }) => required ?? []))
  return [resolved, ...parts, { required: names.filter((name) => rest.every((other) => other.includes(name))) }]
}

function isOfKind({ type }: Schema, value: unknown): boolean {
  if (type === undefined) return true
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  return [type].flat().includes(kind === 'number' ? 'integer' : kind)
}

function resolve(schemas: Schemas, schema: Schema): Schema {
  return schema.$ref === undefined ? schema : resolve(schemas, schemas[schema.$ref] ?? {})
}

function changed(
  body: unknown,
  path: readonly string[],
  change: (object: Record<string, unknown>) => unknown,
): unknown {
  const [name, ...rest] = path
  if (name === undefined) return change(body as Record<string, unknown>)
  if (Array.isArray(body))
    return body.map((item: unknown, index) => (String(index) === name ? changed(item, rest, change) : item))
  const object = body as Record<string, unknown>
  return { ...object, [name]: changed(object[name], rest, change) }
}

function omit(object: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name))
}
