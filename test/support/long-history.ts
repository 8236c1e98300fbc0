import { execFileSync } from 'node:child_process'
import type { Issue, PullRequest, Repository, User } from '../../src/local-github/world/entities.js'
import { nodeIdOf } from '../../src/local-github/world/ids.js'
import { openIssue } from '../../src/local-github/world/issues.js'
import { gitOf } from '../../src/local-github/world/repositories.js'
import type { World } from '../../src/local-github/world/world.js'

/** How long a repository's past is. */
export interface LongHistory {
  readonly mergedPullRequests: number
  /** Spread evenly over the history, the last on its newest commit: `v1.0.0`, `v1.1.0` and so on, every second annotated; the newest have releases. */
  readonly tags: number
}

const releasesMade = 30
const hourMs = 3_600_000

/**
 * Gives a repository a past that nobody has to live through: a commit and a merged pull request each, and tags. One git process writes
 * the commits; the pull requests are put into the world as they would be found there.
 */
export async function giveLongHistory(
  world: World,
  repository: Repository,
  { mergedPullRequests, tags }: LongHistory,
): Promise<void> {
  const author = repository.owner
  const begin = world.clock().getTime() - (mergedPullRequests + 1) * hourMs
  const at = (position: number): Date => new Date(begin + position * hourMs)
  const tagNames = new Map<number, string>()
  for (let tag = 1; tag <= tags; tag += 1) {
    tagNames.set(Math.round((tag * mergedPullRequests) / tags), `v1.${tag - 1}.0`)
  }
  const annotatedAt = new Set([...tagNames.keys()].filter((_, index) => index % 2 === 0))
  const steps = Array.from({ length: mergedPullRequests }, (_, index) => ({
    message: `feat: the ${index + 1}th change (#${index + 1})`,
    at: at(index + 1),
    tag: tagNames.get(index + 1),
    annotated: annotatedAt.has(index + 1),
  }))
  const start = await write(world, repository, steps)
  const shas = shasSince(repository, start)
  for (const [index, sha] of shas.entries()) {
    const pullRequest = mergedOne(world, repository, author, { base: shas[index - 1] ?? start, sha, at: at(index + 1) })
    repository.pullRequests.set(pullRequest.number, pullRequest)
  }
  for (const [position, tagName] of [...tagNames].slice(-releasesMade)) {
    addRelease(world, repository, author, tagName, at(position))
  }
}

/** Commits of small fixes on the default branch, a minute apart, of which nobody is told. */
export async function addCommits(world: World, repository: Repository, count: number): Promise<void> {
  const now = world.clock().getTime()
  const steps = Array.from({ length: count }, (_, index) => ({
    message: `fix: the ${index + 1}th of many`,
    at: new Date(now - (count - index) * 60_000),
    tag: undefined,
  }))
  await write(world, repository, steps)
}

interface Step {
  readonly message: string
  readonly at: Date
  readonly tag: string | undefined
  readonly annotated?: boolean
}

/**
 * Merged pull requests, a minute apart, of which nobody was told. The first of them fix an issue each, which GitHub closed. Gives the numbers
 * of both.
 */
export async function addMergedPullRequests(
  world: World,
  repository: Repository,
  { count, issues }: { readonly count: number; readonly issues: number },
): Promise<{ readonly pullRequests: readonly number[]; readonly issues: readonly number[] }> {
  const author = repository.owner
  const now = world.clock().getTime()
  const at = (index: number): Date => new Date(now - (count - index) * 60_000)
  const numbers: number[] = []
  for (let index = 0; index < issues; index += 1) {
    const issue = await openIssue(world, repository, { kind: 'user', user: author }, { title: `Trouble ${index + 1}` })
    numbers.push(issue.number)
  }
  const steps = Array.from({ length: count }, (_, index) => ({
    message: `fix: the ${index + 1}th change (#${repository.nextNumber + index})`,
    at: at(index),
    tag: undefined,
  }))
  const start = await write(world, repository, steps)
  const shas = shasSince(repository, start)
  const pullRequests = shas.map((sha, index) => {
    const pullRequest = mergedOne(world, repository, author, { base: shas[index - 1] ?? start, sha, at: at(index) })
    const issue = repository.issues.get(numbers[index] ?? NaN)
    if (issue !== undefined) {
      pullRequest.body = `Fixes #${issue.number}`
      closeByMerge(issue, pullRequest)
    }
    repository.pullRequests.set(pullRequest.number, pullRequest)
    return pullRequest.number
  })
  return { pullRequests, issues: numbers }
}

