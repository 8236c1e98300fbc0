import { stateOf } from '../../src/local-github/world/deployments.js'
import type { GitCommit, GitRepository } from '../../src/local-github/git/git-repository.js'
import type { Repository } from '../../src/local-github/world/entities.js'
import { gitOf } from '../../src/local-github/world/repositories.js'
import type { World } from '../../src/local-github/world/world.js'

/** What {@link worldState} gives: a part for each kind of thing. */
export interface WorldState {
  /** The oldest first. */
  readonly comments: readonly { readonly author: string; readonly body: string; readonly issueNumber: number }[]
  readonly [kind: string]: unknown
}

/**
 * All that people could find in a repository at the end of a story, without what differs from telling to telling: times, shas (they
 * hold dates), ids and the owner's name.
 */
export async function worldState(world: World, repository: Repository): Promise<WorldState> {
  const git = gitOf(world, repository)
  const plain = (text: string): string =>
    text
      .replaceAll(repository.owner.login, 'OWNER')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replace(/\b\d{4}-\d\d-\d\d\b/g, 'DAY')
      .replace(/\b[0-9a-f]{7,40}\b/g, 'SHA')
      // For how long first checks may still come is a matter of when it was asked.
      .replace(/(?:⏳|✅) \| `checks` \| there are (?:\*\*)?no checks .*? \|/g, '`checks` | none |')
      .replace(/(comment[=:-]|failure:|"(?:comment|unlocked|failure|dispatched)":|\/rules\/)\d+/g, '$1ID')
  const refs = await Promise.all(
    (await git.listRefs('refs/'))
      .filter(({ name }) => !name.startsWith('refs/pull/') && !name.startsWith(recordsPrefix))
      .map(async ({ name, commit }) => {
        const log = await reached(commit)
        const files = (await git.readTree(commit, { recursive: true })) ?? []
        const texts = files
          .filter(({ type }) => type === 'blob')
          .map(async ({ path, sha }) => [path, plain(await textOf(sha))])
        return [
          name,
          { log: log.map(({ message }) => plain(message)), files: Object.fromEntries(await Promise.all(texts)) },
        ]
      }),
  )
  /** Each commit before its parents, the first parent's line first: what a log makes of commits of the same second differs. */
  async function reached(head: string): Promise<GitCommit[]> {
    const bySha = new Map((await git.log({ from: head })).map((commit) => [commit.sha, commit]))
    const found: GitCommit[] = []
    const waiting = [head]
    for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
      const commit = bySha.get(sha)
      if (commit === undefined || !bySha.delete(sha)) continue
      found.push(commit)
      waiting.push(...commit.parents.toReversed())
    }
    return found
  }
  async function textOf(sha: string): Promise<string> {
    return (await git.readObject(sha))?.content.toString() ?? ''
  }
  const thread = ({
    title,
    body,
    state,
    labels,
    author,
  }: Pick<
    Repository['issues'] extends Map<number, infer I> ? I : never,
    'title' | 'body' | 'state' | 'labels' | 'author'
  >) => ({
    title,
    body: plain(body),
    state,
    labels,
    author: author.login,
  })
  return {
    refs: Object.fromEntries(refs),
    records: await newestRecords(git, plain),
    releases: [...repository.releases.values()].map(({ tagName, name, body, draft, prerelease }) => {
      return { tagName, name, body: plain(body), draft, prerelease }
    }),
    issues: [...repository.issues.values()].map((issue) => ({ ...thread(issue), stateReason: issue.stateReason })),
    pullRequests: [...repository.pullRequests.values()].map((pullRequest) => {
      return { ...thread(pullRequest), merged: pullRequest.merged !== undefined, draft: pullRequest.draft }
    }),
    checks: [...repository.pullRequests.values()]
      .filter(({ state }) => state === 'open')
      .map(({ head }) => newestChecksOn(repository, head.sha)),
    // That a command was seen is shown where the answer takes a while: whoever sees it late answers at once.
    comments: [...repository.comments.values()].map(({ author, body, issueNumber }) => {
      return { author: author.login, body: plain(body), issueNumber }
    }),
    deployments: await Promise.all(
      [...world.records(repository).deployments.values()].map(async (deployment) => ({
        environment: deployment.environment,
        commit: plain((await git.readCommit(deployment.sha))?.message ?? ''),
        state: stateOf(deployment),
        payload: plain(JSON.stringify(deployment.payload)),
      })),
    ),
  }
}

/** Where the bot keeps what it knows of environments: what is written there last counts, and not by how many steps. */
const recordsPrefix = 'refs/heads/landfall/environment/'

async function newestRecords(git: GitRepository, plain: (text: string) => string): Promise<unknown> {
  const refs = await git.listRefs(recordsPrefix)
  const messages = refs.map(async ({ name, commit }) => [name, plain((await git.readCommit(commit))?.message ?? '')])
  return Object.fromEntries(await Promise.all(messages))
}

/**
 * What the checks of a commit say, each name's newest run. Ids and times differ from telling to telling, and so does the version that a preview names:
 * that is as of the moment when it was said.
 */
function newestChecksOn(repository: Repository, sha: string): unknown {
  const runs = [...repository.checkRuns.values()].filter(({ headSha }) => headSha === sha)
  return Object.fromEntries(
    runs
      .toSorted((a, b) => a.id - b.id)
      .map(
        ({ name, conclusion, output }) =>
          [name, { conclusion, title: output.title?.replace(/: .* \d+\.\d+\.\d+$/, '') }] as const,
      )
      .toSorted(([a], [b]) => a.localeCompare(b)),
  )
}

/** What happened, for whoever has to find out why a story failed. */
export function tellHistory(world: World, repository: Repository): string {
  const deliveries = world.deliveries.filter(({ repositoryId }) => repositoryId === repository.id)
  const webhooks = deliveries.map(
    ({ event, action, response }) => `  ${event}.${action ?? ''} → ${response?.statusCode ?? 'no answer'}`,
  )
  const comments = [...repository.comments.values()].map(
    ({ author, issueNumber, body }) => `  #${issueNumber} ${author.login}: ${body}`,
  )
  return ['Webhooks:', ...webhooks, 'Comments:', ...comments].join('\n')
}
