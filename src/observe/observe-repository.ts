import { labelNamed, lineLabel, releasedLabel, waitingLabel } from '../model/change.js'
import { configPath } from '../model/config.js'
import { onboardingBranchName } from '../model/onboarding.js'
import { releaseBranchName, type MergedReleasePullRequest, type ReleasePullRequest } from '../model/pull-request.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Snapshot } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'
import { isBotNamed, type Actor } from './actor.js'
import { askAlong, type AlongAnswer, type AlongFields, type AlongHead, type ReadAlong } from './read-along.js'
import { toBrought } from './to-brought.js'
import {
  checkFields,
  checkFragments,
  toChecks,
  toMergeGroups,
  toMergeSettings,
  toOpenPullRequests,
  type ChecksAnswer,
  type ChecksNode,
} from './observe-checks.js'
import { commentFields, toComment, type CommentNode } from './observe-comments.js'
import { deploymentFields, observeAllRecords, toDeployments, type DeploymentsAnswer } from './observe-deployments.js'
import { historyFields, toHistory, type HistoryAnswer } from './observe-history.js'
import { rulesetFields, toTagRulesets, type RulesetsAnswer } from './observe-rulesets.js'
import { toRewordings } from './observe-rewordings.js'
import { talkFields, talkFragments, toTalks, type TalksAnswer } from './observe-talks.js'
import { observeAllTags, tagFields, tagFragments, type TagsAnswer } from './observe-tags.js'
import { toWaiting, waitingFields, waitingFragments, type WaitingAnswer } from './observe-waiting.js'
import { toDrafts, type ReleaseNode } from './to-drafts.js'
import { withoutRefused } from './without-refused.js'

/** How many merged release pull requests are looked at for one that was not published. */
const mergedReleases = 10

/** How many of the newest bodies of the release pull request are looked at for an edit that was overwritten. */
const bodyEdits = 6

const pullRequestFields = `
  number title body baseRefName headRefOid isCrossRepository
  author { __typename login }
  commits(last: 20) { nodes { commit { message } } }`

/** Of a branch that may be gone: what its newest commit stands on. */
const parentFields = `
  newest: commits(last: 1) { nodes { commit { committedDate parents(first: 1) { nodes { oid } } } } }`

const repositoryQuery = (along: Omit<AlongFields, 'variables'>): string => `
  query (
    $owner: String!, $name: String!, $config: String!, $configPath: String!, $branch: String!, $branchRef: String!, $app: Int!
    $onboarding: String!, $onboardingRef: String!, $waitingLabel: String!, $releasedLabel: String!, $lineLabel: String!
    $showsDeployments: Boolean! ${along.declarations}
  ) {
    viewer { login }
    repository(owner: $owner, name: $name) {
      id url isArchived isFork
      defaultBranchRef { name target { oid ... on Commit { tree { oid } ...checks ${historyFields} ${along.ofHead} } } }
      config: object(expression: $config) { ... on Blob { oid text } }
      releaseBranch: ref(qualifiedName: $branchRef) {
        target { oid ... on Commit { message committedDate author { name } parents(first: 2) { nodes { oid } } ...checks } }
      }
      ${tagFields}
      ${rulesetFields}
      releases(first: 20, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { tagName isDraft databaseId } }
      open: pullRequests(headRefName: $branch, states: OPEN, first: 10) {
        nodes {
          ${pullRequestFields} comments(last: 100) { nodes { ${commentFields} } }
          userContentEdits(first: ${bodyEdits}) { nodes { diff editor { __typename login } } }
        }
      }
      closed: pullRequests(headRefName: $branch, states: CLOSED, first: 5, orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes {
          ${pullRequestFields} ${parentFields}
          timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { nodes { ... on ClosedEvent { actor { __typename login } } } }
        }
      }
      merged: pullRequests(
        headRefName: $branch, states: MERGED, first: ${mergedReleases}, orderBy: { field: CREATED_AT, direction: DESC }
      ) {
        nodes {
          ${pullRequestFields} ${parentFields} mergedAt mergeCommit { oid }
          labels(first: 100) { nodes { name } }
          comments(last: 50) { nodes { ${commentFields} } }
        }
      }
      onboarding: pullRequests(headRefName: $onboarding, first: 5, orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes { number state isCrossRepository author { __typename login } }
      }
      onboardingBranch: ref(qualifiedName: $onboardingRef) {
        target { oid ... on Commit { author { name } parents(first: 2) { nodes { oid } } } }
      }
      ${checkFields}
      ${waitingFields}
      ${talkFields}
      ${deploymentFields}
      ${along.ofRepository}
    }
  }
  ${checkFragments}
  ${tagFragments}
  ${waitingFragments}
  ${talkFragments}
  ${along.fragments}`