/** Issues that were closed long ago, by the merged pull requests that are there: those that were merged first. */
export function addClosedIssues(world: World, repository: Repository, count: number): void {
  for (const pullRequest of [...repository.pullRequests.values()].slice(0, count)) {
    const issue = issueOfOld(world, repository, pullRequest)
    repository.issues.set(issue.number, issue)
    pullRequest.body = `Fixes #${issue.number}`
    closeByMerge(issue, pullRequest)
  }
}

function issueOfOld(world: World, repository: Repository, { number, createdAt }: PullRequest): Issue {
  const id = world.ids.number()
  return {
    id,
    nodeId: nodeIdOf('I', id),
    number: repository.nextNumber++,
    author: repository.owner,
    title: `Trouble before ${number}`,
    body: '',
    state: 'open',
    stateReason: undefined,
    closer: undefined,
    labels: [],
    assignees: [],
    locked: false,
    createdAt,
    updatedAt: createdAt,
    closedAt: undefined,
    closedBy: undefined,
    events: [],
    edits: [],
  }
}

function closeByMerge(issue: Issue, { number, merged }: PullRequest): void {
  if (merged === undefined) throw new Error(`#${number} is not merged`)
  const closer = { kind: 'pullRequest', number } as const
  Object.assign(issue, { state: 'closed', stateReason: 'completed', closer, closedAt: merged.at, closedBy: merged.by })
  issue.events.push({ kind: 'closed', actor: merged.by, at: merged.at, detail: 'completed', closer })
}

function shasSince(repository: Repository, start: string): string[] {
  const log = execFileSync('git', ['-C', repository.path, 'rev-list', '--reverse', `${start}..HEAD`])
  return log.toString('latin1').trim().split('\n')
}

/** @returns the commit that the first step stands on */
async function write(world: World, repository: Repository, steps: readonly Step[]): Promise<string> {
  const ref = `refs/heads/${repository.defaultBranch}`
  const start = (await gitOf(world, repository).resolve(ref)) ?? ''
  const stream = steps.map(({ message, at, tag, annotated = false }, index) => {
    const who = `A Contributor <contributor@example.com> ${Math.floor(at.getTime() / 1000)} +0000`
    const from = index === 0 ? `from ${start}\n` : ''
    const file = `M 100644 inline history.txt\n${data(`${message}\n`)}`
    const mark = index + 1
    const commit = `commit ${ref}\nmark :${mark}\nauthor ${who}\ncommitter ${who}\n${data(message)}${from}${file}\n`
    if (tag === undefined) return commit
    if (annotated) return `${commit}tag ${tag}\nfrom :${mark}\ntagger ${who}\n${data(`Release ${tag}`)}`
    return `${commit}reset refs/tags/${tag}\nfrom :${mark}\n\n`
  })
  execFileSync('git', ['-C', repository.path, 'fast-import', '--quiet'], { input: stream.join('') })
  return start
}

function mergedOne(
  world: World,
  repository: Repository,
  author: User,
  { base, sha, at }: { readonly base: string; readonly sha: string; readonly at: Date },
): PullRequest {
  const id = world.ids.number()
  const number = repository.nextNumber++
  const mergedAt = at.toISOString()
  return {
    id,
    nodeId: nodeIdOf('PR', id),
    number,
    author,
    title: `feat: change ${number}`,
    body: '',
    state: 'closed',
    labels: [],
    assignees: [],
    locked: false,
    edits: [],
    createdAt: mergedAt,
    updatedAt: mergedAt,
    closedAt: mergedAt,
    closedBy: author,
    events: [],
    draft: false,
    linkedIssues: [],
    head: { repository, ref: `change-${number}`, sha },
    base: { ref: repository.defaultBranch, sha: base },
    merged: { at: mergedAt, by: author, sha, method: 'squash' },
  }
}

function addRelease(world: World, repository: Repository, author: User, tagName: string, at: Date): void {
  const id = world.ids.number()
  const date = at.toISOString()
  repository.releases.set(id, {
    id,
    nodeId: nodeIdOf('RE', id),
    author,
    tagName,
    targetCommitish: repository.defaultBranch,
    name: tagName,
    body: 'Of old.',
    draft: false,
    prerelease: false,
    createdAt: date,
    publishedAt: date,
    assets: [],
  })
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`
}
