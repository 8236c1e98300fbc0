import { closeByMerging } from './close-by-merging.js'
import { emit, emitThread } from './emit.js'
import type { Actor, MergeMethod, PullRequest, Repository } from './entities.js'
import { followRefChanges } from './follow-ref-changes.js'
import { nodeIdOf } from './ids.js'
import { markMerged } from './mark-merged.js'
import { commitsBetween } from './mergeability.js'
import { writeMerge } from './merge-pull-request.js'
import type { QueueEntry } from './records.js'
import { invalid, Refusal } from './refusal.js'
import { nowOf } from './repositories.js'
import { hasFailed, missingChecks } from './required-checks.js'
import { mergeViolation, RulesRefusal } from './rule-violations.js'
import { requiredChecks, rulesOf } from './rules-of.js'
import type { World } from './world.js'

/** The entries that wait for a branch, the next to merge first. */
export function queueOf(world: World, repository: Repository, base: string): QueueEntry[] {
  return world.records(repository).queue.filter((entry) => entry.base === base)
}

export function entryOf(world: World, repository: Repository, { number }: PullRequest): QueueEntry | undefined {
  return world.records(repository).queue.find(({ pullRequest }) => pullRequest === number)
}

/** Whether a branch takes changes through a queue, and how it merges them. */
export function queueMethod(world: World, repository: Repository, base: string): MergeMethod | undefined {
  const rules = rulesOf(world, repository, `refs/heads/${base}`).flatMap((source) => source.rules)
  const rule = rules.find(({ type }) => type === 'merge_queue')
  if (!rule) return undefined
  return String(rule.parameters?.['merge_method'] ?? 'MERGE').toLowerCase() as MergeMethod
}

/**
 * Puts a pull request into its base's queue, which asks for the checks of what merging would make.
 * @throws {Refusal} 422 where there is no queue, or it is in it already; 409 where the head is elsewhere; 405 where rules are against it
 */
export async function enqueue(
  world: World,
  repository: Repository,
  actor: Actor,
  pullRequest: PullRequest,
  { expectedHead, jump = false }: { readonly expectedHead?: string | undefined; readonly jump?: boolean } = {},
): Promise<QueueEntry> {
  const { base, head } = pullRequest
  const method = queueMethod(world, repository, base.ref)
  if (!method) throw refused('The base branch does not have a merge queue')
  if (entryOf(world, repository, pullRequest)) throw refused('Pull request is already in the queue')
  if (pullRequest.state === 'closed' || pullRequest.draft) throw refused('Pull request is not mergeable')
  if (expectedHead !== undefined && expectedHead !== head.sha) {
    throw new Refusal(409, 'Head branch was modified. Review and try the merge again.')
  }
  const violation = await mergeViolation(world, repository, actor, pullRequest, { fromQueue: true })
  if (violation) throw new RulesRefusal(405, violation)
  const id = world.ids.number()
  const entry: QueueEntry = {
    id,
    nodeId: nodeIdOf('MQE', id),
    pullRequest: pullRequest.number,
    base: base.ref,
    headSha: head.sha,
    enqueuer: actor.user,
    enqueuedAt: nowOf(world),
    group: undefined,
  }
  const { queue } = world.records(repository)
  if (jump) queue.unshift(entry)
  else queue.push(entry)
  emitThread(world, repository, actor, pullRequest, 'enqueued')
  await settleQueue(world, repository)
  return entry
}

/** Takes a pull request out of the queue; those behind it are tried anew. Undefined where it was in none. */
export async function dequeue(
  world: World,
  repository: Repository,
  actor: Actor,
  pullRequest: PullRequest,
): Promise<QueueEntry | undefined> {
  const entry = entryOf(world, repository, pullRequest)
  if (!entry) return undefined
  await world.exclusively(repository, () => takeOut(world, repository, actor, entry))
  await settleQueue(world, repository)
  return entry
}

/** Merges what passed, takes out what failed or is gone, and tries what is next. */
export function settleQueue(world: World, repository: Repository): Promise<void> {
  return world.exclusively(repository, async () => {
    for (const base of new Set(world.records(repository).queue.map((entry) => entry.base))) {
      while (await settleFirst(world, repository, base));
    }
  })
}

