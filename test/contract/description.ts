import { readFileSync } from 'node:fs'

/** JSON Schema in which a `$ref` holds the bare name of one of the description's schemas. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
}

export type Schemas = Readonly<Record<string, Schema>>

/** Schemas by media type. */
export type Content = Readonly<Record<string, Schema>>

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required?: boolean
  /** Whether the value may hold slashes that are not encoded. */
  readonly slashes?: boolean
  readonly schema: Schema
}

export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body?: { readonly required: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, Content>>
}

/** `rest.json`, as `trim-descriptions.mjs` writes it. */
export interface RestDescription {
  readonly source: string
  readonly operations: readonly Operation[]
  readonly schemas: Schemas
}

/** `webhooks.json`, as `trim-descriptions.mjs` writes it. */
export interface WebhookDescription {
  readonly source: string
  /** The headers that every delivery carries. */
  readonly headers: readonly string[]
  /** By name as GitHub's description has it: `pull-request-opened`, `push`. */
  readonly events: Readonly<Record<string, Schema>>
  readonly schemas: Schemas
}

export function readRestDescription(): RestDescription {
  return read<RestDescription>('rest.json')
}

export function readWebhookDescription(): WebhookDescription {
  return read<WebhookDescription>('webhooks.json')
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T
}
