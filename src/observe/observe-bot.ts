import { onboardingBranchName } from '../model/onboarding.js'
import { releaseBranchName } from '../model/pull-request.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/** The app that looks after a repository, as its traces there show it. */
export interface SeenBot {
  /** The app's name in addresses; its bot's login is this and `[bot]`. */
  readonly slug: string
  /** Undefined where no check suite of it was found. */
  readonly appId: number | undefined
  /** Whether it has made anything here. */
  readonly hasBeenHere: boolean
}

const botQuery = `
  query ($owner: String!, $name: String!, $release: String!, $onboarding: String!) {
    repository(owner: $owner, name: $name) {
      release: pullRequests(headRefName: $release, first: 10, orderBy: { field: CREATED_AT, direction: DESC }) { ...made }
      onboarding: pullRequests(headRefName: $onboarding, first: 5, orderBy: { field: CREATED_AT, direction: DESC }) { ...made }
      defaultBranchRef { target { ...suites } }
    }
  }
  fragment made on PullRequestConnection {
    nodes { isCrossRepository author { __typename login } commits(last: 1) { nodes { commit { ...suites } } } }
  }
  fragment suites on Commit { checkSuites(first: 50) { nodes { app { slug databaseId } } } }`

interface Suites {
  readonly checkSuites?: {
    readonly nodes: readonly { app: { slug: string; databaseId: number | null } | null }[]
  } | null
}

interface Made {
  readonly nodes: readonly {
    readonly isCrossRepository: boolean
    readonly author: { readonly __typename: string; readonly login: string } | null
    readonly commits: { readonly nodes: readonly { readonly commit: Suites }[] }
  }[]
}

interface BotAnswer {
  readonly repository: {
    readonly release: Made
    readonly onboarding: Made
    readonly defaultBranchRef: { readonly target: Suites } | null
  }
}

/**
 * Which app looks after a repository, for a client that is not its own: the one that is named, else the one whose bot opened the newest release pull
 * request, or proposed a configuration. Undefined where none did. One GraphQL query.
 */
export async function observeBot(
  octokit: Octokit,
  repo: Pick<RepoRef, 'owner' | 'name'>,
  named: string | undefined,
): Promise<SeenBot | undefined> {
  const { repository } = await octokit.graphql<BotAnswer>(botQuery, {
    owner: repo.owner,
    name: repo.name,
    release: releaseBranchName,
    onboarding: onboardingBranchName,
  })
  const made = [...repository.release.nodes, ...repository.onboarding.nodes]
  const bot = made.find(({ isCrossRepository, author }) => !isCrossRepository && author?.__typename === 'Bot')
  const slug = named ?? bot?.author?.login
  if (slug === undefined) return undefined
  const commits = made.flatMap(({ commits }) => commits.nodes.map(({ commit }) => commit))
  const isOfApp = (author: Made['nodes'][number]['author']): boolean =>
    author?.__typename === 'Bot' && author.login === slug
  const suites = [...commits, repository.defaultBranchRef?.target].flatMap((commit) => commit?.checkSuites?.nodes ?? [])
  const appId = suites.find(({ app }) => app?.slug === slug)?.app?.databaseId ?? undefined
  return { slug, appId, hasBeenHere: appId !== undefined || made.some(({ author }) => isOfApp(author)) }
}
