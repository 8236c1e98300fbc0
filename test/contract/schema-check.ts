import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import type { Schema, Schemas } from './description.js'
import type { Finding } from './problem.js'
import { childOf } from './value-place.js'

export interface SchemaCheck {
  /** Where the value is not what the schema wants; each place begins with `at`. */
  findings(schema: Schema, value: unknown, at: string): Finding[]
  fits(schema: Schema, value: unknown): boolean
  /** The schema itself, or the one that it refers to. */
  resolve(schema: Schema): Schema
}

/** Checks values against schemas that may refer to the named ones. A schema is compiled when it is first met, and kept. */
export function createSchemaCheck(schemas: Schemas): SchemaCheck {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    verbose: true,
    validateSchema: false,
    logger: false,
    // Most of the cost is compiling: this halves it, and checking is no slower.
    code: { optimize: false },
    inlineRefs: false,
  })
  formats.default(ajv)
  // The addresses of bots hold brackets, `landfall[bot]@…`, and GitHub has them where it promises an e-mail.
  ajv.addFormat('email', /^[^\s@]+@[^\s@]+$/)
  ajv.addFormat('repo.nwo', /^[\w.-]+\/[\w.-]+$/)
  ajv.addFormat('timestamp', { type: 'number', validate: Number.isInteger })
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, name)
  const compiled = new WeakMap<Schema, ValidateFunction>()

  function validatorOf(schema: Schema): ValidateFunction {
    const known = compiled.get(schema)
    if (known) return known
    const validator = ajv.compile(schema)
    compiled.set(schema, validator)
    return validator
  }

  function fits(schema: Schema, value: unknown): boolean {
    return validatorOf(schema)(value)
  }

  function errorsOf(schema: Schema, value: unknown): ErrorObject[] {
    const validator = validatorOf(schema)
    return validator(value) ? [] : (validator.errors ?? [])
  }

  function findings(schema: Schema, value: unknown, at: string): Finding[] {
    const errors = [...errorsOf(schema, value)]
    const found: Finding[][] = []
    for (let error = errors.pop(); error !== undefined; error = errors.pop()) {
      if (error.keyword !== 'anyOf') {
        found.unshift([{ at: placeOf(error, at), reason: reasonOf(error) }])
        continue
      }
      // Ajv says why each alternative failed before it says that all did. Only what the nearest one lacks helps a reader.
      const alternatives = error.schema as readonly Schema[]
      const said = alternatives.reduce((sum, alternative) => sum + errorsOf(alternative, error.data).length, 0)
      errors.splice(errors.length - said, said)
      found.unshift(nearest(alternatives, error.data, placeOf(error, at)))
    }
    const all = together(found.flat())
    // However it is worded, what does not fit is never passed over.
    return all.length === 0 && !fits(schema, value) ? [{ at, reason: `is ${show(value)}, which does not fit` }] : all
  }

  /** Why a value fits no alternative: in the words of the one that it nearly fits, else of all. */
  function nearest(alternatives: readonly Schema[], value: unknown, at: string): Finding[] {
    const failures = alternatives
      .filter((alternative) => resolve(alternative).type !== 'null')
      .map((alternative) => findings(alternative, value, at))
      .sort((one, other) => distance(one) - distance(other))
    const [best = []] = failures
    const isRightKind = best.every((finding) => finding.at !== at || !finding.reason.includes(', not '))
    if (failures.length === 1 || isRightKind) return best
    const reasons = new Set(failures.map((found) => found.map(({ reason }) => reason).join(' and ')))
    return [{ at, reason: [...reasons].join('; or ') }]
  }

  function resolve(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema
    const named = schemas[schema.$ref]
    if (named === undefined) throw new Error(`No schema is called ${schema.$ref}`)
    return resolve(named)
  }

  return { findings, fits, resolve }
}

/** What is of another kind is farther away than what lacks something. */
function distance(findings: readonly Finding[]): number {
  return findings.reduce((sum, { reason }) => sum + (reason.startsWith('lacks ') ? 1 : 10), 0)
}

/** What lacks in one place is one finding. */
function together(findings: readonly Finding[]): Finding[] {
  const lacks = /^lacks /
  const places = new Set(findings.filter(({ reason }) => lacks.test(reason)).map(({ at }) => at))
  const missing = [...places].map((place) => {
    const names = findings.filter(({ at, reason }) => at === place && lacks.test(reason))
    return { at: place, reason: `lacks ${names.map(({ reason }) => reason.replace(lacks, '')).join(', ')}` }
  })
  return [...findings.filter(({ reason }) => !lacks.test(reason)), ...missing]
}

function placeOf({ instancePath }: ErrorObject, at: string): string {
  return instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce(childOf, at)
}

function reasonOf({ keyword, params, message = 'is wrong', data }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return `lacks ${String(params['missingProperty'])}`
    case 'additionalProperties':
      return `has ${String(params['additionalProperty'])}, which is unknown`
    case 'enum':
      return `is ${show(data)}, not one of ${show(params['allowedValues'])}`
    case 'type':
      return `is ${show(data)}, not ${[params['type']].flat().join(' or ')}`
    case 'format':
      return `is ${show(data)}, not a ${String(params['format'])}`
    default:
      return `${message}, but is ${show(data)}`
  }
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}
