import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { buildSchema, type GraphQLSchema } from 'graphql'

/** GitHub's whole public schema, as its newest copy on npm has it. Takes about a fifth of a second. */
export function loadSchema(): GraphQLSchema {
  // The installed copy is known to be valid, and nobody asks where in its text something stands.
  return buildSchema(readFileSync(schemaPath(), 'utf8'), { assumeValid: true, noLocation: true })
}

/** The package exports its code alone, so that no resolver finds the schema in it. */
function schemaPath(): string {
  const folders = createRequire(import.meta.url).resolve.paths('@octokit/graphql-schema') ?? []
  const paths = folders.map((folder) => join(folder, '@octokit', 'graphql-schema', 'schema.graphql'))
  const path = paths.find((candidate) => existsSync(candidate))
  if (path === undefined) throw new Error(`GitHub's GraphQL schema is not installed: looked for ${paths.join(', ')}`)
  return path
}
