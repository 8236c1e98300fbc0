import type { Action } from '../../model/action.js'
import { parseCommand, type Command, type ReadCommand } from '../../model/command.js'
import { printCommandReply, type CommandReply } from '../../model/command-reply.js'
import type { Comment } from '../../model/comment.js'
import type { Reason } from '../../model/decision.js'
import type { VersionRequest } from '../../model/release.js'
import type { Look } from '../../model/snapshot.js'
import { parseTagName, type Tag } from '../../model/tag-name.js'
import { repliesIn } from '../replies-in.js'
import { unansweredIn, type Unanswered } from '../unanswered-in.js'
import * as words from '../words/command-words.js'
import { judgeRequests } from './requested-version.js'
import type { Seen } from './seen.js'

/** What people ask for in the release pull request. */
export interface Commands {
  readonly actions: readonly Action[]
  readonly reasons: readonly Reason[]
  /** The newest accepted `/release as`, if any. */
  readonly requests: readonly VersionRequest[]
  /** When the newest `/release refresh` was accepted (ISO 8601). */
  readonly refreshAskedAt: string | undefined
  /** When a command can be answered that cannot be yet (ISO 8601). */
  readonly answerAt: string | undefined
}

/** What was pushed before a comment was written is seen by then, though reads lag behind writes: "nothing to refresh" is true no sooner. */
const lagMs = 10_000

/** A command first seen later than this after it was written is answered, not executed. */
const latestMinutes = 10

/** Whose permission has to be known before the commands can be answered. */
export function permissionLooks({ snapshot }: Pick<Seen, 'snapshot'>, now: Date): Look[] {
  const logins = unanswered(snapshot.openReleasePullRequest?.comments ?? [])
    .filter(({ comment, command }) => command.kind !== 'unknown' && !isLate(comment, now))
    .map(({ login }) => login)
    .filter((login) => snapshot.rights[login] === undefined)
  return logins.length === 0 ? [] : [{ kind: 'permissions', logins: [...new Set(logins)] }]
}

/**
 * Answers each command once, the reply first: what it agrees to is driven by the marker in the reply, from then on and after any crash.
 * Of several replies to one command the oldest stays. Commands of bots and in edited comments are none.
 */
export function answerCommands(seen: Seen, previous: Tag | undefined, now: Date): Commands {
  const open = seen.snapshot.openReleasePullRequest
  if (open === undefined)
    return { actions: [], reasons: [], requests: [], refreshAskedAt: undefined, answerAt: undefined }
  const { kept, twins } = repliesIn(open.comments)
  const agreed = kept.flatMap(({ comment, reply }) => (comment.edited ? [] : [{ ...reply, at: comment.createdAt }]))
  const actions: Action[] = twins.map((comment) => ({ kind: 'delete-comment', comment }))
  const reasons: Reason[] = []
  const later: string[] = []
  for (const { comment, command, login } of unanswered(open.comments)) {
    const seenAt = new Date(Date.parse(comment.createdAt) + lagMs)
    if (command.kind === 'release-refresh' && isFresh(seen) && now < seenAt) {
      later.push(seenAt.toISOString())
      continue
    }
    const { accepted, text } = answer({ seen, previous, now }, { comment, command, login })
    const reply = { comment: comment.id, accepted }
    actions.push({ kind: 'post-comment', number: open.number, body: printCommandReply(reply, text) })
    reasons.push(words.commandAnswered(login, open.number))
    agreed.push({ ...reply, at: now.toISOString() })
  }

  const page = `${seen.snapshot.url}/pull/${open.number}`
  const requests = agreed.flatMap(({ comment, accepted }): VersionRequest[] => {
    if (accepted?.kind !== 'release-as') return []
    const by = { kind: 'comment', login: accepted.login, url: `${page}#issuecomment-${comment}` } as const
    return [{ text: accepted.version, by }]
  })
  const refreshes = agreed.filter(({ accepted }) => accepted?.kind === 'release-refresh').map(({ at }) => at)
  const [answerAt] = later.sort()
  return { actions, reasons, requests: requests.slice(-1), refreshAskedAt: refreshes.sort().at(-1), answerAt }
}

type Asked = Unanswered<ReadCommand>

function answer(
  { seen, previous, now }: { readonly seen: Seen; readonly previous: Tag | undefined; readonly now: Date },
  { comment, command, login }: Asked,
): { readonly accepted: CommandReply['accepted']; readonly text: string } {
  const refused = (text: string) => ({ accepted: undefined, text })
  if (command.kind === 'unknown') return refused(words.unknownCommand(command.nearest))
  if (isLate(comment, now)) return refused(words.tooLate(latestMinutes))
  if (seen.snapshot.rights[login]?.push !== true) return refused(words.mayNotCommand(login))
  return command.kind === 'release-as' ? answerVersion(seen, previous, command, login) : answerRefresh(seen)
}

function answerVersion(
  { config }: Seen,
  previous: Tag | undefined,
  { version }: Extract<Command, { kind: 'release-as' }>,
  login: string,
) {
  const before = previous && parseTagName(config.release.tag, previous.name)
  const { refused } = judgeRequests([{ text: version, by: { kind: 'comment', login, url: '' } }], before)
  const why = refused[0]?.why
  if (why !== undefined) return { accepted: undefined, text: words.refusedVersion(version, why, previous?.name) }
  return { accepted: { kind: 'release-as', version, login } as const, text: words.acceptedVersion(version) }
}

/** Whether the release branch stands on the default branch, as far as that is seen. */
function isFresh({ snapshot, branch }: Seen): boolean {
  return snapshot.releaseBranch?.parents[0] === branch.head
}

function answerRefresh(seen: Seen) {
  if (isFresh(seen)) return { accepted: undefined, text: words.alreadyFresh() }
  return { accepted: { kind: 'release-refresh' } as const, text: words.refreshing() }
}

function unanswered(comments: readonly Comment[]): Asked[] {
  return unansweredIn(comments, parseCommand)
}

function isLate({ createdAt }: Comment, now: Date): boolean {
  return now.getTime() - Date.parse(createdAt) > latestMinutes * 60_000
}
