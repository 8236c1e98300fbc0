import type { Action } from '../../model/action.js'
import { printCommandReply, type AcceptedDeployment } from '../../model/command-reply.js'
import type { Comment } from '../../model/comment.js'
import { isFinal } from '../../model/deployment.js'
import type { Gate } from '../../model/gate.js'
import type { Look } from '../../model/snapshot.js'
import * as words from '../words/deploy.js'
import * as answers from '../words/deploy-answers.js'
import * as reasons from '../words/deploy-reasons.js'
import { deployThread } from './deploy-thread.js'
import { closedOf, factsOf, namesOf, stateOf, type Deploying } from './deploying.js'
import { askedFor, deploymentsIn, olderLooks, seekMs } from './environment-state.js'
import type { InFlight } from './in-flight.js'
import { gateLooks, judgeGates } from './judge-gates.js'
import { keyOfComment, type Request, type Source } from './request.js'
import { startDeployment } from './start-deployment.js'
import type { Step } from './step.js'
import { waitFor } from './wait-for.js'

const againMs = 10_000
const dayMs = 24 * 60 * 60_000

/** Takes a deployment that a reply agreed to one step further. */
export function advance(deploying: Deploying, one: InFlight): Step {
  switch (one.accepted.stage) {
    case 'waiting':
      return advanceWaiting(deploying, one)
    case 'starting':
    case 'running':
      return follow(deploying, one)
    case 'ended':
      return {}
  }
}

function advanceWaiting(deploying: Deploying, one: InFlight): Step {
  const { accepted, thread } = one
  const { seen, now } = deploying
  const { config } = seen
  const refused = seen.snapshot.notDeployed?.[keyOfComment(one.comment)]
  if (refused !== undefined) return end(one, now, words.notMade(accepted, refused))
  const closed = closedOf(deploying, accepted.environment)
  const environment = closed ?? stateOf(deploying, accepted.environment)
  if (environment === undefined) {
    return end(one, now, answers.unknownEnvironment(accepted.environment, namesOf(config)))
  }
  const askedAt = askedFor(environment, keyOfComment(one.comment))
  if (askedAt !== undefined) return asked(one, askedAt)
  if (closed !== undefined) return end(one, now, answers.isOver(accepted.environment, thread))
  const looks = requestLooks(deploying, one)
  if (looks.length > 0) return { looks }
  const request = toRequest(deploying, one)
  if (typeof request === 'string') return end(one, now, words.nothingToDeploy(accepted, request))
  const facts = factsOf(deploying, environment, request)
  const more = gateLooks(facts)
  if (more.length > 0) return { looks: more }

  const { verdict, gates } = judgeGates(facts)
  if (verdict === 'refuse') {
    const refusal = [reasons.deployRefused(accepted.environment, accepted.sha, gates)]
    return { ...end(one, now, words.refused(accepted, gates)), reasons: refusal }
  }
  if (now.toISOString() >= accepted.at) return end(one, now, words.expired(accepted, gates))
  if (verdict === 'wait') return keepWaiting(deploying, one, gates)
  const starting = { ...accepted, stage: 'starting', at: now.toISOString() } as const
  return {
    replies: edit(one, starting, words.starting(accepted, gates, '')),
    waiting: [{ environment: accepted.environment, thread, isOver: true }],
    starts: startDeployment(request, environment.rules),
    reasons: [reasons.deploys(accepted.environment, accepted.sha)],
  }
}

/** GitHub was asked, or was about to be, when something came between. */
function asked(one: InFlight, at: string): Step {
  const starting = { ...one.accepted, stage: 'starting', at } as const
  return { replies: edit(one, starting, words.starting(one.accepted, [], '')) }
}

function keepWaiting({ now }: Deploying, one: InFlight, gates: readonly Gate[]): Step {
  const { accepted, reply, thread } = one
  const at = waitFor(gates, reply.createdAt, now)
  return {
    replies: edit(one, accepted, words.waits(accepted, gates, accepted.at)),
    waiting: [{ environment: accepted.environment, thread, isOver: false }],
    reasons: [reasons.deployWaits(accepted.environment, accepted.sha, gates)],
    lookAgainAt: at < accepted.at ? at : accepted.at,
  }
}

