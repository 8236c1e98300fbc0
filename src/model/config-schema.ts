import { z } from 'zod'
import { refreshPattern } from './refresh.js'
import { isStable, parseVersion } from './version.js'

const bump = z.enum(['major', 'minor', 'patch', 'none'])

/** A key whose every line is commented out is null in YAML, and means nothing said. */
function section<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => value ?? {}, schema)
}

function list<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => value ?? [], z.array(item))
}

function isFilePath(text: string): boolean {
  return text !== '' && text.split('/').every((part) => !['', '.', '..', '.git'].includes(part))
}

const path = z
  .string()
  .refine(isFilePath, 'must be the path of a file in the repository, as in docs/CHANGELOG.md, or false')

const filePath = z.string().refine(isFilePath, 'must be the path of a file in the repository, as in src/version.ts')
const jsonPath = z
  .string()
  .refine((text) => /^\$(?:\.[\w-]+|\[\d+\]|\["[^"]+"\])+$/.test(text), 'must be a JSON path, as in $.version')

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
  files: list(z.union([filePath, z.strictObject({ path: filePath, json: jsonPath })])),
  refresh: z
    .string()
    .refine((text) => refreshPattern.test(text), 'must be push, command, or a time from 1m to 24h, as in 15m')
    .default('push'),
  draft: z.boolean().default(false),
  assets: list(z.string().min(1)),
})

/** With a time only where it says its zone: what a date means must not depend on the machine. */
const isoDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/

/** The keys of `.github/landfall.yml`, with their defaults: the one place where they are listed. */
export const configSchema = z.strictObject({
  since: z
    .string()
    .refine((date) => isoDate.test(date) && !Number.isNaN(Date.parse(date)), 'must be a date, as in 2026-01-31')
    .optional(),
  paused: z.boolean().default(false),
  release: section(releaseSchema),
})

/** The rules of git-check-ref-format that a tag name can break. */
function isRefName(name: string): boolean {
  return !/[\s~^:?*[\\\u0000-\u001f\u007f]|\.\.|@\{|\/\/|^[-/.]|\/\.|[/.]$|\.lock$/.test(name)
}
