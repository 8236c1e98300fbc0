import type { GraphQLResolveInfo } from 'graphql'
import { suiteVerdict } from '../../world/check-runs.js'
import { nodeIdOf } from '../../world/ids.js'
import { statusesOf } from '../../world/statuses.js'
import type { CheckRun, CommitStatus, Repository } from '../../world/entities.js'
import { requireRead } from '../access.js'
import { listConnection } from '../connection.js'
import type { PageArguments } from '../page-arguments.js'
import type { QueryContext, SchemaObject } from '../query-context.js'
import { newestOfEach } from './check-objects.js'

export interface CheckSuiteArguments extends PageArguments {
  readonly filterBy?: { readonly appId?: number | null; readonly checkName?: string | null } | null
}

export function checkSuites(
  context: QueryContext,
  repository: Repository,
  sha: string,
  args: CheckSuiteArguments,
  info: GraphQLResolveInfo,
): unknown {
  requireRead(context, repository, 'checks')
  const { appId, checkName } = args.filterBy ?? {}
  const suites = [...repository.checkSuites.values()].filter(
    (suite) =>
      suite.headSha === sha &&
      (appId == null || suite.app.id === appId) &&
      (checkName == null || suiteVerdict(repository, suite).runs.some(({ name }) => name === checkName)),
  )
  return listConnection(
    args,
    info,
    suites,
    ({ id }) => id,
    (suite) => context.objects.checkSuite(repository, suite),
  )
}

/** Checks and statuses of a commit taken together; null where there are none. Of several with one name the newest counts. */
export function statusCheckRollup(context: QueryContext, repository: Repository, sha: string): SchemaObject | null {
  const runs = newestOfEach(
    [...repository.checkRuns.values()].filter(({ headSha }) => headSha === sha),
    (run) => `${run.app.id} ${run.name}`,
  )
  const statuses = statusesOf(repository, sha)
  if (runs.length + statuses.length === 0) return null
  return {
    __typename: 'StatusCheckRollup',
    id: nodeIdOf('SCR', `${repository.id}:${sha}`),
    state: rollupState(runs, statuses),
    commit: async () => {
      const commit = await context.world.git(repository).readCommit(sha)
      return commit ? context.objects.commit(repository, commit) : null
    },
    contexts: (args: PageArguments, _context: unknown, info: GraphQLResolveInfo) => {
      return {
        ...listConnection<CheckRun | CommitStatus>(
          args,
          info,
          [...runs, ...statuses],
          ({ id }) => id,
          (one) =>
            'context' in one
              ? context.objects.statusContext(repository, one)
              : context.objects.checkRun(repository, one),
        ),
        checkRunCount: runs.length,
        statusContextCount: statuses.length,
      }
    },
  }
}

function rollupState(runs: readonly CheckRun[], statuses: readonly CommitStatus[]): string {
  const states = [...runs.map(stateOfRun), ...statuses.map(({ state }) => state.toUpperCase())]
  return ['FAILURE', 'ERROR', 'PENDING'].find((state) => states.includes(state)) ?? 'SUCCESS'
}

function stateOfRun({ status, conclusion }: CheckRun): string {
  if (status !== 'completed') return 'PENDING'
  return ['success', 'neutral', 'skipped'].includes(conclusion ?? '') ? 'SUCCESS' : 'FAILURE'
}
