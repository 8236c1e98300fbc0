import * as z from 'zod'
import type { Sha } from './commit.js'
import type { Lock } from './lock.js'

/**
 * What the repository itself keeps of an environment, in the message of the commit that a branch of its own points to. It moves by
 * compare-and-swap: of two who write at once, exactly one does.
 */
export interface EnvironmentRecord {
  readonly lock: Lock | undefined
  /** The newest `/unlock` that was carried out: the comment that asked. */
  readonly unlocked: number | undefined
  /** The pull requests in which commands for it wait. */
  readonly waiting: readonly number[]
  /** The newest deployment that was asked for: whoever cannot write it asks for none. */
  readonly claim: Claim | undefined
  /** What was deployed by itself last, so that nothing is twice. */
  readonly promotion: PromotionNote | undefined
  /** The newest failed deployment, by its id, that was followed by what the configuration has follow. */
  readonly failure: number | undefined
  /** The newest deployment, by its id, that was handed to its workflow. */
  readonly dispatched: number | undefined
}

export interface Claim {
  readonly key: string
  /** When GitHub was asked, or was about to be (ISO 8601). */
  readonly at: string
  /** The issue or pull request in which a comment asked for it. */
  readonly thread?: number | undefined
  /** Once GitHub has made it the environment is locked: it takes back what came by itself. */
  readonly holds?: true | undefined
  /** Nothing more is to come of it, and nobody has to look for it. */
  readonly isOver?: true | undefined
}

export interface PromotionNote {
  readonly key: string
  readonly sha: Sha
  /** ISO 8601. */
  readonly at: string
  /** Whether GitHub was asked for it; otherwise it is what there was when the environment was first seen, and is left alone. */
  readonly isAsked: boolean
  /** What GitHub answered where it made none. Text from outside: hostile until it is escaped. */
  readonly refused?: string | undefined
}

/** A record as it was seen; one that cannot be read holds the environment, since nobody knows what it says. */
export interface SeenRecord {
  /** The commit that carries it. */
  readonly oid: Sha
  readonly record: EnvironmentRecord | undefined
}

export const noRecord: EnvironmentRecord = {
  lock: undefined,
  unlocked: undefined,
  waiting: [],
  claim: undefined,
  promotion: undefined,
  failure: undefined,
  dispatched: undefined,
}

/** Where the records lie: `landfall/environment/<name>`. */
export const recordBranchPrefix = 'landfall/environment/'

const time = z.iso.datetime()

const recordSchema = z.object({
  lock: z
    .object({
      owner: z.union([
        z.object({ kind: z.literal('pull-request'), number: z.number().int().positive() }),
        z.object({ kind: z.literal('person'), login: z.string() }),
      ]),
      by: z.string(),
      reason: z.string(),
      at: time,
      until: time.optional(),
      cause: z.enum(['command', 'rollback', 'failure']),
      comment: z.number().int().optional(),
    })
    .optional(),
  unlocked: z.number().int().optional(),
  waiting: z.array(z.number().int().positive()),
  claim: z
    .object({
      key: z.string(),
      at: time,
      thread: z.number().int().positive().optional(),
      holds: z.literal(true).optional(),
      isOver: z.literal(true).optional(),
    })
    .optional(),
  promotion: z
    .object({ key: z.string(), sha: z.string(), at: time, isAsked: z.boolean(), refused: z.string().optional() })
    .optional(),
  failure: z.number().int().optional(),
  dispatched: z.number().int().optional(),
})

const opening = '```json\n'
const closing = '\n```'

/** The message of the commit that carries a record; workflows that run on every push leave it alone. */
export function printRecord(environment: string, record: EnvironmentRecord): string {
  const what = record.lock === undefined ? 'Note what is known of' : 'Lock'
  return `${what} ${environment} [skip ci]\n\n${opening}${JSON.stringify(record)}${closing}`
}

/** What the message of such a commit says; undefined where it cannot be read. The pair of {@link printRecord}. */
export function parseRecord(message: string): EnvironmentRecord | undefined {
  const start = message.indexOf(opening)
  const end = message.lastIndexOf(closing)
  if (start < 0 || end < start) return undefined
  try {
    const { data } = recordSchema.safeParse(JSON.parse(message.slice(start + opening.length, end)))
    if (data === undefined) return undefined
    const { lock } = data
    return {
      lock: lock && { ...lock, until: lock.until, comment: lock.comment },
      unlocked: data.unlocked,
      waiting: data.waiting,
      claim: data.claim,
      promotion: data.promotion,
      failure: data.failure,
      dispatched: data.dispatched,
    }
  } catch {
    return undefined
  }
}
