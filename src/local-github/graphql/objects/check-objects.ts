import type { GraphQLResolveInfo } from 'graphql'
import { suiteVerdict } from '../../world/check-runs.js'
import type { App, CheckRun, CheckSuite, CommitStatus, Repository } from '../../world/entities.js'
import { requiredChecks, rulesOf } from '../../world/rules-of.js'
import { listConnection } from '../connection.js'
import { dateTime, dateTimeOrNull } from '../date-time.js'
import type { PageArguments } from '../page-arguments.js'
import type { QueryContext, SchemaObject } from '../query-context.js'

interface CheckRunArguments extends PageArguments {
  readonly filterBy?: {
    readonly appId?: number | null
    readonly checkName?: string | null
    readonly checkType?: 'ALL' | 'LATEST' | null
    readonly status?: string | null
    readonly statuses?: readonly string[] | null
    readonly conclusions?: readonly string[] | null
  } | null
}

export function checkSuiteObject(context: QueryContext, repository: Repository, suite: CheckSuite): SchemaObject {
  const { status, conclusion, runs } = suiteVerdict(repository, suite)
  const path = `/${repository.owner.login}/${repository.name}/commit/${suite.headSha}/checks?check_suite_id=${suite.id}`
  return {
    __typename: 'CheckSuite',
    id: suite.nodeId,
    databaseId: suite.id,
    app: () => appObject(context, suite.app),
    commit: () => commitOf(context, repository, suite.headSha),
    branch: async () => {
      const sha = await context.world.git(repository).resolve(`refs/heads/${suite.headBranch}`)
      return sha === undefined ? null : context.objects.ref(repository, { name: `refs/heads/${suite.headBranch}`, sha })
    },
    status: status.toUpperCase(),
    conclusion: conclusion?.toUpperCase() ?? null,
    createdAt: dateTime(suite.createdAt),
    updatedAt: dateTime(suite.updatedAt),
    repository: () => context.objects.repository(repository),
    resourcePath: path,
    url: `${context.world.url}${path}`,
    checkRuns: (args: CheckRunArguments, _context: unknown, info: GraphQLResolveInfo) =>
      listConnection(
        args,
        info,
        filterRuns(runs, args),
        ({ id }) => id,
        (run) => context.objects.checkRun(repository, run),
      ),
  }
}

export function checkRunObject(context: QueryContext, repository: Repository, run: CheckRun): SchemaObject {
  const path = `/${repository.owner.login}/${repository.name}/runs/${run.id}`
  return {
    __typename: 'CheckRun',
    id: run.nodeId,
    databaseId: run.id,
    name: run.name,
    externalId: run.externalId,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    title: run.output.title ?? null,
    summary: run.output.summary ?? null,
    text: run.output.text ?? null,
    detailsUrl: run.detailsUrl ?? `${context.world.url}${path}`,
    startedAt: dateTime(run.startedAt),
    completedAt: dateTimeOrNull(run.completedAt),
    isRequired: (args: RequiredArguments) => isRequired(context, repository, args, run.name, run.app.id),
    permalink: `${context.world.url}${path}`,
    resourcePath: path,
    url: `${context.world.url}${path}`,
    repository: () => context.objects.repository(repository),
    checkSuite: () => {
      const suite = repository.checkSuites.get(run.suiteId)
      if (!suite) throw new Error(`the check suite ${run.suiteId} is not there`)
      return context.objects.checkSuite(repository, suite)
    },
  }
}

export function statusContextObject(context: QueryContext, repository: Repository, status: CommitStatus): SchemaObject {
  return {
    __typename: 'StatusContext',
    id: status.nodeId,
    context: status.context,
    description: status.description,
    state: status.state.toUpperCase(),
    targetUrl: status.targetUrl ?? null,
    createdAt: dateTime(status.createdAt),
    creator: () => context.objects.actor(status.creator),
    commit: () => commitOf(context, repository, status.sha),
    isRequired: (args: RequiredArguments) => isRequired(context, repository, args, status.context),
  }
}

interface RequiredArguments {
  readonly pullRequestId?: string | null
  readonly pullRequestNumber?: number | null
}

/** Whether the rules of a pull request's base want this check, made by this app. */
function isRequired(
  { world }: QueryContext,
  repository: Repository,
  { pullRequestId, pullRequestNumber }: RequiredArguments,
  name: string,
  app?: number,
): boolean {
  const pullRequest = [...repository.pullRequests.values()].find(
    ({ nodeId, number }) => nodeId === pullRequestId || number === pullRequestNumber,
  )
  if (!pullRequest) return false
  const required = requiredChecks(rulesOf(world, repository, `refs/heads/${pullRequest.base.ref}`))
  return required.some(({ context, appId }) => context === name && (appId === undefined || appId === app))
}

/** Of the entries with one key the newest, which is the one with the highest id. */
export function newestOfEach<T extends { readonly id: number }>(all: readonly T[], keyOf: (entry: T) => string): T[] {
  const newest = new Map<string, T>()
  for (const entry of all) {
    if ((newest.get(keyOf(entry))?.id ?? 0) < entry.id) newest.set(keyOf(entry), entry)
  }
  return [...newest.values()]
}

function filterRuns(runs: readonly CheckRun[], { filterBy }: CheckRunArguments): CheckRun[] {
  const { appId, checkName, checkType, status, statuses, conclusions } = filterBy ?? {}
  const shown = checkType === 'ALL' ? [...runs] : newestOfEach(runs, ({ name }) => name)
  return shown.filter(
    (run) =>
      (appId == null || run.app.id === appId) &&
      (checkName == null || run.name === checkName) &&
      (status == null || run.status.toUpperCase() === status) &&
      (!statuses?.length || statuses.includes(run.status.toUpperCase())) &&
      (!conclusions?.length || conclusions.includes(run.conclusion?.toUpperCase() ?? '')),
  )
}

function appObject({ world }: QueryContext, app: App): SchemaObject {
  return {
    __typename: 'App',
    id: app.nodeId,
    databaseId: app.id,
    clientId: app.clientId,
    slug: app.slug,
    name: app.name,
    url: `${world.url}/apps/${app.slug}`,
    createdAt: dateTime(app.createdAt),
  }
}

async function commitOf({ world, objects }: QueryContext, repository: Repository, sha: string): Promise<SchemaObject> {
  const commit = await world.git(repository).readCommit(sha)
  if (!commit) throw new Error(`the commit ${sha} is not there`)
  return objects.commit(repository, commit)
}
