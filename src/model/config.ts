import { load, YAMLException } from 'js-yaml'
import type * as z from 'zod'
import { configSchema } from './config-schema.js'
import { parseDuration } from './duration.js'
import { parseApprovals, type Environment } from './environment.js'
import { findForbiddenKey } from './forbidden-key.js'
import { parseFreezeWindow } from './freeze.js'
import { readWait } from './longest-wait.js'
import { readRefresh, type Refresh } from './refresh.js'
import type { VersionFile } from './release-files.js'
import type { ReleaseRules } from './release.js'
import type { Schedule } from './schedule.js'
import { suggestKey } from './suggest-key.js'
import { positionOf, type Position } from './yaml-position.js'

/** The one place where a repository's configuration is looked for, on its default branch. */
export const configPath = '.github/landfall.yml'

/** A repository's configuration, every key filled in. */
export interface Config {
  /** Changes before this moment are left alone (ISO 8601, UTC). */
  readonly since: string | undefined
  /** Everything is decided and recorded, nothing is done. */
  readonly paused: boolean
  readonly done: {
    /** What becomes of issues whose pull requests are merged and not released. */
    readonly issues: 'reopen' | 'label' | 'off'
    /** How threads say where their change stands. */
    readonly tell: 'edit' | 'comment' | 'off'
    /** How long a merged change may wait for its release, in milliseconds; undefined for as long as it likes. */
    readonly maxWaitMs: number | undefined
    /** The environment that has to run a change before it is done; undefined where a release is enough. */
    readonly liveIn: string | undefined
  }
  /** In the order in which they are listed. */
  readonly environments: readonly Environment[]
  readonly commands: {
    /** What `/status` and `/why` are said after, as in `/landfall status`; undefined where they stand alone. */
    readonly prefix?: string | undefined
  }
  readonly release: ReleaseRules & {
    /** The changelog that is kept, or false for none. */
    readonly changelog: string | false
    /** Files that carry the version, besides the manifests. */
    readonly files: readonly VersionFile[]
    readonly refresh: Refresh
    /** When the release pull request is merged by itself, once every check has passed. */
    readonly auto: 'off' | 'on-green' | Schedule
    /** The release is left as a draft for a person to publish. */
    readonly draft: boolean
    /** Names of assets that somebody uploads to the draft, `${version}` allowed; it is published once they are all there. */
    readonly assets: readonly string[]
  }
  readonly pullRequests: {
    /** What the preview says of a message that is no Conventional Commit: it warns, or it fails. */
    readonly preview: 'warn' | 'require' | 'off'
  }
}

/** One thing that is wrong in the configuration: where, what, and what would be right. */
export interface ConfigProblem extends Position {
  readonly message: string
}

export type ReadConfig =
  | { readonly kind: 'valid'; readonly config: Config }
  | { readonly kind: 'invalid'; readonly problems: readonly ConfigProblem[] }

/** In characters; a text of this length is read in a few milliseconds, whatever is in it. */
const longest = 100_000
const mostProblems = 20

/** What a commit type asks for where the configuration is silent. */
export const defaultTypes: ReleaseRules['types'] = { feat: 'minor', fix: 'patch', perf: 'patch', revert: 'patch' }

function toSchedule(auto: { readonly schedule: string; readonly 'time-zone': string }): Schedule {
  return { cron: auto.schedule, timeZone: auto['time-zone'] }
}

