import { emit } from './emit.js'
import type { Actor, Release, Repository } from './entities.js'
import { nodeIdOf } from './ids.js'
import { isRefName, updateRefs } from './refs.js'
import { invalid, Refusal } from './refusal.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

export interface ReleaseInput {
  readonly tagName: string
  /** Where the tag is made, if there is none: a branch or sha; the default branch unless told. */
  readonly targetCommitish?: string | undefined
  readonly name?: string | undefined
  readonly body?: string | undefined
  readonly draft?: boolean | undefined
  readonly prerelease?: boolean | undefined
  readonly makeLatest?: 'true' | 'false' | 'legacy' | undefined
}

/** Publishes a release, tagging where there is no tag, or keeps it as a draft. @throws {Refusal} 422 where the tag has a release */
export async function createRelease(
  world: World,
  repository: Repository,
  actor: Actor,
  input: ReleaseInput,
): Promise<Release> {
  const { tagName, draft = false, prerelease = false } = input
  await checkRelease(world, repository, input, undefined)
  const createdAt = await commitDate(world, repository, tagName, input.targetCommitish)
  // Looked at again, and set, with nothing awaited in between: two requests for one tag must not both get through.
  if (!draft) requireFree(repository, tagName, undefined)
  const id = world.ids.number()
  const release: Release = {
    id,
    nodeId: nodeIdOf('RE', id),
    author: actor.user,
    tagName,
    targetCommitish: input.targetCommitish ?? repository.defaultBranch,
    name: input.name ?? '',
    body: input.body ?? '',
    draft,
    prerelease,
    createdAt,
    publishedAt: undefined,
    assets: [],
  }
  repository.releases.set(id, release)
  world.lag.made(release)
  if (!draft) {
    await tag(world, repository, actor, release).catch((error: unknown) => {
      repository.releases.delete(id)
      throw error
    })
  }
  emit(world, repository, actor, 'release', 'created', { kind: 'release', release })
  if (!draft) publish(world, repository, actor, release, input.makeLatest)
  return release
}

/** @throws {Refusal} 422 where the new tag has a release */
export async function editRelease(
  world: World,
  repository: Repository,
  actor: Actor,
  release: Release,
  change: Partial<ReleaseInput>,
): Promise<Release> {
  const { tagName = release.tagName, draft = release.draft } = change
  await checkRelease(world, repository, { ...change, tagName, draft }, release)
  const changes = {
    ...(change.name !== undefined && change.name !== release.name ? { name: { from: release.name } } : {}),
    ...(change.body !== undefined && change.body !== release.body ? { body: { from: release.body } } : {}),
    ...(tagName === release.tagName ? {} : { tag_name: { from: release.tagName } }),
  }
  const wasDraft = release.draft
  if (!draft) requireFree(repository, tagName, release)
  Object.assign(release, {
    tagName,
    draft,
    targetCommitish: change.targetCommitish ?? release.targetCommitish,
    name: change.name ?? release.name,
    body: change.body ?? release.body,
    prerelease: change.prerelease ?? release.prerelease,
  })
  if (wasDraft && !draft) {
    await tag(world, repository, actor, release).catch((error: unknown) => {
      release.draft = true
      throw error
    })
    publish(world, repository, actor, release, change.makeLatest)
  } else {
    if (change.makeLatest === 'true' && !release.prerelease) repository.latestRelease = release.id
    emit(world, repository, actor, 'release', 'edited', { kind: 'release', release, changes })
  }
  return release
}

/** The tag stays. */
export async function deleteRelease(
  world: World,
  repository: Repository,
  actor: Actor,
  release: Release,
): Promise<void> {
  repository.releases.delete(release.id)
  if (repository.latestRelease === release.id) repository.latestRelease = undefined
  emit(world, repository, actor, 'release', 'deleted', { kind: 'release', release })
}

/** The published release of a tag. */
export function releaseOfTag(repository: Repository, tagName: string): Release | undefined {
  return [...repository.releases.values()].find((release) => release.tagName === tagName && !release.draft)
}

/** The release that GitHub calls the latest: the one that was made so, else the newest that is no draft and no prerelease. */
export function latestRelease(repository: Repository): Release | undefined {
  const chosen = repository.latestRelease === undefined ? undefined : repository.releases.get(repository.latestRelease)
  if (chosen && !chosen.draft && !chosen.prerelease) return chosen
  return newestFirst(repository).find(({ draft, prerelease }) => !draft && !prerelease)
}

/** Releases as GitHub lists them. */
export function newestFirst(repository: Repository): Release[] {
  return [...repository.releases.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id - a.id)
}

/** Makes the release's tag where there is none. */
async function tag(world: World, repository: Repository, actor: Actor, release: Release): Promise<void> {
  const ref = `refs/tags/${release.tagName}`
  const git = world.git(repository)
  if (await git.resolve(ref)) return
  const commit = await git.readCommit(release.targetCommitish)
  if (!commit) throw invalid({ resource: 'Release', code: 'invalid', field: 'target_commitish' })
  await updateRefs(world, repository, actor, [{ ref, after: commit.sha, before: null }])
}

function publish(
  world: World,
  repository: Repository,
  actor: Actor,
  release: Release,
  makeLatest: ReleaseInput['makeLatest'] = 'true',
): void {
  release.publishedAt = nowOf(world)
  if (makeLatest === 'true' && !release.prerelease) repository.latestRelease = release.id
  emit(world, repository, actor, 'release', 'published', { kind: 'release', release })
  emit(world, repository, actor, 'release', release.prerelease ? 'prereleased' : 'released', {
    kind: 'release',
    release,
  })
}

async function checkRelease(
  world: World,
  repository: Repository,
  { tagName, draft = false, targetCommitish, body = '' }: ReleaseInput,
  self: Release | undefined,
): Promise<void> {
  if (!isRefName(`refs/tags/${tagName}`)) {
    throw invalid({ resource: 'Release', code: 'custom', field: 'tag_name', message: 'tag_name is not a valid tag' })
  }
  if (body.length > 125_000) {
    throw invalid({
      resource: 'Release',
      code: 'custom',
      field: 'body',
      message: 'body is too long (maximum is 125000 characters)',
    })
  }
  const git = world.git(repository)
  const hasTag = (await git.resolve(`refs/tags/${tagName}`)) !== undefined
  if (!hasTag && targetCommitish !== undefined && !(await git.readCommit(targetCommitish))) {
    throw invalid({ resource: 'Release', code: 'invalid', field: 'target_commitish' })
  }
  if (!hasTag && !draft && !(await git.resolve('HEAD'))) throw new Refusal(422, 'Repository is empty.')
  if (!draft) requireFree(repository, tagName, self)
}

function requireFree(repository: Repository, tagName: string, self: Release | undefined): void {
  const twin = releaseOfTag(repository, tagName)
  if (twin && twin !== self) throw invalid({ resource: 'Release', code: 'already_exists', field: 'tag_name' })
}

/** GitHub dates a release by its commit. */
async function commitDate(
  world: World,
  repository: Repository,
  tagName: string,
  target: string | undefined,
): Promise<string> {
  const git = world.git(repository)
  const commit = (await git.readCommit(`refs/tags/${tagName}`)) ?? (await git.readCommit(target ?? 'HEAD'))
  return commit?.committer.date ?? nowOf(world)
}
