import type { Commit, Sha } from '../../model/commit.js'
import { isFinal, type Deployment } from '../../model/deployment.js'
import { reachedFrom } from '../../model/reached-from.js'
import type { Look } from '../../model/snapshot.js'
import { deploymentLooks, deploymentsIn, runsIn } from '../deploy/environment-state.js'
import { previousTagCandidates } from '../release/previous-tag-candidates.js'
import type { Seen } from '../release/seen.js'

/** So long after the last deployment ended a rollback is told: whoever rolls forward again within that time has notified nobody. */
const graceMs = 10 * 60_000

/** The environment that makes a change done, and what of the default branch it runs. Of commits of the default branch alone it is told. */
export interface Live {
  readonly environment: string
  /** Whether it is known what runs there. */
  readonly isKnown: boolean
  /** What runs there, for people: a tag, or the beginning of a commit. */
  readonly name: string
  has(commit: Sha): boolean
  /** Whether it is not there any more: a rollback took it out. */
  wasThere(commit: Sha): boolean
  /** Since when it has it (ISO 8601), as far back as was read. */
  since(commit: Sha): string
  /** What was released and is not there, with the first release that has it. */
  readonly awaited: ReadonlyMap<Sha, string>
  /** What a rollback took out, whose grace is over. */
  readonly takenOut: readonly Commit[]
  /** When the grace of a rollback is over (ISO 8601). */
  readonly settlesAt: string | undefined
}

/** What has to be seen before it is known what the environment lacks; none where a release is enough. */
export function liveLooks(seen: Seen): Look[] {
  const { snapshot, config } = seen
  const rules = config.environments.find(({ name }) => name === config.done.liveIn)
  // Whoever runs the deployments asks for older ones.
  if (rules === undefined || deploymentLooks(seen, [rules.name]).length > 0) return []
  const running = runsIn(snapshot, rules.name)
  const lacking = running && lackingIn(seen, running.sha)
  return lacking?.kind === 'unread' ? [lacking.look] : []
}

/** Undefined where a release is enough. */
export function readLive(seen: Seen, now: Date): Live | undefined {
  const { snapshot, config } = seen
  const environment = config.done.liveIn
  if (environment === undefined) return undefined
  const deployments = deploymentsIn(snapshot, environment)
  const running = runsIn(snapshot, environment)
  const lacking = running && lackingIn(seen, running.sha)
  const commits = lacking?.kind === 'commits' ? lacking.commits : []
  const lacks = new Set(commits.map(({ sha }) => sha))
  const ran = deployments.filter(({ status }) => ['success', 'inactive'].includes(status.state))
  const had = new Set(ran.flatMap(({ sha }) => [...reachedFrom(sha, commits).commits]))

  const ends = deployments.filter(({ status }) => isFinal(status)).map(({ status }) => Date.parse(status.at))
  const settles = Math.max(...ends, 0) + graceMs
  const isGrace = had.size > 0 && now.getTime() < settles
  return {
    environment,
    isKnown: lacking?.kind === 'commits' || lacking?.kind === 'everything',
    name: running === undefined ? '' : nameOf(seen, running.sha),
    has: (sha) => lacking?.kind === 'commits' && (!lacks.has(sha) || (isGrace && had.has(sha))),
    wasThere: (sha) => !isGrace && had.has(sha),
    since: (sha) => sinceIn(seen, ran, running, sha),
    awaited: firstReleases(seen, commits),
    takenOut: isGrace ? [] : commits.filter(({ sha }) => had.has(sha)),
    settlesAt: isGrace ? new Date(settles).toISOString() : undefined,
  }
}

type LackingSeen =
  | { readonly kind: 'commits'; readonly commits: readonly Commit[] }
  | { readonly kind: 'everything' }
  | { readonly kind: 'unread'; readonly look: Look }

/**
 * What the default branch has and a commit has not. Where the last release reaches the commit, that is what the release has beyond it, which the
 * next push does not change, and what came since.
 */
function lackingIn({ snapshot, branch }: Seen, commit: Sha): LackingSeen | undefined {
  const unreleased = snapshot.ranges[branch.head]
  if (unreleased === undefined) return undefined
  if (commit === branch.head) return { kind: 'commits', commits: [] }
  const { previous, commits } = unreleased
  if (commit === previous?.sha) return { kind: 'commits', commits }
  const isSince = commits.some(({ sha }) => sha === commit)
  if (previous !== undefined && !isSince) {
    const behind = readLacking(snapshot, commit, previous.sha)
    if (behind.kind !== 'commits') return behind
    if (!behind.isAside) return { kind: 'commits', commits: [...behind.commits, ...commits] }
  }
  return readLacking(snapshot, commit, branch.head)
}

function readLacking({ lacking }: Seen['snapshot'], commit: Sha, head: Sha) {
  return (
    lacking?.[`${commit}..${head}`] ?? { kind: 'unread' as const, look: { kind: 'lacking' as const, commit, head } }
  )
}

/** Where versions are named after the format of the repository, its tag. */
function nameOf({ snapshot, config }: Seen, commit: Sha): string {
  return (
    previousTagCandidates(snapshot.tags, config.release.tag).find(({ sha }) => sha === commit)?.name ??
    commit.slice(0, 7)
  )
}

/** The first of the deployments, back from the one that runs, that all have it, as far as the history that was read shows. */
function sinceIn({ snapshot }: Seen, ran: readonly Deployment[], running: Deployment | undefined, commit: Sha): string {
  let first = running
  for (const earlier of ran.filter(({ id }) => running !== undefined && id < running.id)) {
    if (!reachedFrom(earlier.sha, snapshot.history?.commits ?? []).commits.has(commit)) break
    first = earlier
  }
  return first?.createdAt ?? ''
}

/** By commit, the first of the releases among these commits that reaches it; drafts are none. */
function firstReleases({ snapshot, config }: Seen, commits: readonly Commit[]): ReadonlyMap<Sha, string> {
  const first = new Map<Sha, string>()
  for (const { name, sha } of previousTagCandidates(snapshot.tags, config.release.tag).reverse()) {
    if (sha === undefined || snapshot.drafts?.[name] !== undefined) continue
    for (const reached of reachedFrom(sha, commits, new Set(first.keys())).commits) first.set(reached, name)
  }
  return first
}
