import type { DeployCommand } from '../../model/deploy-command.js'
import type { Deployment } from '../../model/deployment.js'
import { findDeployment, type Sought } from '../../model/deployments-read.js'
import type { ForeseenPullRequest } from '../../model/job.js'
import type { Look } from '../../model/snapshot.js'
import { previousTagCandidates } from '../release/previous-tag-candidates.js'
import * as commandWords from '../words/command-words.js'
import * as words from '../words/deploy.js'
import * as answers from '../words/deploy-answers.js'
import * as reasons from '../words/deploy-reasons.js'
import { reply, type Asking } from './asking.js'
import type { UnansweredCommand } from './commands-in.js'
import { deployThread } from './deploy-thread.js'
import { factsOf, type Deploying } from './deploying.js'
import { environmentAsked } from './environment-asked.js'
import { askedFor, olderLooks, type EnvironmentState } from './environment-state.js'
import { gateLooks, judgeGates } from './judge-gates.js'
import { lock, unlock } from './change-lock.js'
import { approve } from './approve.js'
import { keyOfComment, type Request } from './request.js'
import { startDeployment } from './start-deployment.js'
import type { Step } from './step.js'
import { waitFor } from './wait-for.js'

/** What was pushed before a comment was written is seen by then, though reads lag behind writes: nothing is judged sooner. */
const lagMs = 10_000

/** A command first seen later than this after it was written is answered, not executed. */
const latestMinutes = 10

/** So long a command waits for what is missing. */
const waitsMs = 24 * 60 * 60_000

/** Answers a command once. It is shown at once that it was seen; it is judged when GitHub's reads have caught up. */
export function answerCommand(deploying: Deploying, asked: UnansweredCommand): Step {
  const { now, seen } = deploying
  const { comment, command } = asked
  const dueAt = Date.parse(comment.createdAt) + lagMs
  if (now.getTime() < dueAt) {
    const foreseen = foreseenBy(deploying, asked)
    return {
      replies: [{ kind: 'react', comment: comment.id }],
      lookAgainAt: new Date(dueAt).toISOString(),
      ...(foreseen ? { foreseen } : {}),
    }
  }
  if (command.kind === 'malformed') return reply(asked, answers.malformed(command.nearest))
  if (command.kind === 'several') return reply(asked, answers.several())
  if (command.kind === 'help') {
    return reply(asked, answers.help(seen.config.environments, seen.config.commands.prefix))
  }
  const isClaimed = deploying.states.some((state) => askedFor(state, keyOfComment(comment.id)) !== undefined)
  if (now.getTime() - Date.parse(comment.createdAt) > latestMinutes * 60_000 && !isClaimed)
    return reply(asked, commandWords.tooLate(latestMinutes))
  if (seen.snapshot.deployments === undefined) return reply(asked, answers.deploymentsUnseen())
  const environment = environmentAsked(deploying, command.environment, asked.talk)
  if ('refusal' in environment) return reply(asked, environment.refusal)
  return follow({ deploying, asked, environment }, command)
}

/** The open pull request that is looked at before the command is judged. */
function foreseenBy({ seen }: Deploying, { command, talk }: UnansweredCommand): ForeseenPullRequest | undefined {
  if (command.kind !== 'deploy' && command.kind !== 'rollback') return undefined
  const { branch } = seen.snapshot.openPullRequests.list.find(({ number }) => number === talk.number) ?? {}
  return branch === undefined ? undefined : { number: talk.number, branch }
}

type EnvironmentCommand = Exclude<DeployCommand, { kind: 'help' }>

function follow(asking: Asking, command: EnvironmentCommand): Step {
  const { asked, deploying } = asking
  const rights = deploying.seen.snapshot.rights[asked.login]
  if (rights === undefined)
    return { looks: [{ kind: 'permissions', logins: [asked.login] }, ...earlyLooks(asking, command)] }
  switch (command.kind) {
    case 'deploy':
      return deploy(asking, command.target)
    case 'rollback':
      return rights.push ? rollBack(asking, command.target) : reply(asked, answers.mayNot(asked.login))
    case 'lock':
      return rights.push ? lock(asking, command) : reply(asked, answers.mayNot(asked.login))
    case 'unlock':
      return rights.push ? unlock(asking) : reply(asked, answers.mayNot(asked.login))
    case 'approve':
      return approve(asking)
  }
}

