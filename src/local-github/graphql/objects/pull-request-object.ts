import type { GraphQLResolveInfo } from 'graphql'
import type { FileChange, GitCommit } from '../../git/git-repository.js'
import { gitSeen } from '../../world/git-seen.js'
import { nodeIdOf } from '../../world/ids.js'
import { closingIssues, issuesLinkedByHand } from '../../world/issue-links.js'
import { defaultMergeMessage } from '../../world/merge-pull-request.js'
import { entryOf, queueMethod } from '../../world/merge-queue.js'
import { commitsOf, mergeabilitySeen, triedMerge, type Mergeability } from '../../world/mergeability.js'
import type { MergeMethod, PullRequest, Repository } from '../../world/entities.js'
import { listConnection } from '../connection.js'
import { dateTimeOrNull } from '../date-time.js'
import { refuseArguments, type PageArguments } from '../page-arguments.js'
import type { QueryContext, SchemaObject } from '../query-context.js'
import { statusCheckRollup } from './commit-checks.js'
import { mergeQueueObject, queueEntryObject } from './merge-queue-object.js'
import { reviewFields } from './review-fields.js'
import { threadFields } from './thread-fields.js'
import { inOrder, stateOf, type Order } from './thread-filters.js'
import { timelineItems, type TimelineArguments } from './timeline-items.js'

const patchStatus = { added: 'ADDED', modified: 'MODIFIED', removed: 'DELETED', renamed: 'RENAMED' } as const

export function pullRequestObject(
  context: QueryContext,
  repository: Repository,
  pullRequest: PullRequest,
): SchemaObject {
  const { objects, world } = context
  const git = world.git(repository)
  const { base, head, merged } = pullRequest
  const fields = threadFields(context, repository, pullRequest, 'pull')

  let changed: Promise<readonly FileChange[]> | undefined
  const changes = () =>
    (changed ??= git.mergeBase(base.sha, head.sha).then((common) => git.diff(common ?? null, head.sha)))
  let listed: Promise<readonly GitCommit[]> | undefined
  const commits = () => (listed ??= commitsOf(world, repository, pullRequest))
  let judged: Promise<Mergeability> | undefined
  const mergeability = () => (judged ??= mergeabilitySeen(world, repository, pullRequest))
  const message = async (mergeType: string | null | undefined) =>
    defaultMergeMessage(world, repository, pullRequest, (mergeType ?? 'MERGE').toLowerCase() as MergeMethod)
  const branch = async (of: Repository, name: string) => {
    const sha = await gitSeen(world, of).resolve(`refs/heads/${name}`)
    return sha === undefined ? null : objects.ref(of, { name: `refs/heads/${name}`, sha })
  }

  return {
    __typename: 'PullRequest',
    ...fields,
    permalink: fields.url,
    checksUrl: `${fields.url}/checks`,
    checksResourcePath: `${fields.resourcePath}/checks`,
    state: stateOf(pullRequest),
    isDraft: pullRequest.draft,
    merged: merged !== undefined,
    mergedAt: dateTimeOrNull(merged?.at),
    mergedBy: merged ? () => objects.actor(merged.by) : null,
    mergeCommit: async () => {
      const commit = merged && (await git.readCommit(merged.sha))
      return commit ? objects.commit(repository, commit) : null
    },
    potentialMergeCommit: async () => {
      const tried = await triedMerge(world, repository, pullRequest, await mergeability())
      return tried ? objects.commit(repository, tried) : null
    },
    mergeable: async () => {
      const { mergeable } = await mergeability()
      return mergeable === null ? 'UNKNOWN' : mergeable ? 'MERGEABLE' : 'CONFLICTING'
    },
    mergeStateStatus: async () => (await mergeability()).state.toUpperCase(),
    viewerMergeHeadlineText: async ({ mergeType }: { mergeType?: string | null }) => (await message(mergeType)).title,
    viewerMergeBodyText: async ({ mergeType }: { mergeType?: string | null }) => (await message(mergeType)).body,
    headRefName: head.ref,
    headRefOid: head.sha,
    headRef: () => branch(head.repository, head.ref),
    headRepository: () => objects.repository(head.repository),
    headRepositoryOwner: () => objects.actor(head.repository.owner),
    isCrossRepository: head.repository.id !== repository.id,
    baseRefName: base.ref,
    baseRefOid: base.sha,
    baseRef: () => branch(repository, base.ref),
    baseRepository: () => objects.repository(repository),
    ...reviewFields(context, repository, pullRequest),
    isInMergeQueue: entryOf(world, repository, pullRequest) !== undefined,
    isMergeQueueEnabled: queueMethod(world, repository, base.ref) !== undefined,
    mergeQueue: () => mergeQueueObject(context, repository, base.ref),
    mergeQueueEntry: () => {
      const entry = entryOf(world, repository, pullRequest)
      return entry ? queueEntryObject(context, repository, entry) : null
    },
    additions: async () => total(await changes(), 'additions'),
    deletions: async () => total(await changes(), 'deletions'),
    changedFiles: async () => (await changes()).length,
    files: async (args: PageArguments, _context: unknown, info: GraphQLResolveInfo) =>
      listConnection(args, info, await changes(), ({ path }) => path, fileObject),
    commits: async (args: PageArguments, _context: unknown, info: GraphQLResolveInfo) =>
      listConnection(
        args,
        info,
        await commits(),
        ({ sha }) => sha,
        (commit) => ({
          __typename: 'PullRequestCommit',
          id: nodeIdOf('PURC', `${pullRequest.id}:${commit.sha}`),
          resourcePath: `${fields.resourcePath}/commits/${commit.sha}`,
          url: `${fields.url}/commits/${commit.sha}`,
          commit: () => objects.commit(repository, commit),
          pullRequest: () => objects.pullRequest(repository, pullRequest),
        }),
      ),
    statusCheckRollup: () => statusCheckRollup(context, repository, head.sha),
    closingIssuesReferences: (
      args: PageArguments & { orderBy?: Order | null; userLinkedOnly?: boolean | null },
      _context: unknown,
      info: GraphQLResolveInfo,
    ) => {
      const linked = args.userLinkedOnly ? issuesLinkedByHand : closingIssues
      const issues = inOrder(linked(repository, pullRequest), args.orderBy, repository)
      return listConnection(
        args,
        info,
        issues,
        ({ number }) => number,
        (issue) => objects.issue(repository, issue),
      )
    },
    timelineItems: (args: TimelineArguments, _context: unknown, info: GraphQLResolveInfo) => {
      refuseArguments(args, info, 'skip')
      return timelineItems(context, repository, pullRequest, args, info)
    },
  }
}

function fileObject(change: FileChange): SchemaObject {
  return {
    __typename: 'PullRequestChangedFile',
    path: change.path,
    additions: change.additions,
    deletions: change.deletions,
    changeType: patchStatus[change.status],
  }
}

function total(changes: readonly FileChange[], what: 'additions' | 'deletions'): number {
  return changes.reduce((sum, change) => sum + change[what], 0)
}
