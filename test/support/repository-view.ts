import type {
  CheckRun,
  Comment,
  Issue,
  PullRequest,
  Release,
  Repository,
} from '../../src/local-github/world/entities.js'
import { commitFiles } from '../../src/local-github/world/commits.js'
import { createRef } from '../../src/local-github/world/refs.js'
import { createRelease } from '../../src/local-github/world/releases.js'
import { gitOf } from '../../src/local-github/world/repositories.js'
import { onboardingBranchName } from '../../src/model/onboarding.js'
import type { World } from '../../src/local-github/world/world.js'

const stageMarker = '<!-- landfall:stage -->'

/** What the world looks like: what a person would find on the pages, and git in the clone. */
export interface RepositoryView {
  readonly entity: Repository
  /** A release of the past, made by hand: a commit, its tag and its release. */
  released(tag: string): Promise<string>
  /** The open release pull request; an error where there is not exactly one. */
  releasePullRequest(): Promise<PullRequest>
  /** The pull request that proposes a configuration; an error where there is not exactly one, in whatever state. */
  onboardingPullRequest(): Promise<PullRequest>
  openPullRequests(): PullRequest[]
  release(tag: string): Promise<(Release & { sha: string | undefined }) | undefined>
  /** The text of a file at a revision, undefined where there is none. */
  file(path: string, revision?: string): Promise<string | undefined>
  head(branch?: string): Promise<string | undefined>
  /** Of the newest commit of a branch. */
  messageOf(branch: string): Promise<string | undefined>
  tags(): Promise<string[]>
  /** What our checks say of a commit, by name: of each the newest run. */
  checksOn(sha: string | undefined): Readonly<Record<string, CheckRunView>>
  /** What the bot said in a thread, oldest first; from then on it counts as read. */
  repliesIn(thread: { readonly number: number }): string[]
  /** What the bot shows there of how far a change is; undefined where it says nothing of it. */
  stageIn(thread: { readonly number: number }): string | undefined
  /** How often it says that, where it says it more than once. */
  twinStages(): string[]
  issue(number: number): Pick<Issue, 'state' | 'stateReason' | 'labels'>
  labelsOf(thread: { readonly number: number }): readonly string[]
  /** What the bot said that no test has read. */
  unreadReplies(): string[]
}

/** A check run as its page shows it. */
export interface CheckRunView {
  readonly id: number
  readonly conclusion: CheckRun['conclusion']
  readonly title: string
  readonly summary: string
  readonly annotations: readonly object[]
}

export function createRepositoryView(
  world: World,
  repository: Repository,
  settled: () => Promise<void>,
): RepositoryView {
  const git = gitOf(world, repository)
  const read = new Set<number>()

  function ofBot(): Comment[] {
    return [...repository.comments.values()].filter(({ author }) => author.type === 'Bot')
  }

  function replies(): Comment[] {
    return ofBot().filter(({ body }) => !body.startsWith(stageMarker))
  }

  function stages(): Comment[] {
    return ofBot().filter(({ body }) => body.startsWith(stageMarker))
  }

  function openPullRequests(): PullRequest[] {
    return [...repository.pullRequests.values()].filter(({ state }) => state === 'open')
  }

  return {
    entity: repository,
    async released(tag) {
      const actor = { kind: 'user', user: repository.owner } as const
      const sha = await commitFiles(world, repository, actor, {
        branch: repository.defaultBranch,
        message: `chore: release ${tag.replace(/^v/, '')}`,
        files: {
          'package.json': `${JSON.stringify({ name: repository.name, version: tag.replace(/^v/, '') }, null, 2)}\n`,
        },
      })
      await createRef(world, repository, actor, `refs/tags/${tag}`, sha)
      await createRelease(world, repository, actor, { tagName: tag, name: tag, body: 'By hand.' })
      await settled()
      return sha
    },
    openPullRequests,
    async releasePullRequest() {
      await settled()
      const found = openPullRequests().filter(
        ({ author, head }) => author.type === 'Bot' && head.ref !== onboardingBranchName,
      )
      const [pullRequest] = found
      if (pullRequest === undefined || found.length > 1) {
        throw new Error(`there should be one open release pull request, there are ${found.length}`)
      }
      return pullRequest
    },
    async onboardingPullRequest() {
      await settled()
      const found = [...repository.pullRequests.values()].filter(({ head }) => head.ref === onboardingBranchName)
      const [pullRequest] = found
      if (pullRequest === undefined || found.length > 1) {
        throw new Error(`there should be one onboarding pull request, there are ${found.length}`)
      }
      return pullRequest
    },
    async release(tag) {
      const release = [...repository.releases.values()].find(({ tagName }) => tagName === tag)
      return release && { ...release, sha: await git.resolve(`refs/tags/${tag}^{commit}`) }
    },
    async file(path, revision = repository.defaultBranch) {
      return (await git.readObject(`${revision}:${path}`))?.content.toString()
    },
    head: (branch = repository.defaultBranch) => git.resolve(`refs/heads/${branch}`),
    messageOf: async (branch) => (await git.readCommit(`refs/heads/${branch}`))?.message,
    async tags() {
      return (await git.listRefs('refs/tags/')).map(({ name }) => name.replace('refs/tags/', ''))
    },
    checksOn(sha) {
      const runs = [...repository.checkRuns.values()].filter(({ headSha }) => headSha === sha)
      return Object.fromEntries(
        runs.map(({ id, name, conclusion, output: { title = '', summary = '', annotations } }) => [
          name,
          { id, conclusion, title, summary, annotations },
        ]),
      )
    },
    repliesIn({ number }) {
      const found = replies().filter(({ issueNumber }) => issueNumber === number)
      for (const { id } of found) read.add(id)
      return found.map(({ body }) => body)
    },
    stageIn({ number }) {
      const found = stages().find(({ issueNumber }) => issueNumber === number)
      return found?.body.slice(stageMarker.length).trim()
    },
    twinStages() {
      const threads = stages().map(({ issueNumber }) => issueNumber)
      const twins = new Set(threads.filter((number, index) => threads.indexOf(number) !== index))
      return [...twins].map((number) => `#${number} says twice how far it is`)
    },
    issue(number) {
      const found = repository.issues.get(number)
      if (found === undefined) throw new Error(`there is no issue #${number}`)
      return { state: found.state, stateReason: found.stateReason, labels: found.labels }
    },
    labelsOf: ({ number }) => (repository.pullRequests.get(number) ?? repository.issues.get(number))?.labels ?? [],
    unreadReplies: () => replies().flatMap(({ id, body }) => (read.has(id) ? [] : [body])),
  }
}
