import type { GraphQLResolveInfo } from 'graphql'
import { findThread } from '../../world/comments.js'
import { gitSeen } from '../../world/git-seen.js'
import { forksOf } from '../../world/forks.js'
import { findLabel } from '../../world/labels.js'
import { latestRelease, releaseOfTag } from '../../world/releases.js'
import { issuesSeen, pullRequestsSeen } from '../../world/threads-seen.js'
import type { Label, Release, Repository } from '../../world/entities.js'
import { permissionOf, requireRead } from '../access.js'
import { listConnection } from '../connection.js'
import { dateTime } from '../date-time.js'
import { GraphqlFailure } from '../graphql-failure.js'
import { refuseArguments, type PageArguments } from '../page-arguments.js'
import type { QueryContext, SchemaObject } from '../query-context.js'
import { deployments, type DeploymentArguments } from './deployment-object.js'
import { mergeQueueObject } from './merge-queue-object.js'
import { repositoryRefs, type RefsArguments } from './repository-refs.js'
import { rulesetsConnection, type RulesetsArguments } from './ruleset-object.js'
import { sortLabels } from './thread-fields.js'
import {
  filterIssues,
  filterPullRequests,
  type IssueFilters,
  type Order,
  type PullRequestFilters,
} from './thread-filters.js'

export function repositoryObject(context: QueryContext, repository: Repository): SchemaObject {
  return {
    ...ownFields(context, repository),
    ...gitFields(context, repository),
    ...threadsFields(context, repository),
    ...releaseFields(context, repository),
    mergeQueue: ({ branch }: { branch?: string | null }) =>
      mergeQueueObject(context, repository, branch ?? repository.defaultBranch),
    rulesets: (args: RulesetsArguments, _context: unknown, info: GraphQLResolveInfo) =>
      rulesetsConnection(context, repository, args, info),
    deployments: (args: DeploymentArguments, _context: unknown, info: GraphQLResolveInfo) =>
      deployments(context, repository, args, info),
  }
}

function ownFields(context: QueryContext, repository: Repository) {
  const { mergeMethods, owner, name } = repository
  const permission = permissionOf(context, repository)
  return {
    __typename: 'Repository',
    id: repository.nodeId,
    databaseId: repository.id,
    name,
    nameWithOwner: `${owner.login}/${name}`,
    resourcePath: `/${owner.login}/${name}`,
    url: `${context.world.url}/${owner.login}/${name}`,
    owner: () => context.objects.actor(owner),
    description: repository.description === '' ? null : repository.description,
    createdAt: dateTime(repository.createdAt),
    updatedAt: dateTime(repository.updatedAt),
    pushedAt: dateTime(repository.pushedAt),
    visibility: repository.private ? 'PRIVATE' : 'PUBLIC',
    isPrivate: repository.private,
    isArchived: repository.archived,
    isFork: context.world.records(repository).forkOf !== undefined,
    parent: () => {
      const parent = context.world.records(repository).forkOf
      return parent ? context.objects.repository(parent) : null
    },
    forkCount: forksOf(context.world, repository).length,
    isInOrganization: owner.type === 'Organization',
    isDisabled: false,
    isLocked: false,
    isMirror: false,
    isTemplate: false,
    hasIssuesEnabled: true,
    mergeCommitAllowed: mergeMethods.merge,
    squashMergeAllowed: mergeMethods.squash,
    rebaseMergeAllowed: mergeMethods.rebase,
    squashMergeCommitTitle: 'COMMIT_OR_PR_TITLE',
    squashMergeCommitMessage: 'COMMIT_MESSAGES',
    mergeCommitTitle: 'MERGE_MESSAGE',
    mergeCommitMessage: 'PR_TITLE',
    autoMergeAllowed: false,
    deleteBranchOnMerge: repository.deleteBranchOnMerge,
    viewerPermission: permission,
    viewerCanAdminister: permission === 'ADMIN',
  }
}

function gitFields(context: QueryContext, repository: Repository) {
  const { objects, world } = context
  const git = gitSeen(world, repository)
  const refNamed = async (name: string) => {
    requireRead(context, repository, 'contents')
    const sha = name.startsWith('refs/') ? await git.resolve(name) : undefined
    return sha === undefined ? null : objects.ref(repository, { name, sha })
  }
  return {
    isEmpty: async () => (await git.listRefs('refs/heads/')).length === 0,
    defaultBranchRef: () => refNamed(`refs/heads/${repository.defaultBranch}`),
    ref: async ({ qualifiedName }: { qualifiedName: string }) => {
      // As git looks a short name up: tags before branches.
      for (const prefix of ['', 'refs/', 'refs/tags/', 'refs/heads/']) {
        const found = await refNamed(`${prefix}${qualifiedName}`)
        if (found) return found
      }
      return null
    },
    refs: (args: RefsArguments, _context: unknown, info: GraphQLResolveInfo) => {
      requireRead(context, repository, 'contents')
      return repositoryRefs(context, repository, args, info)
    },
    object: async ({ expression, oid }: { expression?: string | null; oid?: string | null }) => {
      requireRead(context, repository, 'contents')
      const object = await git.readObject(oid ?? expression ?? '')
      return object ? objects.gitObject(repository, object) : null
    },
  }
}

