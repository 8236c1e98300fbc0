import * as z from 'zod'
import { configSchema } from './config-schema.js'

/** JSON Schema, as far as zod writes it. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly description?: string
  /** For people; no word of JSON Schema, so it is not in the file that editors read. */
  readonly values?: string
  readonly default?: unknown
  readonly enum?: readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | boolean
}

/** A key that says something: `release.tag`. */
export interface ConfigKey {
  readonly path: readonly string[]
  readonly schema: JsonSchema
}

/** The JSON Schema of `.github/landfall.yml` (draft 7, which the YAML language server reads), for editors. */
export function configJsonSchema(): JsonSchema {
  return toJsonSchema((schema) => delete schema['values'])
}

/** Every key, sections and what they hold, in the order of the schema. */
export function configKeys(): ConfigKey[] {
  return keysUnder(
    toJsonSchema(() => {}),
    [],
  )
}

/** Stands for whatever a person calls it: `environments.<name>.on`. */
export const anyName = '<name>'

function keysUnder({ properties = {}, additionalProperties: any }: JsonSchema, path: readonly string[]): ConfigKey[] {
  const named = typeof any === 'object' && any.properties !== undefined ? { [anyName]: any } : {}
  return Object.entries({ ...properties, ...named }).flatMap(([key, schema]) => {
    const here = [...path, key]
    return [{ path: here, schema }, ...keysUnder(schema, here)]
  })
}

/**
 * The schema of what a person writes. zod describes what comes out of it, so two things are put right: a key with a default need not be
 * written, and a section or list may be left empty.
 */
function toJsonSchema(amend: (schema: Record<string, unknown>) => void): JsonSchema {
  return z.toJSONSchema(configSchema, {
    target: 'draft-7',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema instanceof z.ZodObject) {
        const required = (jsonSchema.required ?? []).filter((key) => !mayBeLeftOut(zodSchema.shape[key]))
        delete jsonSchema.required
        if (required.length > 0) jsonSchema.required = required
      }
      const { type } = jsonSchema
      if (zodSchema instanceof z.ZodPipe && (type === 'object' || type === 'array'))
        Object.assign(jsonSchema, { type: [type, 'null'] })
      amend(jsonSchema)
    },
  }) as JsonSchema
}

function mayBeLeftOut(schema: unknown): boolean {
  return schema instanceof z.ZodType && schema.safeParse(undefined).success
}
