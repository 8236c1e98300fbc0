import { closeIssues } from './close-issues.js'
import { requestCheckSuites } from './check-suites.js'
import { emit } from './emit.js'
import type { Actor, Push, Repository } from './entities.js'
import { followPullRequests } from './follow-pull-requests.js'
import { issuesNamedIn } from './issues-named-in.js'
import { zeros, type RefChange } from './ref-change.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

/** GitHub lists no more commits than these in a push. */
const mostCommits = 2048

/** Beyond so many tags at once, GitHub tells of none. */
const mostTags = 3

/**
 * What follows on refs that have moved: the record, the events, pull requests, issues, check suites. What a pull request brings by
 * merging closes issues in its name, not in that of its commits.
 */
export async function followRefChanges(
  world: World,
  repository: Repository,
  actor: Actor,
  changes: readonly RefChange[],
  { byMerging = false }: { readonly byMerging?: boolean } = {},
): Promise<void> {
  world.lag.refsMoved(repository, changes)
  await adoptFirstBranch(world, repository, changes)
  const silentTags = changes.filter(({ ref }) => ref.startsWith('refs/tags/')).length > mostTags
  for (const change of changes) {
    const isBranch = change.ref.startsWith('refs/heads/')
    const isTag = change.ref.startsWith('refs/tags/')
    if (!isBranch && !isTag) continue
    const push = await recordPush(world, repository, actor, change)
    const shas = isBranch ? await newCommits(world, repository, change, changes) : []
    if (!(isTag && silentTags)) tellPush(world, repository, actor, change, push, shas)
    if (!isBranch) continue
    await followPullRequests(world, repository, actor, change, shas)
    if (change.after !== null)
      await requestCheckSuites(world, repository, actor, change.ref, change.before ?? zeros, change.after)
    if (change.ref === `refs/heads/${repository.defaultBranch}` && !byMerging)
      await closeIssuesNamedIn(world, repository, actor, shas)
  }
}

function tellPush(
  world: World,
  repository: Repository,
  actor: Actor,
  change: RefChange,
  push: Push,
  shas: readonly string[],
): void {
  const refType = change.ref.startsWith('refs/tags/') ? ('tag' as const) : ('branch' as const)
  const ref = change.ref.replace(/^refs\/(heads|tags)\//, '')
  if (change.before === null) emit(world, repository, actor, 'create', null, { kind: 'ref', ref, refType })
  emit(world, repository, actor, 'push', null, { kind: 'push', push, shas })
  if (change.after === null) emit(world, repository, actor, 'delete', null, { kind: 'ref', ref, refType })
}

async function recordPush(world: World, repository: Repository, actor: Actor, change: RefChange): Promise<Push> {
  const { ref, before, after } = change
  const at = nowOf(world)
  const push: Push = {
    id: world.ids.number(),
    ref,
    before: before ?? zeros,
    after: after ?? zeros,
    forced: before !== null && after !== null && !(await world.git(repository).isAncestor(before, after)),
    actor: actor.user,
    at,
  }
  repository.pushes.push(push)
  repository.pushedAt = at
  repository.updatedAt = at
  return push
}

/** The commits that a branch gained, oldest first; a new branch gains what no other branch has. */
async function newCommits(
  world: World,
  repository: Repository,
  change: RefChange,
  changes: readonly RefChange[],
): Promise<readonly string[]> {
  if (change.after === null) return []
  const git = world.git(repository)
  const distance = change.before === null ? undefined : await git.compare(change.before, change.after)
  if (distance) return distance.ahead.slice(-mostCommits)
  const fresh = new Set(changes.map(({ ref }) => ref))
  const main = `refs/heads/${repository.defaultBranch}`
  if (!fresh.has(main) && (await git.resolve(main)) === change.after) return []
  const others =
    change.before === null ? (await git.listRefs('refs/heads/')).filter(({ name }) => !fresh.has(name)) : []
  const not = change.before === null ? others.map(({ sha }) => sha) : change.before
  const shas = await git.logShas({ from: change.after, not, limit: mostCommits })
  return [...shas].reverse()
}

async function closeIssuesNamedIn(
  world: World,
  repository: Repository,
  actor: Actor,
  shas: readonly string[],
): Promise<void> {
  const commits = await Promise.all(shas.map((sha) => world.git(repository).readCommit(sha)))
  for (const commit of commits) {
    if (!commit) continue
    const { sha, message } = commit
    closeIssues(world, repository, actor, issuesNamedIn(repository, message), { kind: 'commit', sha })
  }
}

/** The first branch of an empty repository becomes its default one, whatever it is called. */
async function adoptFirstBranch(world: World, repository: Repository, changes: readonly RefChange[]): Promise<void> {
  if (repository.pushes.length > 0) return
  const branches = changes.filter(({ ref, after }) => ref.startsWith('refs/heads/') && after !== null)
  const [first] = branches
  if (!first || branches.some(({ ref }) => ref === `refs/heads/${repository.defaultBranch}`)) return
  const git = world.git(repository)
  if (await git.resolve(`refs/heads/${repository.defaultBranch}`)) return
  repository.defaultBranch = first.ref.slice('refs/heads/'.length)
  await git.setHead(repository.defaultBranch)
}
