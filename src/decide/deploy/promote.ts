import type { Look } from '../../model/snapshot.js'
import * as reasons from '../words/deploy-reasons.js'
import { deployThread } from './deploy-thread.js'
import { factsOf, type Deploying } from './deploying.js'
import { olderLooks, seekMs, soughtBy, type EnvironmentState } from './environment-state.js'
import { gateLooks, judgeGates } from './judge-gates.js'
import { promotionOf, type Promotion } from './promotion.js'
import type { Request } from './request.js'
import { startDeployment } from './start-deployment.js'
import type { Step } from './step.js'
import { waitFor } from './wait-for.js'

/** So long it is said that none is to be seen of what GitHub was asked for. */
const tellMs = 24 * 60 * 60_000

/** In characters: so much is kept of what GitHub answers. */
const longestDetail = 300

/** Deploys by itself what was merged or released, once every gate lets it. What there was when the environment was first seen is left alone. */
export function promote(deploying: Deploying, environment: EnvironmentState): Step {
  const { rules, record } = environment
  const { seen, now } = deploying
  if (rules.on === 'command' || environment.isUnreadable) return {}
  const promotion = promotionOf(deploying, environment)
  const at = now.toISOString()
  if (record.promotion === undefined) {
    const { key, sha } = promotion ?? { key: 'nothing', sha: seen.branch.head }
    const note = { key, sha, at, isAsked: false }
    return { records: { [rules.name]: { promotion: note } }, reasons: [reasons.takenAsItIs(rules.name)] }
  }
  if (promotion === undefined) return {}
  if (record.promotion.key === promotion.key) return seek(deploying, environment)
  if (environment.deployments.some(({ isOurs, sha }) => isOurs && sha === promotion.sha)) return {}
  const refused = seen.snapshot.notDeployed?.[promotion.key]
  if (refused !== undefined) return { reasons: [reasons.promotionNotMade(rules.name, promotion.sha, refused)] }
  const looks = looksFor(deploying, environment, promotion)
  if (looks.length > 0) return { looks }
  const came = seen.snapshot.history?.commits.find(({ sha }) => sha === promotion.sha)?.committedAt
  const request = toRequest(deploying, promotion, came ?? record.promotion.at)
  if (request === undefined) return {}
  const facts = factsOf(deploying, environment, request)
  const more = gateLooks(facts)
  if (more.length > 0) return { looks: more }

  // Whoever had it deployed by a command since the last one does not want it once more.
  const since = olderLooks(seen.snapshot, rules.name, { kind: 'all', since: record.promotion.at })
  if (since.length > 0) return { looks: since }
  const back = goesBack(deploying, environment, promotion)
  if (back !== undefined) return back
  const { verdict, gates } = judgeGates(facts)
  if (verdict !== 'pass') {
    if (verdict === 'refuse') return { reasons: [reasons.deployRefused(rules.name, promotion.sha, gates)] }
    const lookAgainAt = waitFor(gates, request.at, now)
    return { reasons: [reasons.deployWaits(rules.name, promotion.sha, gates)], lookAgainAt }
  }
  const note = { key: promotion.key, sha: promotion.sha, at, isAsked: true }
  return {
    records: { [rules.name]: { promotion: note } },
    starts: startDeployment(request, rules),
    reasons: [reasons.deploys(rules.name, promotion.sha)],
  }
}

/**
 * Nothing goes back by itself: what runs there has commits of the default branch that this has not. Of a pull request's head, which is on its way there, nobody
 * expects to be kept.
 */
function goesBack(
  { seen: { snapshot } }: Deploying,
  { live, rules }: EnvironmentState,
  { sha }: Promotion,
): Step | undefined {
  if (live === undefined || live.sha === sha) return undefined
  const between = snapshot.between?.[`${sha}..${live.sha}`]
  if (between === undefined) return { looks: [{ kind: 'between', from: sha, to: live.sha }] }
  if (between.total === 0) return undefined
  const running = snapshot.commitsNamed?.[live.sha]
  if (running === undefined) return { looks: [{ kind: 'commit-named', name: live.sha }] }
  if (running === 'missing' || !running.isOnDefaultBranch) return undefined
  return { reasons: [reasons.wouldGoBack(rules.name, sha, live.sha)] }
}

/** Nobody asks twice: where no deployment is to be seen it is said. */
function seek({ seen: { snapshot }, now }: Deploying, { record, rules, deployments }: EnvironmentState): Step {
  const { promotion: note } = record
  if (note === undefined) return {}
  const age = now.getTime() - Date.parse(note.at)
  if (note.refused !== undefined && age < tellMs)
    return { reasons: [reasons.promotionNotMade(rules.name, note.sha, note.refused)] }
  if (!note.isAsked) return {}
  if (deployments.some(({ purpose }) => purpose?.key === note.key)) return {}
  const looks = olderLooks(snapshot, rules.name, soughtBy(note))
  if (looks.length > 0 && age < tellMs) return { looks }
  const detail = snapshot.notDeployed?.[note.key]
  if (detail !== undefined) {
    const refusal = [reasons.promotionNotMade(rules.name, note.sha, detail)]
    const refused = { ...note, isAsked: false, refused: detail.slice(0, longestDetail) }
    return { records: { [rules.name]: { promotion: refused } }, reasons: refusal }
  }
  if (age < seekMs) return { lookAgainAt: new Date(Date.parse(note.at) + seekMs).toISOString() }
  return age < tellMs ? { reasons: [reasons.notKnown(rules.name, note.sha)] } : {}
}

function looksFor({ seen: { snapshot } }: Deploying, { rules }: EnvironmentState, promotion: Promotion): Look[] {
  const looks: Look[] = []
  if (snapshot.commitsNamed?.[promotion.name] === undefined) looks.push({ kind: 'commit-named', name: promotion.name })
  const { thread } = promotion
  if (rules.approvals !== undefined && thread !== undefined && snapshot.deployables?.[thread] === undefined)
    looks.push({ kind: 'deployable', pullRequest: thread })
  return looks
}

/** Undefined where the commit is gone, or is another than the tag had a moment ago. */
function toRequest(
  { seen: { snapshot } }: Deploying,
  { key, name, sha, thread }: Promotion,
  at: string,
): Request | undefined {
  const commit = snapshot.commitsNamed?.[name]
  if (commit === undefined || commit === 'missing' || commit.sha !== sha) return undefined
  const source = { kind: 'named', name, commit } as const
  const talked =
    thread === undefined
      ? undefined
      : (deployThread(snapshot, thread) ?? { number: thread, author: undefined, approvals: [] })
  return {
    task: 'deploy',
    key,
    sha,
    tree: commit.tree,
    source,
    login: undefined,
    thread: talked,
    at,
  }
}
