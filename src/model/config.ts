import { load, YAMLException } from 'js-yaml'
import { z } from 'zod'
import { isStable, parseVersion } from './version.js'
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

/** A key whose every line is commented out is null in YAML, and means nothing said. */
function section<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => value ?? {}, schema)
}

const path = z
  .string()
  .refine(
    (text) => text !== '' && text.split('/').every((part) => !['', '.', '..', '.git'].includes(part)),
    'must be the path of a file in the repository, as in docs/CHANGELOG.md, or false',
  )

const releaseSchema = z.strictObject({
  tag: z
    .string()
    .refine((format) => format.split('${version}').length === 2, 'must hold ${version} once, as in v${version}')
    .refine((format) => isRefName(format.replace('${version}', '1.0.0')), 'must make a name that git takes for a tag')
    .default('v${version}'),
  types: section(z.record(z.string(), bump)),
  'pre-1.0': section(
    z.strictObject({
      breaking: z.enum(['major', 'minor']).default('minor'),
      feature: z.enum(['minor', 'patch']).default('minor'),
    }),
  ),
  'first-version': z
    .string()
    .refine(
      (version) => parseVersion(version) === version && isStable(version),
      'must be a stable version, as in 1.0.0',
    )
    .default('1.0.0'),
  changelog: z
    .union([z.literal(false), path], 'must be the path of a file, as in CHANGELOG.md, or false')
    .default('CHANGELOG.md'),
})

/** With a time only where it says its zone: what a date means must not depend on the machine. */
const isoDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/

const configSchema = z.strictObject({
  since: z
    .string()
    .refine((date) => isoDate.test(date) && !Number.isNaN(Date.parse(date)), 'must be a date, as in 2026-01-31')
    .optional(),
  release: section(releaseSchema),
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

/** The rules of git-check-ref-format that a tag name can break. */
function isRefName(name: string): boolean {
  return !/[\s~^:?*[\\\u0000-\u001f\u007f]|\.\.|@\{|\/\/|^[-/.]|\/\.|[/.]$|\.lock$/.test(name)
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
