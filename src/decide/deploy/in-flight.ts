import type { AcceptedDeployment } from '../../model/command-reply.js'
import type { Comment } from '../../model/comment.js'
import { isFinal } from '../../model/deployment.js'
import type { Look, Snapshot } from '../../model/snapshot.js'
import { repliesIn } from '../replies-in.js'

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

/** So long after its end a deployment is still told of in a thread that nobody touched since. */
const tellMs = 10 * 60_000

/**
 * The threads in which something is under way and that were not read: the repository's own record names those in which something waits, and a deployment the
 * one that it was asked for in.
 */
export function inFlightLooks(snapshot: Snapshot, environments: readonly string[], now: Date): Look[] {
  const waiting = environments.flatMap((name) => snapshot.records?.[name]?.record?.waiting ?? [])
  const followed = (snapshot.deployments ?? [])
    .filter(({ isOurs, status }) => isOurs && (!isFinal(status) || now.getTime() - Date.parse(status.at) < tellMs))
    .flatMap(({ purpose }) => (purpose?.key.startsWith('comment:') ? (purpose.thread ?? []) : []))
    .filter((thread) => !snapshot.talks.list.some(({ number }) => number === thread))
  return [...new Set([...waiting, ...followed])]
    .filter((number) => snapshot.deployables?.[number] === undefined)
    .map((pullRequest) => ({ kind: 'deployable', pullRequest }))
}

function threadsSeen({ talks, deployables = {} }: Snapshot) {
  const whole = Object.values(deployables).flatMap((one) => (one === 'missing' ? [] : [one]))
  return [...talks.list, ...whole]
}
