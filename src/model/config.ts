import { load, YAMLException } from 'js-yaml'
import { z } from 'zod'
import { parseVersion } from './version.js'
import type { ReleaseRules } from './release.js'
import { positionOf, type Position } from './yaml-position.js'

/** The one place where a repository's configuration is looked for, on its default branch. */
export const configPath = '.github/landfall.yml'

/** A repository's configuration, every key filled in. */
export interface Config {
  /** Changes before this moment are left alone (ISO 8601, UTC). */
  readonly since: string | undefined
  readonly release: ReleaseRules & {
    /** The changelog that is kept, or false for none. */
    readonly changelog: string | false
  }
}

/** One thing that is wrong in the configuration: where, what, and what would be right. */
export interface ConfigProblem extends Position {
  readonly message: string
}

export type ReadConfig =
  | { readonly kind: 'valid'; readonly config: Config }
  | { readonly kind: 'invalid'; readonly problems: readonly ConfigProblem[] }

const bump = z.enum(['major', 'minor', 'patch', 'none'])

const releaseSchema = z.strictObject({
  tag: z
    .string()
    .refine((format) => format.split('${version}').length === 2, 'must hold ${version} once, as in v${version}')
    .default('v${version}'),
  types: z.record(z.string(), bump).default({}),
  'pre-1.0': z
    .strictObject({
      breaking: z.enum(['major', 'minor']).default('minor'),
      feature: z.enum(['minor', 'patch']).default('minor'),
    })
    .prefault({}),
  'first-version': z
    .string()
    .refine((version) => parseVersion(version) === version, 'must be a version, as in 1.0.0')
    .default('1.0.0'),
  changelog: z.union([z.literal(false), z.string().min(1)]).default('CHANGELOG.md'),
})

const configSchema = z.strictObject({
  since: z
    .string()
    .refine((date) => !Number.isNaN(Date.parse(date)), 'must be a date, as in 2026-01-31')
    .optional(),
  release: releaseSchema.prefault({}),
})

/** What a commit type asks for where the configuration is silent. */
export const defaultTypes: ReleaseRules['types'] = { feat: 'minor', fix: 'patch', perf: 'patch', revert: 'patch' }

/** Reads `.github/landfall.yml`. An empty file is a valid one: every key is optional. */
export function readConfig(text: string): ReadConfig {
  let document: unknown
  try {
    document = isBlank(text) ? {} : (load(text) ?? {})
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const position = { line: (error.mark?.line ?? 0) + 1, column: (error.mark?.column ?? 0) + 1 }
    return { kind: 'invalid', problems: [{ ...position, message: `this is not YAML: ${error.reason}` }] }
  }
  const result = configSchema.safeParse(document)
  if (!result.success)
    return { kind: 'invalid', problems: result.error.issues.flatMap((issue) => explain(text, issue)) }
  const { since, release } = result.data
  return {
    kind: 'valid',
    config: {
      since: since === undefined ? undefined : new Date(since).toISOString(),
      release: {
        tag: release.tag,
        types: { ...defaultTypes, ...lowerCaseKeys(release.types) },
        preMajor: release['pre-1.0'],
        firstVersion: release['first-version'],
        changelog: release.changelog,
      },
    },
  }
}

function explain(text: string, issue: z.core.$ZodIssue): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key]
      return { ...positionOf(text, path), message: `${printPath(path)}: there is no such key` }
    })
  }
  const name = issue.path.length === 0 ? 'the file' : printPath(issue.path)
  return [{ ...positionOf(text, issue.path), message: `${name}: ${issue.message}` }]
}

function printPath(path: readonly PropertyKey[]): string {
  return path.map(String).join('.')
}

function isBlank(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(#.*)?$/.test(line))
}

function lowerCaseKeys<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]))
}