function threadsFields(context: QueryContext, repository: Repository) {
  const { objects } = context
  const { issues, pullRequests } = repository
  return {
    pullRequest: ({ number }: { number: number }) => {
      requireRead(context, repository, 'pull_requests')
      const found = pullRequests.get(number)
      if (found) return objects.pullRequest(repository, found)
      throw new GraphqlFailure('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`)
    },
    pullRequests: (args: PageArguments & PullRequestFilters, _context: unknown, info: GraphQLResolveInfo) => {
      requireRead(context, repository, 'pull_requests')
      const found = filterPullRequests(repository, pullRequestsSeen(context.world, repository), args)
      return listConnection(
        args,
        info,
        found,
        ({ number }) => number,
        (one) => objects.pullRequest(repository, one),
      )
    },
    issue: ({ number }: { number: number }) => {
      requireRead(context, repository, 'issues')
      const found = issues.get(number)
      if (found) return objects.issue(repository, found)
      throw new GraphqlFailure('NOT_FOUND', `Could not resolve to an Issue with the number of ${number}.`)
    },
    issues: (args: PageArguments & IssueFilters, _context: unknown, info: GraphQLResolveInfo) => {
      requireRead(context, repository, 'issues')
      const { viewerSubscribed, ...filterBy } = { viewerSubscribed: false, ...args.filterBy }
      refuseArguments(filterBy, info, 'mentioned', 'milestone', 'milestoneNumber')
      if (viewerSubscribed) refuseArguments({ viewerSubscribed }, info, 'viewerSubscribed')
      const found = filterIssues(repository, issuesSeen(context.world, repository), args)
      return listConnection(
        args,
        info,
        found,
        ({ number }) => number,
        (one) => objects.issue(repository, one),
      )
    },
    issueOrPullRequest: ({ number }: { number: number }) => {
      requireRead(context, repository, 'issues', 'pull_requests')
      const found = findThread(repository, number)
      if (found) return 'head' in found ? objects.pullRequest(repository, found) : objects.issue(repository, found)
      throw new GraphqlFailure(
        'NOT_FOUND',
        `Could not resolve to an issue or pull request with the number of ${number}.`,
      )
    },
    label: ({ name }: { name: string }) => {
      const found = findLabel(repository, name)
      return found ? objects.label(repository, found) : null
    },
    labels: (
      args: PageArguments & { orderBy?: Order | null; query?: string | null },
      _context: unknown,
      info: GraphQLResolveInfo,
    ) => {
      const query = args.query?.toLowerCase() ?? ''
      const matches = ({ name, description }: Label) => `${name}\n${description}`.toLowerCase().includes(query)
      const found = sortLabels([...repository.labels.values()].filter(matches), args.orderBy)
      return listConnection(
        args,
        info,
        found,
        ({ id }) => id,
        (one) => objects.label(repository, one),
      )
    },
  }
}

function releaseFields(context: QueryContext, repository: Repository) {
  const { objects } = context
  const seen = () => context.world.lag.listed([...repository.releases.values()])
  // Drafts are for those who may push.
  const isShown = ({ draft }: Release) =>
    !draft || ['ADMIN', 'MAINTAIN', 'WRITE'].includes(permissionOf(context, repository) ?? '')
  return {
    latestRelease: () => {
      const found = latestRelease(repository)
      return found ? objects.release(repository, found) : null
    },
    release: ({ tagName }: { tagName: string }) => {
      const found = releaseOfTag(repository, tagName)
      return found && seen().includes(found) ? objects.release(repository, found) : null
    },
    releases: (args: PageArguments & { orderBy?: Order | null }, _context: unknown, info: GraphQLResolveInfo) => {
      requireRead(context, repository, 'contents')
      const found = sortReleases(seen().filter(isShown), args.orderBy)
      return listConnection(
        args,
        info,
        found,
        ({ id }) => id,
        (one) => objects.release(repository, one),
      )
    },
  }
}

/** The newest first where nothing else is asked for. */
function sortReleases(releases: readonly Release[], order: Order | null | undefined): Release[] {
  const { field, direction } = order ?? { field: 'CREATED_AT', direction: 'DESC' }
  const sign = direction === 'DESC' ? -1 : 1
  return [...releases].sort((a, b) => {
    const difference =
      field === 'NAME' ? a.name.localeCompare(b.name, 'en') : Date.parse(a.createdAt) - Date.parse(b.createdAt)
    return sign * (difference || a.id - b.id)
  })
}