/** What becomes of a deployment that GitHub was asked for. */
function follow(deploying: Deploying, one: InFlight): Step {
  const { accepted, comment, reply, thread } = one
  const { now } = deploying
  const { snapshot } = deploying.seen
  const key = keyOfComment(comment)
  const detail = snapshot.notDeployed?.[key]
  if (detail !== undefined) return end(one, now, words.notMade(accepted, detail))
  const deployment = deploymentsIn(snapshot, accepted.environment).find(({ purpose }) => purpose?.key === key)
  if (deployment === undefined) {
    const until = Date.parse(accepted.at) + seekMs
    if (accepted.stage === 'starting' && now.getTime() < until)
      return { lookAgainAt: new Date(Math.min(now.getTime() + againMs, until)).toISOString() }
    const { environment } = accepted
    const sought = { kind: 'asked', key, since: notBefore(reply) } as const
    // It was seen before: one absence proves nothing.
    const isReadOnce = accepted.stage === 'running' && snapshot.deploymentsOf?.[environment] === undefined
    if (isReadOnce) return { looks: [{ kind: 'deployments', environment, sought }] }
    const looks = olderLooks(snapshot, environment, sought)
    if (looks.length > 0) return { looks }
    return end(one, now, accepted.stage === 'running' ? words.gone(accepted) : words.unknown(accepted))
  }
  const rest = words.restOf(one.reply.body)
  if (closedOf(deploying, accepted.environment) !== undefined)
    return end(one, now, `${words.endedWith(accepted, thread)}${rest}`)
  if (isFinal(deployment.status)) return end(one, now, `${words.ended(accepted, deployment)}${rest}`)
  const at = accepted.stage === 'running' ? accepted.at : now.toISOString()
  const running = { ...accepted, stage: 'running', at } as const
  return { replies: edit(one, running, `${words.running(accepted, deployment)}${rest}`) }
}

/** No deployment is older that a reply tells of: the reply may have been written late, though within the day that a command counts. */
function notBefore({ createdAt }: Comment): string {
  return new Date(Date.parse(createdAt) - 2 * dayMs).toISOString()
}

/** What has to be seen of the thread and of the commit. */
function requestLooks({ seen: { snapshot } }: Deploying, { thread, accepted }: InFlight): Look[] {
  const looks: Look[] = []
  if (snapshot.deployables?.[thread] === undefined) looks.push({ kind: 'deployable', pullRequest: thread })
  if (accepted.from === 'named' && snapshot.commitsNamed?.[accepted.sha] === undefined)
    looks.push({ kind: 'commit-named', name: accepted.sha })
  return looks
}

/** Where there is nothing to deploy any more, what became of it. */
function toRequest({ seen: { snapshot } }: Deploying, one: InFlight): Request | words.NothingLeft {
  const { accepted, thread, comment, asked, reply } = one
  const source = sourceOf()
  if (typeof source === 'string') return source
  const { task, sha, login } = accepted
  const tree =
    source.kind === 'pull-request' ? source.pullRequest.tree : source.kind === 'named' ? source.commit.tree : undefined
  const at = (asked ?? reply).createdAt
  return { task, key: keyOfComment(comment), sha, tree, source, login, thread: deployThread(snapshot, thread), at }

  function sourceOf(): Source | words.NothingLeft {
    if (accepted.from === 'earlier') return { kind: 'earlier' }
    if (accepted.from === 'named') {
      const commit = snapshot.commitsNamed?.[accepted.sha]
      return commit === undefined || commit === 'missing'
        ? 'commit-gone'
        : { kind: 'named', name: accepted.sha, commit }
    }
    const pullRequest = snapshot.deployables?.[thread]
    if (pullRequest === undefined || pullRequest === 'missing') return 'pull-request-gone'
    if (pullRequest.state !== 'open') return 'pull-request-closed'
    // It was judged by the record of pushes when it was accepted, unless that lagged: then the comment is still young.
    return { kind: 'pull-request', pullRequest, isNamed: pullRequest.isFork }
  }
}

function end(one: InFlight, now: Date, text: string): Step {
  const accepted = { ...one.accepted, stage: 'ended', at: now.toISOString() } as const
  const { environment } = accepted
  return { replies: edit(one, accepted, text), waiting: [{ environment, thread: one.thread, isOver: true }] }
}

/** No request where the reply says it already. */
function edit({ reply, comment }: InFlight, accepted: AcceptedDeployment, text: string): Action[] {
  const body = printCommandReply({ comment, accepted }, text)
  return reply.body.trim() === body.trim() ? [] : [{ kind: 'edit-comment', comment: reply.id, body }]
}
