import * as z from 'zod'

/**
 * What is said of a key beside its type. From here come the JSON Schema that editors read and the table in docs/configuration.md;
 * `npm run docs` writes both.
 */
export interface KeyMeta {
  /** What it does, in Markdown on one line. */
  readonly description: string
  /** The values that it takes, for people. */
  readonly values?: string
  /** What JSON Schema can say of the values: an editor warns by it, `readConfig` has the last word. */
  readonly pattern?: string
  readonly examples?: readonly unknown[]
}

export const says = (meta: KeyMeta): Record<string, unknown> => ({ ...meta })

export const mustBeKeys = 'must be a mapping, with its keys indented on the lines below'

/** A key whose every line is commented out is null in YAML, and means nothing said. */
export function section<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => value ?? {}, schema)
}

export function list<T extends z.ZodType>(item: T, error: string) {
  return z.preprocess((value) => value ?? [], z.array(item, { error }))
}

export function text(isRight: (text: string) => boolean, error: string) {
  return z.string({ error }).refine(isRight, { error })
}

export function oneOf<const T extends readonly string[]>(...values: T) {
  const error = `must be ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
  return z.enum(values, { error })
}

export function yesOrNo() {
  return z.boolean({ error: 'must be true or false' })
}
