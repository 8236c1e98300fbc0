import type { Look } from '../../model/snapshot.js'
import * as answers from '../words/deploy-answers.js'
import { reply, type Asking } from './asking.js'
import { deployThread } from './deploy-thread.js'
import { mayApprove } from './gates/judge-approvals.js'
import { inFlightIn } from './in-flight.js'
import { promotionOf } from './promotion.js'
import type { Step } from './step.js'

/** Notes that somebody agrees to the commit that waits in this thread; whether they count is the gate's to say, and is said here, too. */
export function approve({ asked, environment, deploying }: Asking): Step {
  const { snapshot } = deploying.seen
  const { rules } = environment
  const { login, talk } = asked
  const deployable: Look = { kind: 'deployable', pullRequest: talk.number }
  if (talk.subject.kind === 'pull-request' && snapshot.deployables?.[talk.number] === undefined)
    return { looks: [deployable] }
  const waiting = inFlightIn(snapshot).findLast(
    // Whoever agrees does so to what was there to be read.
    ({ thread, accepted, reply }) =>
      thread === talk.number &&
      accepted.environment === rules.name &&
      accepted.stage === 'waiting' &&
      reply.createdAt <= asked.comment.createdAt,
  )
  const promotion = promotionOf(deploying, environment)
  const promoted = promotion?.thread === talk.number ? promotion.sha : undefined
  const sha = waiting?.accepted.sha ?? promoted
  if (sha === undefined) return reply(asked, answers.waitsNowhere(rules.name))
  const by = rules.approvals?.by
  if (by?.kind === 'team' && snapshot.teams?.[by.slug]?.[login] === undefined)
    return { looks: [{ kind: 'team', slug: by.slug, logins: [login] }] }
  if (!mayApprove(deploying.seen, rules, login)) return reply(asked, answers.mayNotApprove(rules.name, login))
  const author = deployThread(snapshot, talk.number)?.author
  const isPartial = login === author || login === waiting?.accepted.login
  if (isPartial && !rules.allow.includes('self-approval')) return reply(asked, answers.ownApproval(rules.name, login))
  return reply(asked, answers.approved(rules.name, sha, login), {
    kind: 'approve',
    environment: rules.name,
    sha,
    login,
  })
}
