import { recordEdit } from './content-edits.js'
import { crossReference } from './cross-reference.js'
import { emitThread } from './emit.js'
import type { Actor, PullRequest, Repository } from './entities.js'
import { bringObjects, closeUnmerged, headRefOf } from './follow-pull-requests.js'
import { nodeIdOf } from './ids.js'
import { checkText } from './issues.js'
import { invalid, notFound } from './refusal.js'
import { findFork } from './forks.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

export interface NewPullRequest {
  readonly title: string
  readonly body?: string
  /** A branch, or `owner:branch` of a fork with the same name. */
  readonly head: string
  readonly base: string
  readonly draft?: boolean
}

/** @throws {Refusal} 422 for branches that are not there, that hold nothing to merge, or that have an open pull request already */
export function openPullRequest(
  world: World,
  repository: Repository,
  actor: Actor,
  input: NewPullRequest,
): Promise<PullRequest> {
  return world.exclusively(repository, async () => {
    checkText('PullRequest', input)
    const head = await findHead(world, repository, input.head)
    const git = world.git(repository)
    const baseSha = await git.resolve(`refs/heads/${input.base}`)
    if (!baseSha) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
    await bringObjects(world, repository, { head }, head.sha)
    const twin = openPullRequestFrom(repository, head.repository, head.ref, input.base)
    if (twin) {
      const name = `${head.repository.owner.login}:${head.ref}`
      throw invalid({ resource: 'PullRequest', code: 'custom', message: `A pull request already exists for ${name}.` })
    }
    if (!(await git.mergeBase(baseSha, head.sha))) {
      const message = `The ${input.head} branch has no history in common with ${input.base}`
      throw invalid({ resource: 'PullRequest', code: 'custom', message })
    }
    if (await git.isAncestor(head.sha, baseSha)) {
      const message = `No commits between ${input.base} and ${input.head}`
      throw invalid({ resource: 'PullRequest', code: 'custom', message })
    }
    const pullRequest = newPullRequest(world, repository, actor, input, head, baseSha)
    repository.pullRequests.set(pullRequest.number, pullRequest)
    await git.updateRef(headRefOf(pullRequest), head.sha)
    crossReference(world, repository, actor, pullRequest, pullRequest.body)
    emitThread(world, repository, actor, pullRequest, 'opened')
    return pullRequest
  })
}

export interface PullRequestChange {
  readonly title?: string
  readonly body?: string
  readonly state?: 'open' | 'closed'
  readonly base?: string
  readonly draft?: boolean
}

/** @throws {Refusal} 404 where there is no such pull request, 422 for what cannot be changed so */
export function editPullRequest(
  world: World,
  repository: Repository,
  actor: Actor,
  number: number,
  change: PullRequestChange,
): Promise<PullRequest> {
  return world.exclusively(repository, async () => {
    const pullRequest = repository.pullRequests.get(number)
    if (!pullRequest) throw notFound()
    checkText('PullRequest', change)
    await editContent(world, repository, actor, pullRequest, change)
    if (change.draft !== undefined && change.draft !== pullRequest.draft) {
      pullRequest.draft = change.draft
      emitThread(world, repository, actor, pullRequest, change.draft ? 'converted_to_draft' : 'ready_for_review')
    }
    if (change.state === 'closed') closeUnmerged(world, repository, actor, pullRequest)
    if (change.state === 'open' && pullRequest.state === 'closed') await reopen(world, repository, actor, pullRequest)
    return pullRequest
  })
}

/** GitHub allows one open pull request from a branch into another. */
export function openPullRequestFrom(
  repository: Repository,
  headRepository: Repository,
  head: string,
  base: string,
): PullRequest | undefined {
  return [...repository.pullRequests.values()].find(
    (one) =>
      one.state === 'open' && one.head.repository === headRepository && one.head.ref === head && one.base.ref === base,
  )
}