interface MadeBySomebody {
  isCrossRepository: boolean
  author: Actor
}

interface PullRequestNode extends MadeBySomebody {
  number: number
  title: string
  body: string
  baseRefName: string
  headRefOid: string
  commits: { nodes: { commit: { message: string } }[] }
}

interface ParentNode {
  newest: { nodes: { commit: { committedDate: string; parents: { nodes: { oid: string }[] } } }[] }
}

interface MergedNode extends PullRequestNode, ParentNode {
  mergedAt: string
  mergeCommit: { oid: string } | null
  labels: { nodes: { name: string }[] }
  comments: { nodes: CommentNode[] }
}

interface RepositoryAnswer {
  viewer: { login: string }
  repository: ChecksAnswer &
    TagsAnswer &
    RulesetsAnswer &
    TalksAnswer &
    WaitingAnswer &
    DeploymentsAnswer &
    AlongAnswer & {
      id: string
      url: string
      isArchived: boolean
      isFork: boolean
      defaultBranchRef: {
        name: string
        target: { oid: string; tree: { oid: string } } & ChecksNode & HistoryAnswer & AlongHead
      } | null
      config: { oid?: string; text?: string | null } | null
      releaseBranch: {
        target: ChecksNode & {
          oid: string
          message: string
          committedDate: string
          author: { name: string | null } | null
          parents: { nodes: { oid: string }[] }
        }
      } | null
      releases: { nodes: ReleaseNode[] }
      open: {
        nodes: (PullRequestNode & {
          comments: { nodes: CommentNode[] }
          userContentEdits: { nodes: { diff: string | null; editor: Actor }[] } | null
        })[]
      }
      closed: { nodes: (PullRequestNode & ParentNode & { timelineItems: { nodes: { actor?: Actor }[] } })[] }
      merged: { nodes: MergedNode[] }
      onboarding: { nodes: (MadeBySomebody & { number: number; state: 'OPEN' | 'CLOSED' | 'MERGED' })[] }
      onboardingBranch: {
        target: { oid: string; author: { name: string | null } | null; parents: { nodes: { oid: string }[] } }
      } | null
    }
}

/**
 * The first look at a repository: one GraphQL query, and one REST request more where there are over 100 tags. `appId` is this app's; `login` is
 * its bot's where the client acts for somebody else, who sees what the bot would. What is to be read along is kept there; where GitHub fails at that, it
 * is asked once more, and not for it.
 */
