import type { GraphQLResolveInfo } from 'graphql'
import type { FileChange, GitCommit } from '../../git/git-repository.js'
import { repositoryPage } from '../../present/present-git-objects.js'
import type { Repository } from '../../world/entities.js'
import { headlineAndBody } from '../commit-message.js'
import { listConnection } from '../connection.js'
import { dateTime } from '../date-time.js'
import type { PageArguments } from '../page-arguments.js'
import type { QueryContext, SchemaObject } from '../query-context.js'
import { associatedPullRequests, type PullRequestOrder } from './associated-pull-requests.js'
import { checkSuites, statusCheckRollup, type CheckSuiteArguments } from './commit-checks.js'
import { commitHistory, type HistoryArguments } from './commit-history.js'
import { deployments, type DeploymentArguments } from './deployment-object.js'
import { gitObjectFields } from './git-object-fields.js'
import { treeEntryObject } from './tree-object.js'

export function commitObject(context: QueryContext, repository: Repository, commit: GitCommit): SchemaObject {
  const { objects, world } = context
  const git = world.git(repository)
  const page = repositoryPage(world, repository)
  const { headline, body } = headlineAndBody(commit.message)
  const signed = repository.signedCommits.has(commit.sha)
  let read: Promise<readonly FileChange[]> | undefined
  const changes = () => (read ??= git.diff(commit.parents[0] ?? null, commit.sha))

  return {
    __typename: 'Commit',
    ...gitObjectFields(context, repository, 'C', commit.sha),
    message: commit.message.replace(/\n$/, ''),
    messageHeadline: headline,
    messageBody: body,
    url: `${page}/commit/${commit.sha}`,
    resourcePath: `/${repository.owner.login}/${repository.name}/commit/${commit.sha}`,
    treeUrl: `${page}/tree/${commit.sha}`,
    treeResourcePath: `/${repository.owner.login}/${repository.name}/tree/${commit.sha}`,
    authoredDate: dateTime(commit.author.date),
    committedDate: dateTime(commit.committer.date),
    // GitHub stopped telling it in 2023.
    pushedDate: null,
    author: () => objects.gitActor(commit.author),
    committer: () => objects.gitActor(commit.committer),
    authoredByCommitter: commit.author.email === commit.committer.email,
    committedViaWeb: signed,
    signature: signed ? () => signatureOfGitHub(commit) : null,
    additions: async () => sum(await changes(), (change) => change.additions),
    deletions: async () => sum(await changes(), (change) => change.deletions),
    changedFilesIfAvailable: async () => (await changes()).length,
    tree: async () => {
      const tree = await git.readObject(commit.tree)
      if (!tree) throw new Error(`the tree of ${commit.sha} is not there`)
      return objects.gitObject(repository, tree)
    },
    file: async ({ path }: { path: string }) => {
      const slash = path.lastIndexOf('/')
      const folder = await git.resolve(`${commit.sha}:${path.slice(0, Math.max(0, slash))}`)
      const entries = folder === undefined ? undefined : await git.readTree(folder)
      const entry = entries?.find((candidate) => candidate.path === path.slice(slash + 1))
      return entry ? treeEntryObject(context, repository, { ...entry, path }) : null
    },
    parents: (args: PageArguments, _context: unknown, info: GraphQLResolveInfo) =>
      listConnection(args, info, commit.parents, String, async (sha) => {
        const parent = await git.readCommit(sha)
        return parent ? objects.commit(repository, parent) : null
      }),
    history: (args: HistoryArguments, _context: unknown, info: GraphQLResolveInfo) =>
      commitHistory(context, repository, commit, args, info),
    associatedPullRequests: (
      args: PageArguments & { orderBy?: PullRequestOrder },
      _context: unknown,
      info: GraphQLResolveInfo,
    ) => associatedPullRequests(context, repository, commit.sha, args, info),
    checkSuites: (args: CheckSuiteArguments, _context: unknown, info: GraphQLResolveInfo) =>
      checkSuites(context, repository, commit.sha, args, info),
    deployments: (args: DeploymentArguments, _context: unknown, info: GraphQLResolveInfo) =>
      deployments(context, repository, args, info, commit.sha),
    statusCheckRollup: () => statusCheckRollup(context, repository, commit.sha),
  }
}

/** The commits that GitHub writes itself are signed by it; nothing else is here. */
function signatureOfGitHub(commit: GitCommit): SchemaObject {
  return {
    __typename: 'GpgSignature',
    email: 'noreply@github.com',
    isValid: true,
    state: 'VALID',
    wasSignedByGitHub: true,
    verifiedAt: dateTime(commit.committer.date),
  }
}

function sum(changes: readonly FileChange[], of: (change: FileChange) => number): number {
  return changes.reduce((total, change) => total + of(change), 0)
}