/** What is needed whoever asks, so that it is read in the same round. */
function earlyLooks({ asked: { talk }, deploying: { seen } }: Asking, { kind }: { readonly kind: string }): Look[] {
  const isWanted = (kind === 'deploy' || kind === 'rollback') && talk.subject.kind === 'pull-request'
  const isKnown = seen.snapshot.deployables?.[talk.number] !== undefined
  return isWanted && !isKnown ? [{ kind: 'deployable', pullRequest: talk.number }] : []
}

function deploy(asking: Asking, target: string | undefined): Step {
  const { asked, deploying, environment } = asking
  const { snapshot, config } = deploying.seen
  const { talk } = asked
  const isOpen = talk.subject.kind === 'pull-request' && talk.subject.state === 'open'
  if (target === undefined && !isOpen) {
    const [newest] = previousTagCandidates(snapshot.tags, config.release.tag)
    return reply(asked, answers.saysNoCommit(environment.rules.name, newest?.name ?? '<version>'))
  }
  const isPullRequest = talk.subject.kind === 'pull-request'
  const pullRequest = snapshot.deployables?.[talk.number]
  if (isPullRequest && pullRequest === undefined) return { looks: [{ kind: 'deployable', pullRequest: talk.number }] }
  if (isOpen && pullRequest !== undefined && pullRequest !== 'missing' && isHead(target, pullRequest.head)) {
    const { head: sha, tree } = pullRequest
    return judge(asking, { sha, tree, source: { kind: 'pull-request', pullRequest, isNamed: isWhole(target) } })
  }
  const { name: into, pullRequest: number } = environment.rules
  if (number !== undefined) return reply(asked, answers.runsHeadAlone(into, number))
  const name = target ?? ''
  const commit = snapshot.commitsNamed?.[name]
  if (commit === undefined) return { looks: [{ kind: 'commit-named', name }] }
  if (commit === 'missing') return reply(asked, answers.noCommit(name))
  return judge(asking, { sha: commit.sha, tree: commit.tree, source: { kind: 'named', name, commit } })
}

/** At least seven digits, as git shortens them. */
function isHead(target: string | undefined, head: string): boolean {
  return target === undefined || (/^[0-9a-f]{7,64}$/.test(target) && head.startsWith(target))
}

/** Of a few digits anybody can make another commit that begins with them: only the whole name says which one was meant. */
function isWhole(target: string | undefined): boolean {
  return target !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(target)
}

function rollBack(asking: Asking, target: string | undefined): Step {
  const { asked, deploying, environment } = asking
  const { snapshot } = deploying.seen
  const { name } = environment.rules
  const { live } = environment
  const early = earlyLooks(asking, asked.command)
  if (early.length > 0) return { looks: early }
  if (target === undefined) {
    const { earlier, looks } = find({ kind: 'before-live' })
    if (looks.length > 0) return { looks }
    return earlier === undefined ? reply(asked, answers.nothingEarlier(name)) : rollBackTo(asking, earlier)
  }
  const commit = snapshot.commitsNamed?.[target]
  if (commit === undefined) return { looks: [{ kind: 'commit-named', name: target }] }
  if (commit === 'missing') return reply(asked, answers.noCommit(target))
  if (commit.sha === live?.sha) return reply(asked, answers.runsAlready(name, commit.sha))
  const { earlier, looks } = find({ kind: 'ran', sha: commit.sha })
  if (looks.length > 0) return { looks }
  return earlier === undefined ? reply(asked, answers.neverRan(name, commit.sha)) : rollBackTo(asking, earlier)

  function find(sought: Sought) {
    return { earlier: findDeployment(environment.deployments, sought), looks: olderLooks(snapshot, name, sought) }
  }
}