export async function observeRepository(
  octokit: Octokit,
  repo: RepoRef,
  appId: number,
  { login, along }: { readonly login?: string | undefined; readonly along?: ReadAlong | undefined } = {},
): Promise<Snapshot> {
  const variables = {
    ...{ owner: repo.owner, name: repo.name, app: appId, config: `HEAD:${configPath}`, configPath },
    ...{ branch: releaseBranchName, branchRef: `refs/heads/${releaseBranchName}` },
    ...{ onboarding: onboardingBranchName, onboardingRef: `refs/heads/${onboardingBranchName}` },
    ...{ waitingLabel, releasedLabel, lineLabel },
  }
  const ask = ({ variables: more, ...beside }: AlongFields): Promise<RepositoryAnswer> =>
    withoutRefused((showsDeployments) =>
      octokit.graphql<RepositoryAnswer>(repositoryQuery(beside), { ...variables, ...more, showsDeployments }),
    )
  const answer = await askAlong(along, ask)
  const { viewer, repository } = answer
  const self = login ?? viewer.login
  const isSelf = isBotNamed(self)
  const isOurs = (node: MadeBySomebody): boolean => !node.isCrossRepository && isSelf(node.author)
  const deployments = toDeployments(repository.deployments, isSelf)
  const branch = repository.defaultBranchRef
  const release = repository.releaseBranch?.target
  const onboarding = repository.onboardingBranch?.target
  return {
    repo,
    repositoryId: repository.id,
    appId,
    login: self,
    ...(self === viewer.login ? {} : { isOthersView: true as const }),
    url: repository.url,
    archived: repository.isArchived,
    fork: repository.isFork,
    defaultBranch: branch ? { name: branch.name, head: branch.target.oid, tree: branch.target.tree.oid } : undefined,
    configText: repository.config?.text ?? undefined,
    configOid: repository.config?.oid,
    tags: await observeAllTags(octokit, repo, repository),
    tagRulesets: toTagRulesets(repository),
    ...(branch === null
      ? {}
      : {
          history: toHistory(branch.target),
          rewordings: toRewordings(branch.target.history.nodes, { repositoryId: repository.id, branch: branch.name }),
        }),
    brought: toBrought(branch?.target.history.nodes ?? [], {
      repositoryId: repository.id,
      branch: branch?.name ?? '',
      isSelf,
    }),
    waiting: toWaiting(repository, branch?.name ?? '', isSelf),
    talks: toTalks(repository, isSelf),
    stageLabels: Object.fromEntries([
      ...(repository.waitingLabel ? [[waitingLabel, repository.waitingLabel.id]] : []),
      ...(repository.lineLabel ? [[lineLabel, repository.lineLabel.id]] : []),
      ...(repository.releasedLabel ? [[releasedLabel, repository.releasedLabel.id]] : []),
    ]),
    released: Object.fromEntries(repository.releases.nodes.map((node) => [node.tagName, true])),
    drafts: toDrafts(repository.releases.nodes),
    releaseBranch: release && {
      head: release.oid,
      parents: release.parents.nodes.map((node) => node.oid),
      message: release.message,
      committedAt: release.committedDate,
      isOurs: release.author?.name === self,
    },
    openReleasePullRequest: repository.open.nodes.filter(isOurs).map((node) => ({
      ...toPullRequest(node, release?.parents.nodes[0]?.oid),
      comments: node.comments.nodes.map((comment) => toComment(comment, isSelf)),
      edits: (node.userContentEdits?.nodes ?? []).flatMap(({ diff, editor }) =>
        diff === null ? [] : [{ body: diff, isOurs: isSelf(editor) }],
      ),
    }))[0],
    closedReleasePullRequest: repository.closed.nodes.filter(isOurs).map((node) => ({
      ...toPullRequest(node, parentOf(node)),
      closedByUs: node.timelineItems.nodes.some(({ actor }) => isSelf(actor ?? null)),
    }))[0],
    mergedReleasePullRequests: repository.merged.nodes.filter(isOurs).flatMap((node): MergedReleasePullRequest[] => {
      const mergeCommit = node.mergeCommit?.oid
      if (mergeCommit === undefined) return []
      const labels = node.labels.nodes.map(({ name }) => labelNamed(name))
      const comments = node.comments.nodes.map((comment) => toComment(comment, isSelf))
      const refreshedAt = node.newest.nodes[0]?.commit.committedDate
      const { mergedAt } = node
      return [{ ...toPullRequest(node, parentOf(node)), mergeCommit, mergedAt, refreshedAt, labels, comments }]
    }),
    rights: {},
    ...(deployments && { deployments }),
    records: await observeAllRecords(octokit, repo, repository),
    onboarding: {
      pullRequest: repository.onboarding.nodes.filter(isOurs).map(({ number, state }) => ({ number, state }))[0],
      branch: onboarding && {
        head: onboarding.oid,
        parents: onboarding.parents.nodes.map((node) => node.oid),
        isOurs: onboarding.author?.name === self,
      },
    },
    openPullRequests: toOpenPullRequests(repository.openPullRequests, repository.config?.oid),
    mergeSettings: toMergeSettings(repository),
    mergeGroups: toMergeGroups(repository.mergeQueue),
    headChecks: toChecks(branch?.target),
    releaseChecks: toChecks(release),
    ranges: {},
    carried: {},
    files: {},
  }
}

function toPullRequest(node: PullRequestNode, parent: string | undefined): ReleasePullRequest {
  return {
    number: node.number,
    title: node.title,
    body: node.body,
    base: node.baseRefName,
    head: node.headRefOid,
    parent,
    commitMessages: node.commits.nodes.map(({ commit }) => commit.message),
  }
}

function parentOf({ newest }: ParentNode): string | undefined {
  return newest.nodes[0]?.commit.parents.nodes[0]?.oid
}
