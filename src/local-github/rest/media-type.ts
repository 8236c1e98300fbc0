import type { RestContext } from './rest-request.js'

/** The custom media type that a client asks for: `raw` of `application/vnd.github.raw+json`; undefined for plain JSON. */
export function mediaTypeOf(c: RestContext): 'raw' | 'sha' | 'diff' | 'patch' | undefined {
  const [, type] = /application\/vnd\.github(?:\.v3)?\.(raw|sha|diff|patch)\b/.exec(c.req.header('accept') ?? '') ?? []
  switch (type) {
    case 'raw':
    case 'sha':
    case 'diff':
    case 'patch':
      return type
    default:
      return undefined
  }
}