/** True where something changed, so that the rest has to be looked at again. */
async function settleFirst(world: World, repository: Repository, base: string): Promise<boolean> {
  const entries = queueOf(world, repository, base)
  const gone = entries.find((entry) => !isStill(repository, entry))
  if (gone) {
    await takeOut(world, repository, enqueuerOf(gone), gone)
    return true
  }
  for (const [index, entry] of entries.entries()) {
    const tip = index === 0 ? await tipOf(world, repository, base) : entries[index - 1]?.group?.sha
    if (entry.group && entry.group.baseSha === tip) continue
    if (entry.group) await destroy(world, repository, enqueuerOf(entry), entry, 'invalidated')
    if (tip === undefined || !(await tryMerge(world, repository, entry, tip))) {
      await takeOut(world, repository, enqueuerOf(entry), entry)
      return true
    }
  }
  const [first] = entries
  if (!first?.group) return false
  const required = requiredChecks(rulesOf(world, repository, `refs/heads/${base}`))
  if (hasFailed(repository, first.group.sha, required)) {
    await takeOut(world, repository, enqueuerOf(first), first)
    return true
  }
  if (missingChecks(repository, first.group.sha, required) !== undefined) return false
  await merge(world, repository, first)
  return true
}

function isStill(repository: Repository, { pullRequest, headSha }: QueueEntry): boolean {
  const now = repository.pullRequests.get(pullRequest)
  return now?.state === 'open' && now.head.sha === headSha
}

async function tipOf(world: World, repository: Repository, base: string): Promise<string | undefined> {
  return world.git(repository).resolve(`refs/heads/${base}`)
}

/** Writes what merging would make to a branch of the queue's own, and asks for its checks. False where it conflicts. */
async function tryMerge(world: World, repository: Repository, entry: QueueEntry, baseSha: string): Promise<boolean> {
  const git = world.git(repository)
  const pullRequest = repository.pullRequests.get(entry.pullRequest)
  const method = queueMethod(world, repository, entry.base) ?? 'merge'
  const merged = await git.mergeTrees(baseSha, entry.headSha)
  if (!pullRequest || 'conflicts' in merged) return false
  const actor = enqueuerOf(entry)
  const commits = await commitsBetween(world, repository, baseSha, entry.headSha)
  const made = { tree: merged.tree, baseSha, commits }
  const sha = await writeMerge(world, repository, actor, pullRequest, { method }, made)
  const ref = `refs/heads/gh-readonly-queue/${entry.base}/pr-${entry.pullRequest}-${baseSha}`
  await git.updateRef(ref, sha)
  entry.group = { ref, sha, baseSha }
  await followRefChanges(world, repository, actor, [{ ref, before: null, after: sha }])
  emit(world, repository, actor, 'merge_group', 'checks_requested', { kind: 'merge_group', entry: { ...entry } })
  return true
}

async function merge(world: World, repository: Repository, entry: QueueEntry): Promise<void> {
  const { queue } = world.records(repository)
  const pullRequest = repository.pullRequests.get(entry.pullRequest)
  const { group } = entry
  if (!pullRequest || !group) return
  const actor = enqueuerOf(entry)
  const ref = `refs/heads/${entry.base}`
  queue.splice(queue.indexOf(entry), 1)
  if (!(await world.git(repository).updateRef(ref, group.sha, group.baseSha))) return
  pullRequest.base.sha = group.baseSha
  const method = queueMethod(world, repository, entry.base) ?? 'merge'
  emitThread(world, repository, actor, pullRequest, 'dequeued', { reason: 'MERGE' })
  markMerged(world, repository, actor, pullRequest, { sha: group.sha, method })
  await closeByMerging(world, repository, actor, pullRequest, { from: group.baseSha, to: group.sha })
  const change = { ref, before: group.baseSha, after: group.sha }
  await followRefChanges(world, repository, actor, [change], { byMerging: true })
  await destroy(world, repository, actor, entry, 'merged')
}

async function takeOut(world: World, repository: Repository, actor: Actor, entry: QueueEntry): Promise<void> {
  const { queue } = world.records(repository)
  queue.splice(queue.indexOf(entry), 1)
  await destroy(world, repository, actor, entry, 'dequeued')
  const pullRequest = repository.pullRequests.get(entry.pullRequest)
  if (pullRequest) emitThread(world, repository, actor, pullRequest, 'dequeued', { reason: 'MANUAL' })
}

async function destroy(
  world: World,
  repository: Repository,
  actor: Actor,
  entry: QueueEntry,
  reason: 'merged' | 'invalidated' | 'dequeued',
): Promise<void> {
  const { group } = entry
  if (!group) return
  emit(world, repository, actor, 'merge_group', 'destroyed', { kind: 'merge_group', entry: { ...entry }, reason })
  entry.group = undefined
  await world.git(repository).updateRef(group.ref, null)
  await followRefChanges(world, repository, actor, [{ ref: group.ref, before: group.sha, after: null }])
}

function enqueuerOf({ enqueuer }: QueueEntry): Actor {
  return { kind: 'user', user: enqueuer }
}

function refused(message: string): Refusal {
  return invalid({ resource: 'PullRequest', code: 'custom', message })
}
