import { isGranted } from '../auth/grant.js'
import type { GitRepository } from '../git/git-repository.js'
import type { Actor, Repository } from './entities.js'
import { followRefChanges } from './follow-ref-changes.js'
import type { RefChange } from './ref-change.js'
import { Refusal } from './refusal.js'
import { requireRules } from './rule-violations.js'
import type { World } from './world.js'

export type { RefChange } from './ref-change.js'

/** Where a ref is to go. */
export interface RefUpdate {
  readonly ref: string
  /** Null deletes. */
  readonly after: string | null
  /** Where it must stand; null: nowhere; undefined: wherever. */
  readonly before?: string | null | undefined
  /** Without it, only forward. */
  readonly force?: boolean
}

/** @throws {Refusal} 422 where the ref is there already, the name is none, or the sha names no object */
export async function createRef(
  world: World,
  repository: Repository,
  actor: Actor,
  ref: string,
  sha: string,
): Promise<void> {
  const isThere = new Refusal(422, 'Reference already exists')
  if (await world.git(repository).resolve(ref)) throw isThere
  try {
    await updateRefs(world, repository, actor, [{ ref, after: sha, before: null }])
  } catch (error) {
    // Of two who create it at once the slower one finds it there.
    throw error instanceof RefMoved ? isThere : error
  }
}

/** @throws {Refusal} 422 where the ref is not there, or it would not move forward and `force` is not said */
export async function updateRef(
  world: World,
  repository: Repository,
  actor: Actor,
  ref: string,
  sha: string,
  { force = false }: { readonly force?: boolean } = {},
): Promise<void> {
  if (!(await world.git(repository).resolve(ref))) throw new Refusal(422, 'Reference does not exist')
  await updateRefs(world, repository, actor, [{ ref, after: sha, force }])
}

/** @throws {Refusal} 422 where the ref is not there, or is the default branch */
export async function deleteRef(world: World, repository: Repository, actor: Actor, ref: string): Promise<void> {
  if (!(await world.git(repository).resolve(ref))) throw new Refusal(422, 'Reference does not exist')
  if (ref === `refs/heads/${repository.defaultBranch}`) throw new Refusal(422, 'Cannot delete the default branch')
  await updateRefs(world, repository, actor, [{ ref, after: null, force: true }])
}

/**
 * Moves refs, all or none, by compare-and-swap, and does what follows from it.
 * @throws {RefMoved} where a ref does not stand at its `before`
 * @throws {Refusal} 422 for what GitHub would not do to a ref
 */
export function updateRefs(
  world: World,
  repository: Repository,
  actor: Actor,
  updates: readonly RefUpdate[],
): Promise<void> {
  return world.exclusively(repository, () => moveRefs(world, repository, actor, updates))
}

/** As `updateRefs`, for who has the repository to themselves already. */
export async function moveRefs(
  world: World,
  repository: Repository,
  actor: Actor,
  updates: readonly RefUpdate[],
  { mayWriteWorkflows = false }: { readonly mayWriteWorkflows?: boolean } = {},
): Promise<void> {
  const git = world.git(repository)
  const changes: RefChange[] = []
  for (const update of updates) {
    const before = (await git.resolve(update.ref)) ?? null
    if (update.before !== undefined && update.before !== before) throw new RefMoved(update.ref)
    await checkUpdate(git, update, before)
    if (!mayWriteWorkflows) await requireWorkflows(git, actor, update)
    if (before !== update.after) changes.push({ ref: update.ref, before, after: update.after })
  }
  if (changes.length === 0) return
  await requireRules(world, repository, actor, changes)
  const problem = await git.updateRefs(changes)
  if (problem !== undefined) throw refusalOf(problem, changes)
  await followRefChanges(world, repository, actor, changes)
}

/** Does what follows from refs that a push of git's has moved: events, pull requests, issues, check suites. */
export function receiveRefChanges(
  world: World,
  repository: Repository,
  actor: Actor,
  changes: readonly RefChange[],
): Promise<void> {
  return world.exclusively(repository, () => followRefChanges(world, repository, actor, changes))
}

/** A ref does not stand where it was said to stand. */
export class RefMoved extends Refusal {
  constructor(readonly ref: string) {
    super(422, `Reference cannot be updated: ${ref} does not stand where it was expected to`)
    this.name = 'RefMoved'
  }
}

async function checkUpdate(git: GitRepository, { ref, after, force }: RefUpdate, before: string | null): Promise<void> {
  if (!isRefName(ref)) {
    throw new Refusal(422, `Reference name must start with 'refs/' and contain at least two slashes.`)
  }
  if (/^refs\/(pull|__local)\//.test(ref)) throw new Refusal(422, 'Reference name is reserved')
  if (after === null) return
  const object = /^[0-9a-f]{40}$/.test(after) ? await git.readObject(after) : undefined
  if (!object) throw new Refusal(422, 'Object does not exist')
  if (ref.startsWith('refs/heads/') && object.type !== 'commit') throw new Refusal(422, 'Reference update failed')
  if (before !== null && !force && !(await git.isAncestor(before, after)))
    throw new Refusal(422, 'Update is not a fast forward')
}

/** By the rules of `git check-ref-format`, with the two slashes that GitHub asks for. */
export function isRefName(ref: string): boolean {
  if (!/^refs\/[^/]+\/./.test(ref) || /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|\.$|\/$/u.test(ref)) return false
  return ref.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'))
}

/** New commits that touch `.github/workflows` want a permission of their own from an app. */
async function requireWorkflows(git: GitRepository, actor: Actor, { after }: RefUpdate): Promise<void> {
  if (after === null || actor.kind !== 'installation' || isGranted(actor, 'write', ['workflows'])) return
  const [now, then] = await Promise.all(['HEAD', after].map((revision) => git.resolve(`${revision}:.github/workflows`)))
  if (now === then) return
  const touching = (await git.run(['rev-list', '-1', after, '--not', '--all', '--', '.github/workflows']))
    .toString()
    .trim()
  if (touching === '') return
  const changed = (await git.changedPaths([touching])).get(touching)
  const path = [...(changed?.added ?? []), ...(changed?.modified ?? []), ...(changed?.removed ?? [])].find((one) =>
    one.startsWith('.github/workflows/'),
  )
  throw new Refusal(
    403,
    `refusing to allow a GitHub App to create or update workflow \`${path ?? '.github/workflows'}\` without \`workflows\` permission`,
  )
}

function refusalOf(problem: string, changes: readonly RefChange[]): Refusal {
  if (/but expected|reference already exists|unable to resolve reference/.test(problem)) {
    return new RefMoved(/cannot lock ref '([^']+)'/.exec(problem)?.[1] ?? changes[0]?.ref ?? '')
  }
  return new Refusal(422, 'Reference update failed')
}
