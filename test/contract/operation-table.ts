import type { Operation } from './description.js'

export interface FoundOperation {
  readonly operation: Operation
  /** The values in the path, decoded. */
  readonly values: Readonly<Record<string, string>>
}

/** The root of the contents and all refs are asked for by an empty value: "If you omit the path parameter…". */
const mayEndEmpty = new Set(['repos/get-content', 'git/list-matching-refs'])

/** Finds the operation that a method and a path (without query, encoded as it was sent) stand for. */
export type FindOperation = (method: string, path: string) => FoundOperation | undefined

/** Where templates overlap (`commits/{ref}` holds slashes, so does `commits/{ref}/status`), the one that says more wins, as on GitHub. */
export function operationTable(operations: readonly Operation[]): FindOperation {
  const routes = operations
    .map((operation) => ({ operation, pattern: patternOf(operation), literals: literalsIn(operation.path) }))
    .sort((one, other) => other.literals - one.literals)
  return (method, path) => {
    const asked = method === 'HEAD' ? 'GET' : method
    for (const { operation, pattern } of routes) {
      if (operation.method !== asked) continue
      const match = pattern.exec(path)
      if (!match) continue
      const names = namesIn(operation.path)
      return {
        operation,
        values: Object.fromEntries(names.map((name, index) => [name, decode(match[index + 1] ?? '')])),
      }
    }
    return undefined
  }
}

function patternOf({ id, path, parameters }: Operation): RegExp {
  const slashed = new Set(parameters.filter(({ slashes }) => slashes).map(({ name }) => name))
  const source = path
    .split('/')
    .slice(1)
    .map((part, index, parts) => {
      const [, name] = /^\{(.+)\}$/.exec(part) ?? []
      if (name === undefined) return `/${part.replaceAll('.', '\\.')}`
      if (!slashed.has(name)) return '/([^/]+)'
      return index === parts.length - 1 && mayEndEmpty.has(id) ? '(?:/(.*))?' : '/(.+?)'
    })
    .join('')
  return new RegExp(`^${source}/?$`)
}

function literalsIn(path: string): number {
  return path.split('/').filter((part) => part !== '' && !part.startsWith('{')).length
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