/** Reads `.github/landfall.yml`. An empty file is a valid one: every key is optional. */
export function readConfig(text: string): ReadConfig {
  if (text.length > longest) {
    const message = `this is longer than ${longest} characters, which no configuration needs; keep the keys and take out the rest`
    return { kind: 'invalid', problems: [{ line: 1, column: 1, message }] }
  }
  let document: unknown
  try {
    document = isBlank(text) ? {} : (load(text) ?? {})
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const position = { line: (error.mark?.line ?? 0) + 1, column: (error.mark?.column ?? 0) + 1 }
    return { kind: 'invalid', problems: [{ ...position, message: `this is not YAML: ${error.reason}` }] }
  }
  const forbidden = findForbiddenKey(document, 'environments')
  if (forbidden !== undefined)
    return { kind: 'invalid', problems: [{ ...positionOf(text, forbidden), message: sayUnknown(forbidden) }] }
  const result = configSchema.safeParse(document)
  if (!result.success) return { kind: 'invalid', problems: listProblems(text, result.error.issues) }
  const { since, paused, release, done, environments, commands, 'pull-requests': pullRequests } = result.data
  return {
    kind: 'valid',
    config: {
      since: since === undefined ? undefined : new Date(since).toISOString(),
      paused,
      done: {
        issues: done.issues,
        tell: done.tell,
        maxWaitMs: done['max-wait'] === undefined ? undefined : readWait(done['max-wait']),
        liveIn: done.when === 'released' ? undefined : done.when.slice('live:'.length),
      },
      environments: Object.entries(environments).map(([name, rules]) => toEnvironment(name, rules)),
      commands,
      release: {
        tag: release.tag,
        types: { ...defaultTypes, ...lowerCaseKeys(release.types) },
        preMajor: release['pre-1.0'],
        firstVersion: release['first-version'],
        changelog: release.changelog,
        files: release.files.map((file) => (typeof file === 'string' ? { path: file, json: undefined } : file)),
        refresh: readRefresh(release.refresh),
        auto: typeof release.auto === 'string' ? release.auto : toSchedule(release.auto),
        draft: release.draft,
        assets: release.assets,
      },
      pullRequests,
    },
  }
}

function toEnvironment(name: string, rules: z.output<typeof configSchema>['environments'][string]): Environment {
  return {
    name,
    isTransient: rules.transient,
    on: rules.on,
    after: rules.after,
    soakMs: parseDuration(rules.soak ?? '') ?? 0,
    checks: rules.checks,
    reviews: rules.reviews,
    approvals: rules.approvals === undefined ? undefined : parseApprovals(rules.approvals),
    allow: rules.allow,
    freeze: {
      timeZone: rules['time-zone'],
      windows: rules.freeze.flatMap((window) => parseFreezeWindow(window) ?? []),
    },
    timeoutMs: parseDuration(rules.timeout) ?? 0,
    onFailure: rules['on-failure'],
    workflow: rules.workflow,
  }
}

interface Finding {
  readonly path: readonly PropertyKey[]
  readonly message: () => string
}

/** In the order of the file. Whoever has a hundred mistakes mends the first ones first. */
function listProblems(text: string, issues: readonly z.core.$ZodIssue[]): ConfigProblem[] {
  const findings = issues.flatMap(findingsOf)
  const problems = findings
    .slice(0, mostProblems)
    .map(({ path, message }) => ({ ...positionOf(text, path), message: message() }))
    .sort((a, b) => a.line - b.line || a.column - b.column)
  const last = problems.at(-1)
  if (last === undefined || findings.length <= mostProblems) return problems
  return [...problems, { ...last, message: `and ${findings.length - mostProblems} more` }]
}

function findingsOf(issue: z.core.$ZodIssue): Finding[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key]
      return { path, message: () => sayUnknown(path) }
    })
  }
  const name = issue.path.length === 0 ? 'the file' : printPath(issue.path)
  return [{ path: issue.path, message: () => `${name}: ${issue.message}` }]
}

function sayUnknown(path: readonly PropertyKey[]): string {
  const meant = suggestKey(path.map(String))
  const mend = meant === undefined ? '' : `; did you mean ${meant}?`
  return `${printPath(path)}: there is no such key${mend}`
}

function printPath(path: readonly PropertyKey[]): string {
  return path.map((step) => String(step).slice(0, 80)).join('.')
}

function isBlank(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(#.*)?$/.test(line))
}

function lowerCaseKeys<T>(record: Record<string, T | undefined>): Record<string, T> {
  const said = Object.entries(record).flatMap(([key, value]) =>
    value === undefined ? [] : [[key.toLowerCase(), value] as const],
  )
  return Object.fromEntries(said)
}
