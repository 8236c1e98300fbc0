import { load } from 'js-yaml'
import { parse } from 'jsonc-parser'
import type { Files, Keys } from './translation.js'

/** A file's text; undefined where there is none. */
export function textOf(files: Files, path: string): string | undefined {
  const file = files[path]
  return file?.kind === 'text' ? file.text : undefined
}

/** A file read as JSON, comments allowed, or as YAML; undefined where it is absent, unreadable, or no record. */
export function readDocument(files: Files, path: string): Keys | undefined {
  const text = textOf(files, path)
  return text === undefined ? undefined : readKeys(text, path.endsWith('.json'))
}

/** A record in JSON or YAML; undefined where the text is none. */
export function readKeys(text: string, isJson: boolean): Keys | undefined {
  try {
    const document: unknown = isJson ? parse(text) : load(text)
    return isKeys(document) ? document : undefined
  } catch {
    return undefined
  }
}

export function isKeys(value: unknown): value is Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
}
