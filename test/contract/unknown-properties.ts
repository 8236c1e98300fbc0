import type { Schema } from './description.js'
import type { Finding } from './problem.js'
import type { SchemaCheck } from './schema-check.js'
import { childOf } from './value-place.js'

/**
 * The properties that no schema lists, at any depth. GitHub ignores what it does not know, and so its schemas allow it; whoever sends it is
 * mistaken all the same. An object for which no property is listed at all is free-form.
 */
export function unknownProperties(check: SchemaCheck, schema: Schema, value: unknown, at: string): Finding[] {
  if (value === null || typeof value !== 'object') return []
  const shapes = shapesOf(check, schema, value)
  if (Array.isArray(value)) {
    const items = shapes.flatMap((shape) => shape.items ?? [])
    return value.flatMap((item, index) =>
      fewest(items.map((each) => unknownProperties(check, each, item, childOf(at, String(index))))),
    )
  }
  const listing = shapes.flatMap(({ properties }) => (properties ? [properties] : []))
  const others = shapes.flatMap(({ additionalProperties }) =>
    typeof additionalProperties === 'object' ? additionalProperties : [],
  )
  if (listing.length === 0 && others.length === 0) return []
  const unknown: string[] = []
  const below = Object.entries(value).flatMap(([name, member]) => {
    const known = listing.flatMap((properties) => (Object.hasOwn(properties, name) ? (properties[name] ?? []) : []))
    const schemas = known.length > 0 ? known : others
    if (schemas.length === 0) unknown.push(name)
    if (member === null || typeof member !== 'object') return []
    return fewest(schemas.map((each) => unknownProperties(check, each, member, childOf(at, name))))
  })
  return unknown.length === 0
    ? below
    : [{ at, reason: `has ${unknown.join(', ')}, of which GitHub says nothing` }, ...below]
}

/** The schemas that together say what is in the value: of a choice those alternatives that it fits. */
function shapesOf(check: SchemaCheck, schema: Schema, value: unknown): Schema[] {
  const resolved = check.resolve(schema)
  const others = (resolved.anyOf ?? []).filter((alternative) => alternative.type !== 'null')
  const chosen = others.length === 1 ? others : others.filter((alternative) => check.fits(alternative, value))
  return [resolved, ...[...(resolved.allOf ?? []), ...chosen].flatMap((part) => shapesOf(check, part, value))]
}

/** A property that two shapes list is unknown in none where one of them knows all of it. */
function fewest(findings: readonly Finding[][]): Finding[] {
  return (
    findings.reduce<Finding[] | undefined>(
      (best, each) => (best && best.length <= each.length ? best : each),
      undefined,
    ) ?? []
  )
}