async function editContent(
  world: World,
  repository: Repository,
  actor: Actor,
  pullRequest: PullRequest,
  change: PullRequestChange,
): Promise<void> {
  const { title = pullRequest.title, body = pullRequest.body, base = pullRequest.base.ref } = change
  const changes = {
    ...(title === pullRequest.title ? {} : { title: { from: pullRequest.title } }),
    ...(body === pullRequest.body ? {} : { body: { from: pullRequest.body } }),
    ...(base === pullRequest.base.ref
      ? {}
      : { base: { ref: { from: pullRequest.base.ref }, sha: { from: pullRequest.base.sha } } }),
  }
  if (Object.keys(changes).length === 0) return
  const now = nowOf(world)
  if ('base' in changes) {
    const sha = await world.git(repository).resolve(`refs/heads/${base}`)
    if (!sha) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
    if (await world.git(repository).isAncestor(pullRequest.head.sha, sha)) {
      const message = `There are no new commits between base branch '${base}' and head branch '${pullRequest.head.ref}'`
      throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid', message })
    }
    Object.assign(pullRequest.base, { ref: base, sha })
  }
  if ('title' in changes) {
    pullRequest.events.push({ kind: 'renamed', actor: actor.user, at: now, detail: `${pullRequest.title} → ${title}` })
  }
  recordEdit(pullRequest, actor.user, body, now)
  Object.assign(pullRequest, { title, body, updatedAt: now })
  crossReference(world, repository, actor, pullRequest, body)
  emitThread(world, repository, actor, pullRequest, 'edited', { changes })
}

async function reopen(world: World, repository: Repository, actor: Actor, pullRequest: PullRequest): Promise<void> {
  const { head, base } = pullRequest
  const git = world.git(repository)
  const tip = await world.git(head.repository).resolve(`refs/heads/${head.ref}`)
  const baseSha = await git.resolve(`refs/heads/${base.ref}`)
  const twin = openPullRequestFrom(repository, head.repository, head.ref, base.ref)
  const movedAway = tip !== undefined && !(await git.isAncestor(head.sha, tip).catch(() => false))
  if (pullRequest.merged || !tip || !baseSha || twin || movedAway) {
    const why = twin ? ` because there is already an open pull request (#${twin.number})` : ''
    throw invalid({
      resource: 'PullRequest',
      code: 'custom',
      field: 'state',
      message: `state cannot be changed${why}.`,
    })
  }
  head.sha = tip
  base.sha = baseSha
  const at = nowOf(world)
  Object.assign(pullRequest, { state: 'open', closedAt: undefined, closedBy: undefined, updatedAt: at })
  pullRequest.events.push({ kind: 'reopened', actor: actor.user, at, detail: '' })
  await git.updateRef(headRefOf(pullRequest), tip)
  emitThread(world, repository, actor, pullRequest, 'reopened')
}

async function findHead(world: World, base: Repository, text: string): Promise<PullRequest['head']> {
  const colon = text.indexOf(':')
  const repository = colon < 0 ? base : findFork(world, base, text.slice(0, colon))
  const ref = text.slice(colon + 1)
  const sha = repository && (await world.git(repository).resolve(`refs/heads/${ref}`))
  if (!repository || !sha) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' })
  return { repository, ref, sha }
}

function newPullRequest(
  world: World,
  repository: Repository,
  actor: Actor,
  input: NewPullRequest,
  head: PullRequest['head'],
  baseSha: string,
): PullRequest {
  const id = world.ids.number()
  const now = nowOf(world)
  return {
    id,
    nodeId: nodeIdOf('PR', id),
    number: repository.nextNumber++,
    author: actor.user,
    title: input.title,
    body: input.body ?? '',
    state: 'open',
    labels: [],
    assignees: [],
    locked: false,
    createdAt: now,
    updatedAt: now,
    closedAt: undefined,
    closedBy: undefined,
    events: [],
    edits: [],
    draft: input.draft ?? false,
    linkedIssues: [],
    head,
    base: { ref: input.base, sha: baseSha },
    merged: undefined,
  }
}
