import { linesOutsideOfCode } from './lines-outside-of-code.js'
import { isStable, parseVersion, type Version } from './version.js'

/** What a person can ask of the bot in a comment on the release pull request. */
export type Command = { readonly kind: 'release-as'; readonly version: Version } | { readonly kind: 'release-refresh' }

/** A command as it was read; one that cannot be followed names the forms that come nearest to it. */
export type ReadCommand = Command | { readonly kind: 'unknown'; readonly nearest: readonly string[] }

const forms = { as: '/release as 2.0.0', refresh: '/release refresh' } as const
const start = /^\/release(?:\s|$)/i

/**
 * Reads the command of a comment: a line that begins with `/release`, outside of fenced code. A quoted line begins with `>`, so it is
 * none. Undefined where there is no command; one comment holds one.
 */
export function parseCommand(body: string): ReadCommand | undefined {
  const [line, second] = linesOutsideOfCode(body).filter((each) => start.test(each))
  if (line === undefined) return undefined
  if (second !== undefined) return { kind: 'unknown', nearest: Object.values(forms) }
  const [, verb = '', ...rest] = line.trim().split(/\s+/)
  if (verb.toLowerCase() === 'refresh' && rest.length === 0) return { kind: 'release-refresh' }
  if (verb.toLowerCase() === 'as' && rest.length === 1) {
    const version = readVersion(rest[0] ?? '')
    if (version !== undefined) return { kind: 'release-as', version }
  }
  return { kind: 'unknown', nearest: nearestTo(verb, rest) }
}

/** How a command is written. The pair of {@link parseCommand}. */
export function printCommand(command: Command): string {
  return command.kind === 'release-as' ? `/release as ${command.version}` : forms.refresh
}

function readVersion(text: string): Version | undefined {
  const written = text.replace(/^v/i, '')
  const version = parseVersion(written)
  return version === written && isStable(version) ? version : undefined
}

function nearestTo(verb: string, rest: readonly string[]): string[] {
  if (/^r/i.test(verb)) return [forms.refresh]
  const version = readVersion(rest[0] ?? verb) ?? readVersion(verb)
  if (version !== undefined) return [`/release as ${version}`]
  return /^(?:a|v?\d)/i.test(verb) ? [forms.as] : Object.values(forms)
}
