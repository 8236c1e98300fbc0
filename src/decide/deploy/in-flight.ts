import type { AcceptedDeployment, CommandReply } from '../../model/command-reply.js'
import type { Comment } from '../../model/comment.js'
import { isFinal } from '../../model/deployment.js'
import type { Look, Snapshot } from '../../model/snapshot.js'
import { repliesIn } from '../replies-in.js'
import { allDeployments, openClaim } from './environment-state.js'
import { commentOfKey } from './request.js'

/** A deployment that a reply of ours agreed to, and that is not at its end. */
export interface InFlight {
  readonly thread: number
  readonly reply: Comment
  /** The comment that asked for it: its id, and the comment itself where it was read. */
  readonly comment: number
  readonly asked: Comment | undefined
  readonly accepted: AcceptedDeployment
}

/** In the order of the commands. A reply that somebody edited drives nothing. */
export function inFlightIn(snapshot: Snapshot): InFlight[] {
  const found = new Map<number, InFlight>()
  for (const { number, comments } of threadsSeen(snapshot)) {
    for (const { comment: reply, reply: said } of repliesIn(comments).kept) {
      const { accepted, comment } = said
      if (accepted?.kind !== 'deploy' || accepted.stage === 'ended' || reply.edited) continue
      const asked = comments.find(({ id }) => id === comment)
      found.set(comment, { thread: number, reply, comment, asked, accepted })
    }
  }
  return [...found.values()].sort((a, b) => a.comment - b.comment)
}

/** Our reply to a comment, where it was read. */
export function replyTo(snapshot: Snapshot, comment: number): CommandReply | undefined {
  for (const { comments } of threadsSeen(snapshot)) {
    const found = repliesIn(comments).kept.find(({ reply }) => reply.comment === comment)
    if (found !== undefined) return found.reply
  }
  return undefined
}

/** So long after its end a deployment is still told of in a thread that nobody touched since. */
const tellMs = 10 * 60_000

/**
 * The threads in which something is under way and that were not read, or not as far back: the repository's own record names those in which something
 * waits, and the one in which the newest was claimed; a deployment names the one that it was asked for in.
 */
export function inFlightLooks(snapshot: Snapshot, environments: readonly string[], now: Date): Look[] {
  return [...waitingLooks(snapshot, environments), ...followedLooks(snapshot, environments, now)]
}

/** So many comments of a pull request are read with it. */
const commentsAtOnce = 100

function waitingLooks(snapshot: Snapshot, environments: readonly string[]): Look[] {
  const waiting = environments.flatMap((name) => snapshot.records?.[name]?.record?.waiting ?? [])
  const inFlight = inFlightIn(snapshot)
  return [...new Set(waiting)].flatMap((number): Look[] => {
    const seen = snapshot.deployables?.[number]
    if (seen === undefined) return [{ kind: 'deployable', pullRequest: number }]
    const isFound = inFlight.some(({ thread }) => thread === number)
    const isCut = seen !== 'missing' && seen.comments.length >= commentsAtOnce
    if (isFound || !isCut || snapshot.conversations?.[number] !== undefined) return []
    return [{ kind: 'conversation', thread: number, comment: 0 }]
  })
}

/** Deployments whose replies are to say how they end: what was claimed last, and what is under way or ended a moment ago. */
function followedLooks(snapshot: Snapshot, environments: readonly string[], now: Date): Look[] {
  const claims = environments.flatMap((name) => openClaim(snapshot, name) ?? [])
  const made = allDeployments(snapshot)
    .filter(({ isOurs, status }) => isOurs && (!isFinal(status) || now.getTime() - Date.parse(status.at) < tellMs))
    .flatMap(({ purpose }) => purpose ?? [])
  return conversationLooks(snapshot, [...claims, ...made])
}

/** The threads in which these were asked for, where neither our reply was read nor a comment that has none yet. */
export function conversationLooks(
  snapshot: Snapshot,
  asked: readonly { readonly key: string; readonly thread?: number | undefined }[],
): Look[] {
  const back = new Map<number, number>()
  for (const { key, thread } of asked) {
    const comment = commentOfKey(key)
    if (thread === undefined || comment === undefined) continue
    if (snapshot.conversations?.[thread] !== undefined || isSeen(snapshot, comment)) continue
    back.set(thread, Math.min(back.get(thread) ?? comment, comment))
  }
  return [...back].map(([thread, comment]) => ({ kind: 'conversation', thread, comment }))
}

/** Whether the reply was read, or the comment that has none yet. */
function isSeen(snapshot: Snapshot, comment: number): boolean {
  const isRead = threadsSeen(snapshot).some(({ comments }) => comments.some(({ id }) => id === comment))
  return isRead || replyTo(snapshot, comment) !== undefined
}

function threadsSeen({ talks, deployables = {}, conversations = {} }: Snapshot) {
  const whole = Object.values(deployables).flatMap((one) => (one === 'missing' ? [] : [one]))
  const read = Object.entries(conversations).map(([number, comments]) => ({ number: Number(number), comments }))
  return [...talks.list, ...whole, ...read]
}
