import { presentCheckRun } from '../present/present-check-run.js'
import { presentCheckSuite } from '../present/present-check-suite.js'
import { presentComment } from '../present/present-comment.js'
import { presentCommit } from '../present/present-commit.js'
import { presentInstallation } from '../present/present-installation.js'
import { presentIssue } from '../present/present-issue.js'
import { presentLabel } from '../present/present-label.js'
import { presentPullRequest } from '../present/present-pull-request.js'
import { presentRelease } from '../present/present-release.js'
import { presentRepository } from '../present/present-repository.js'
import { presentUser } from '../present/present-user.js'
import type { CheckSuite, CommitStatus, Installation, Repository } from '../world/entities.js'
import type { Changes, Subject } from '../world/subject.js'
import type { World, WorldEvent } from '../world/world.js'
import { deploymentPayload } from './deployment-payload.js'
import { leaveOut } from './leave-out.js'
import { pushPayload } from './push-payload.js'
import { mergeGroupPayload } from './merge-group-payload.js'
import { presentRuleset } from '../present/present-ruleset.js'
import { workflowPayload } from './workflow-payload.js'
import { reviewerPayload, reviewPayload } from './review-payload.js'

/**
 * A webhook's payload as GitHub sends it to one installation. What the world holds is read before the function returns its promise; only
 * what git holds, and never changes, comes later.
 */
export async function payloadOf(world: World, event: WorldEvent, installation: Installation): Promise<object> {
  const { action, repository, sender, subject } = event
  const frame = {
    ...(repository ? { repository: presentRepository(world, repository) } : {}),
    sender: presentUser(world, sender),
    installation:
      subject.kind === 'installation' || subject.kind === 'installation_repositories'
        ? presentInstallation(world, installation)
        : { id: installation.id, node_id: installation.nodeId },
  }
  const about = repository
    ? aboutRepository(world, repository, event)
    : Promise.resolve(aboutInstallation(installation, subject))
  return { ...(action === null ? {} : { action }), ...frame, ...(await about) }
}

async function aboutRepository(
  world: World,
  repository: Repository,
  { name, subject, sender }: WorldEvent,
): Promise<object> {
  switch (subject.kind) {
    case 'push':
      return pushPayload(world, repository, subject, sender)
    case 'ref':
      return name === 'delete' ? refPart(subject) : refPayload(repository, subject)
    case 'pull_request': {
      const { pullRequest, label, changes, before, after, reviewer, reason } = subject
      return {
        number: pullRequest.number,
        ...optional({ changes, before, after, reason, label: label && presentLabel(world, repository, label) }),
        ...(reviewer ? reviewerPayload(world, reviewer) : {}),
        pull_request: await presentPullRequest(world, repository, pullRequest),
      }
    }
    case 'review':
      return reviewPayload(world, repository, subject)
    case 'deployment':
    case 'deployment_status':
    case 'protection_rule':
      return deploymentPayload(world, repository, subject)
    case 'workflow_run':
    case 'workflow_job':
    case 'workflow_dispatch':
      return workflowPayload(world, repository, subject)
    case 'merge_group':
      return mergeGroupPayload(world, repository, subject)
    case 'ruleset':
      return { repository_ruleset: presentRuleset(world, repository, subject.ruleset), ...changed(subject.changes) }
    case 'fork':
      // GitHub describes the fork without this one.
      return { forkee: { ...presentRepository(world, subject.fork), has_discussions: undefined } }
    case 'issue': {
      const { issue, label, changes } = subject
      const more = optional({ changes, label: label && presentLabel(world, repository, label) })
      return { issue: leaveOut(presentIssue(world, repository, issue), 'closed_by'), ...more }
    }
    case 'comment':
      return {
        issue: leaveOut(presentIssue(world, repository, subject.thread), 'closed_by'),
        comment: presentComment(world, repository, subject.comment),
        ...changed(subject.changes),
      }
    case 'release':
      return { release: presentRelease(world, repository, subject.release), ...changed(subject.changes) }
    case 'label':
      return { label: presentLabel(world, repository, subject.label), ...changed(subject.changes) }
    case 'repository':
      return changed(subject.changes)
    case 'check_suite':
      return { check_suite: leaveOut(await presentCheckSuite(world, repository, subject.checkSuite), 'repository') }
    case 'check_run':
      return checkRunPayload(world, repository, subject)
    case 'status':
      return statusPayload(world, repository, subject.status)
    case 'ping':
    case 'installation':
    case 'installation_repositories':
      return {}
  }
}

function aboutInstallation({ repositories: covered }: Installation, subject: Subject): object {
  switch (subject.kind) {
    case 'installation':
      return { repositories: subject.repositories.map(shortRepository), requester: null }
    case 'installation_repositories':
      return {
        repository_selection: covered === 'all' ? 'all' : 'selected',
        repositories_added: subject.added.map(shortRepository),
        repositories_removed: subject.removed.map(shortRepository),
        requester: null,
      }
    default:
      return {}
  }
}

function refPayload(repository: Repository, subject: Extract<Subject, { kind: 'ref' }>): object {
  const description = repository.description === '' ? null : repository.description
  return { ...refPart(subject), master_branch: repository.defaultBranch, description }
}

function refPart({ ref, refType }: Extract<Subject, { kind: 'ref' }>): object {
  return { ref, ref_type: refType, pusher_type: 'user' }
}

async function checkRunPayload(
  world: World,
  repository: Repository,
  { checkRun, requestedAction }: Extract<Subject, { kind: 'check_run' }>,
): Promise<object> {
  const run = presentCheckRun(world, repository, checkRun)
  const suite = repository.checkSuites.get(checkRun.suiteId)
  return {
    check_run: { ...run, ...(suite ? { check_suite: await shortSuite(world, repository, suite) } : {}) },
    ...(requestedAction === undefined ? {} : { requested_action: { identifier: requestedAction } }),
  }
}

async function shortSuite(world: World, repository: Repository, suite: CheckSuite): Promise<object> {
  const long = ['repository', 'latest_check_runs_count', 'check_runs_url', 'head_commit']
  return leaveOut(await presentCheckSuite(world, repository, suite), ...long)
}

async function statusPayload(world: World, repository: Repository, status: CommitStatus): Promise<object> {
  const commit = await world.git(repository).readCommit(status.sha)
  return {
    id: status.id,
    sha: status.sha,
    name: `${repository.owner.login}/${repository.name}`,
    state: status.state,
    context: status.context,
    description: status.description === '' ? null : status.description,
    target_url: status.targetUrl ?? null,
    avatar_url: null,
    commit: commit ? presentCommit(world, repository, commit) : null,
    branches: [],
    created_at: status.createdAt,
    updated_at: status.createdAt,
  }
}

function shortRepository({ id, nodeId, name, owner, private: isPrivate }: Repository): object {
  return { id, node_id: nodeId, name, full_name: `${owner.login}/${name}`, private: isPrivate }
}

function changed(changes: Changes | undefined): object {
  return changes ? { changes } : {}
}

function optional(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
