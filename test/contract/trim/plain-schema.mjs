/** What says nothing about which values are right. */
const prose = new Set([
  'description',
  'title',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'default',
  'deprecated',
  'readOnly',
  'discriminator',
])

const kept = new Set([
  ...['type', 'enum', 'const', 'format', 'pattern', 'required', 'uniqueItems', 'minimum', 'maximum'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
])

/**
 * An OpenAPI 3.0 or 3.1 schema as plain JSON Schema without prose: `nullable` becomes a type, a reference becomes the bare name, `oneOf` becomes
 * `anyOf` (GitHub's alternatives overlap: every full user is a simple user too).
 */
export function plainSchema(schema) {
  if (typeof schema === 'boolean') return schema
  if (schema.$ref !== undefined)
    return orNull({ $ref: schema.$ref.replace('#/components/schemas/', '') }, schema.nullable)
  const plain = {}
  for (const [key, value] of Object.entries(schema)) {
    if (prose.has(key) || key.startsWith('x-') || key === 'nullable') continue
    else if (key === 'properties') plain.properties = mapValues(value, plainSchema)
    else if (key === 'items' || key === 'additionalProperties' || key === 'not') plain[key] = plainSchema(value)
    else if (key === 'oneOf' || key === 'anyOf') plain.anyOf = [...(plain.anyOf ?? []), ...value.map(plainSchema)]
    else if (key === 'allOf') plain.allOf = value.map(plainSchema)
    else if (kept.has(key)) plain[key] = value
    else throw new Error(`A keyword that the trimming does not know: ${key}`)
  }
  // Sizes of integers are not told apart in JavaScript.
  if (plain.format === 'int64' || plain.format === 'int32') delete plain.format
  // The empty text that such a field has by default, and in GitHub's answers, is no URI.
  if (plain.format === 'uri' && schema.default === '') delete plain.format
  return orNull(withoutSingles(withViewType(plain)), schema.nullable)
}

/** GitHub tells it of every user; its description has it for some. */
function withViewType(schema) {
  const { login, site_admin: isStaff } = schema.properties ?? {}
  if (login !== undefined && isStaff !== undefined) schema.properties.user_view_type ??= { type: 'string' }
  return schema
}

function orNull(schema, nullable) {
  if (isNullableObject(schema)) return { anyOf: [{ ...schema, type: 'object' }, { type: 'null' }] }
  if (nullable !== true) return schema
  if (typeof schema.type === 'string' && schema.anyOf === undefined && schema.allOf === undefined) {
    const typed = {
      ...schema,
      type: [schema.type, 'null'],
      ...(schema.enum && { enum: [...new Set([...schema.enum, null])] }),
    }
    return orNull(typed, false)
  }
  return { anyOf: [schema, { type: 'null' }] }
}

/** Told apart from its null, the object has the shape that the same object has where it may not be null. */
function isNullableObject({ type, properties }) {
  return (
    Array.isArray(type) &&
    type.length === 2 &&
    type.includes('object') &&
    type.includes('null') &&
    properties !== undefined
  )
}

function withoutSingles(schema) {
  const keys = Object.keys(schema)
  for (const combinator of ['anyOf', 'allOf'])
    if (keys.length === 1 && schema[combinator]?.length === 1) return schema[combinator][0]
  return schema
}

export function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]))
}
