import leven from 'leven'
import { environmentPattern } from './environment.js'
import { parseDuration } from './duration.js'
import { linesOutsideOfCode } from './lines-outside-of-code.js'

/** What a person can ask of environments, in a comment on any issue or pull request. */
export type DeployCommand =
  | { readonly kind: 'deploy' | 'rollback'; readonly environment: string; readonly target: string | undefined }
  | { readonly kind: 'lock'; readonly environment: string; readonly forMs: number | undefined; readonly reason: string }
  | { readonly kind: 'unlock' | 'approve'; readonly environment: string }
  | { readonly kind: 'help' }

/** A command as it was read; one that cannot be followed names the forms that come nearest to it. */
export type ReadDeployCommand =
  | DeployCommand
  | { readonly kind: 'malformed'; readonly nearest: readonly string[] }
  /** More than one in one comment. */
  | { readonly kind: 'several' }

const verbs = ['deploy', 'rollback', 'lock', 'unlock', 'approve', 'help'] as const
type Verb = (typeof verbs)[number]

const targetPattern = /^[A-Za-z0-9][A-Za-z0-9._+/@-]{0,99}$/

/** In characters: a reason is told wherever a deployment is refused. */
const longestReason = 200

/**
 * Reads the command of a comment: a line that begins with it, outside of fenced code. Words that are no verb of ours are another
 * bot's, unless a slip of the finger makes one of ours of them and what follows is one of the `environments`. With a prefix every line that
 * begins with it is ours, but for the `questions`.
 */
export function parseDeployCommand(
  body: string,
  {
    prefix,
    environments,
    questions = [],
  }: {
    readonly prefix: string | undefined
    readonly environments: readonly string[]
    readonly questions?: readonly string[]
  },
): ReadDeployCommand | undefined {
  const found = linesOutsideOfCode(body).flatMap((line) => {
    const words = wordsOf(line, prefix)
    if (words === undefined || questions.includes(words[0] ?? '')) return []
    const command = readWords(words, { prefix, environments })
    return command === undefined ? [] : [command]
  })
  return found.length > 1 ? { kind: 'several' } : found[0]
}

/** How a command is written. The pair of {@link parseDeployCommand}. */
export function printDeployCommand(command: DeployCommand, prefix?: string): string {
  const words: readonly (string | undefined)[] = (() => {
    switch (command.kind) {
      case 'deploy':
      case 'rollback':
        return [command.kind, command.environment, command.target]
      case 'lock': {
        const { forMs, reason } = command
        const time = forMs === undefined ? [] : ['for', `${forMs / 60_000}m`]
        return ['lock', command.environment, ...time, ...(reason === '' ? [] : [reason])]
      }
      case 'unlock':
      case 'approve':
        return [command.kind, command.environment]
      case 'help':
        return ['help']
    }
  })()
  return form(words.filter((word) => word !== undefined).join(' '), prefix)
}

function form(words: string, prefix: string | undefined): string {
  return prefix === undefined ? `/${words}` : `/${prefix} ${words}`
}

/** The words behind the slash, or behind the prefix; undefined where the line is none of ours. */
function wordsOf(line: string, prefix: string | undefined): string[] | undefined {
  if (!line.startsWith('/')) return undefined
  const words = line.slice(1).trim().split(/\s+/)
  if (prefix === undefined) return words
  return words[0] === prefix ? words.slice(1) : undefined
}

interface Known {
  readonly prefix: string | undefined
  readonly environments: readonly string[]
}

function readWords(words: readonly string[], known: Known): ReadDeployCommand | undefined {
  const [first = '', ...rest] = words
  const verb = verbs.find((each) => each === first.toLowerCase())
  if (verb === undefined) return readSlip(first, rest, known)
  // Of other bots' words the commonest: it is ours where it stands alone.
  if (verb === 'help') return rest.length === 0 ? { kind: 'help' } : malformed(['help'], known)
  const [environment, ...more] = rest
  if (environment === undefined || !environmentPattern.test(environment)) {
    return malformed(formsOf(verb, known.environments), known)
  }
  switch (verb) {
    case 'deploy':
    case 'rollback': {
      const [target] = more
      const isRight = more.length <= 1 && (target === undefined || targetPattern.test(target))
      return isRight ? { kind: verb, environment, target } : malformed([`${verb} ${environment}`], known)
    }
    case 'lock':
      return readLock(environment, more) ?? malformed([`lock ${environment} for 2h`], known)
    case 'unlock':
    case 'approve':
      return more.length === 0 ? { kind: verb, environment } : malformed([`${verb} ${environment}`], known)
  }
}

function readLock(environment: string, words: readonly string[]): DeployCommand | undefined {
  const [first, time = '', ...rest] = words
  const isTimed = first?.toLowerCase() === 'for'
  const forMs = isTimed ? parseDuration(time.toLowerCase()) : undefined
  if (isTimed && forMs === undefined) return undefined
  const reason = (isTimed ? rest : words).join(' ').slice(0, longestReason)
  return { kind: 'lock', environment, forMs, reason }
}

/** A word that is nearly one of ours. Without a prefix the next word has to be an environment: `/depoly staging` is meant for us, `/looks good` is not. */
function readSlip(word: string, rest: readonly string[], known: Known): ReadDeployCommand | undefined {
  const isOurs = known.prefix !== undefined || (rest[0] !== undefined && known.environments.includes(rest[0]))
  if (!isOurs) return undefined
  const near = verbs
    .map((verb) => ({ verb, distance: leven(word.slice(0, 40).toLowerCase(), verb) }))
    .filter(({ distance }) => distance <= 2)
    .sort((a, b) => a.distance - b.distance)[0]
  if (near === undefined) return known.prefix === undefined ? undefined : malformed([...verbs], known)
  const environments = rest[0] !== undefined && known.environments.includes(rest[0]) ? [rest[0]] : known.environments
  return malformed(formsOf(near.verb, environments), known)
}

function formsOf(verb: Verb, environments: readonly string[]): string[] {
  return verb === 'help' ? ['help'] : environments.slice(0, 3).map((environment) => `${verb} ${environment}`)
}

function malformed(nearest: readonly string[], { prefix }: Known): ReadDeployCommand {
  return { kind: 'malformed', nearest: nearest.map((words) => form(words, prefix)) }
}