/** What others say of deployments of their own passed no gate of ours: then the commit is judged as any other. */
function rollBackTo(asking: Asking, { sha, tree, isOurs, purpose }: Deployment): Step {
  if (isOurs && purpose !== undefined) return judge(asking, { sha, tree, source: { kind: 'earlier' } })
  const commit = asking.deploying.seen.snapshot.commitsNamed?.[sha]
  if (commit === undefined) return { looks: [{ kind: 'commit-named', name: sha }] }
  if (commit === 'missing') return reply(asking.asked, answers.noCommit(sha))
  return judge(asking, { sha, tree, source: { kind: 'named', name: sha, commit } })
}

function judge(asking: Asking, target: Pick<Request, 'sha' | 'tree' | 'source'>): Step {
  const { asked, deploying, environment } = asking
  const { seen, now } = deploying
  const { comment, login, talk, command } = asked
  const { name } = environment.rules
  const task = command.kind === 'rollback' ? 'rollback' : 'deploy'
  const thread = deployThread(seen.snapshot, talk.number)
  const issue = talk.subject.kind === 'issue' ? talk.number : undefined
  const request: Request = {
    ...target,
    task,
    key: keyOfComment(comment.id),
    login,
    thread,
    issue,
    at: comment.createdAt,
  }
  const facts = factsOf(deploying, environment, request)
  const looks = [...gateLooks(facts), ...takenOutLooks(facts.request, environment, deploying)]
  if (looks.length > 0) return { looks }

  const { verdict, gates } = judgeGates(facts)
  const what = { task, environment: name, sha: target.sha } as const
  const from = { 'pull-request': 'head', named: 'named', earlier: 'earlier' } as const
  const accepted = { kind: 'deploy', ...what, login, from: from[target.source.kind] } as const
  // What ended at once is marked as what waited first and ended then.
  const ended = { ...accepted, stage: 'ended', at: now.toISOString() } as const
  const refused = seen.snapshot.notDeployed?.[request.key]
  if (refused !== undefined) return reply(asked, words.notMade(what, refused), ended)
  const out = task === 'rollback' ? words.takenOut(between(request, environment, deploying)) : ''
  const askedAt = askedFor(environment, request.key)
  if (askedAt !== undefined) {
    // GitHub was asked, or was about to be, when something came between: the reply is written, and the deployment looked for.
    const starting = { ...accepted, stage: 'starting', at: askedAt } as const
    return reply(asked, words.starting(what, [], out), starting)
  }
  const refusal = [reasons.deployRefused(name, target.sha, gates)]
  if (verdict === 'refuse') return { ...reply(asked, words.refused(what, gates), ended), reasons: refusal }
  if (verdict === 'wait') {
    // In an issue nobody reviews, and nothing is looked at again.
    if (thread === undefined) return { ...reply(asked, words.refused(what, gates), ended), reasons: refusal }
    const until = new Date(now.getTime() + waitsMs).toISOString()
    const waiting = { ...accepted, stage: 'waiting', at: until } as const
    return {
      ...reply(asked, words.waits(what, gates, until), waiting),
      waiting: [{ environment: name, thread: talk.number, isOver: false }],
      reasons: [reasons.deployWaits(name, target.sha, gates)],
      lookAgainAt: waitFor(gates, comment.createdAt, now),
    }
  }
  const starting = { ...accepted, stage: 'starting', at: now.toISOString() } as const
  return {
    ...reply(asked, words.starting(what, gates, out), starting),
    starts: startDeployment(request, environment.rules),
    reasons: [reasons.deploys(name, target.sha)],
  }
}

function takenOutLooks({ task, sha }: Request, { live }: EnvironmentState, { seen: { snapshot } }: Deploying): Look[] {
  if (task !== 'rollback' || live === undefined || snapshot.between?.[`${sha}..${live.sha}`] !== undefined) return []
  return [{ kind: 'between', from: sha, to: live.sha }]
}

function between({ sha }: Request, { live }: EnvironmentState, { seen: { snapshot } }: Deploying) {
  return snapshot.between?.[`${sha}..${live?.sha}`] ?? { commits: [], total: 0 }
}
