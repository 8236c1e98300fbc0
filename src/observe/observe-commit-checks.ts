import { configCheckName, previewCheckName, releaseCheckName } from '../model/check-run.js'
import type { Sha } from '../model/commit.js'
import type { SeenCheck, SeenChecks } from '../model/deployable.js'
import type { Snapshot } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'

/** Of a hundred checks each; whoever has more has not been read whole. */
const mostPages = 10

const ours: readonly string[] = [releaseCheckName, configCheckName, previewCheckName]

/** Checks and statuses of a commit, a page behind `$checksAfter`; wants {@link contextFragment}. */
export const contextFields = `
  statusCheckRollup {
    contexts(first: 100, after: $checksAfter) { nodes { ...context } pageInfo { hasNextPage endCursor } }
  }`

/** What the pull request `$number` requires is GitHub's word, where `$isInPullRequest`. */
export const contextFragment = `
  fragment context on StatusCheckRollupContext {
    __typename
    ... on CheckRun { name status conclusion checkSuite { app { databaseId } } }
    ... on StatusContext { context state }
    ... on RequirableByPullRequest { isRequired(pullRequestNumber: $number) @include(if: $isInPullRequest) }
  }`

/** What the rules of a branch ask for. */
export const requiredFields = `
  refUpdateRule { requiredStatusCheckContexts }
  rules(first: 100) {
    nodes { parameters { ... on RequiredStatusChecksParameters { requiredStatusChecks { context integrationId } } } }
  }`

type Context = { readonly isRequired?: boolean } & (
  | {
      readonly __typename: 'CheckRun'
      readonly name: string
      readonly status: string
      readonly conclusion: string | null
      readonly checkSuite: { readonly app: { readonly databaseId: number | null } | null } | null
    }
  | { readonly __typename: 'StatusContext'; readonly context: string; readonly state: string }
)

interface ContextsPage {
  readonly nodes: readonly (Context | null)[] | null
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** What {@link contextFields} give; null where nothing was ever reported. */
export interface ContextsAnswer {
  readonly statusCheckRollup: { readonly contexts: ContextsPage | null } | null
}

/** What {@link requiredFields} give. */
export interface RequiredAnswer {
  readonly refUpdateRule: { readonly requiredStatusCheckContexts: readonly (string | null)[] | null } | null
  readonly rules: {
    readonly nodes: readonly ({
      readonly parameters: { readonly requiredStatusChecks?: readonly Rule[] } | null
    } | null)[]
  } | null
}

interface Rule {
  readonly context: string
  readonly integrationId?: number | null
}

const moreQuery = `
  query (
    $owner: String!, $name: String!, $oid: GitObjectID!, $checksAfter: String, $number: Int, $isInPullRequest: Boolean!
  ) {
    repository(owner: $owner, name: $name) { object(oid: $oid) { ... on Commit { ${contextFields} } } }
  }
  ${contextFragment}`

/** A commit whose checks are read, with the first page of them, and what the rules of the branch ask for. */
export interface CheckedCommit {
  readonly oid: Sha
  readonly first: ContextsAnswer
  readonly rules: RequiredAnswer | null
  readonly pullRequest?: number
}

/**
 * All checks of a commit, and those that the rules ask for and nobody has reported, which are pending. One GraphQL query for each page
 * behind the first.
 */
export async function observeCommitChecks(
  octokit: Octokit,
  { repo, appId }: Pick<Snapshot, 'repo' | 'appId'>,
  { oid, first, rules, pullRequest }: CheckedCommit,
): Promise<SeenChecks> {
  const contexts: Context[] = []
  let isWhole = true
  let rollup = first.statusCheckRollup
  for (let page = 1; rollup !== null; page += 1) {
    const nodes = rollup.contexts?.nodes
    const known = (nodes ?? []).filter((node) => node !== null)
    contexts.push(...known)
    if (nodes?.length !== known.length) isWhole = false
    if (rollup.contexts?.pageInfo.hasNextPage !== true) break
    const checksAfter = rollup.contexts.pageInfo.endCursor
    if (checksAfter === null || page === mostPages) return { list: toChecks(contexts, rules, appId), isWhole: false }
    const answer: { repository: { object: Partial<ContextsAnswer> | null } } = await octokit.graphql(moreQuery, {
      owner: repo.owner,
      name: repo.name,
      oid,
      checksAfter,
      number: pullRequest ?? null,
      isInPullRequest: pullRequest !== undefined,
    })
    rollup = answer.repository.object?.statusCheckRollup ?? { contexts: null }
  }
  return { list: toChecks(contexts, rules, appId), isWhole }
}

function toChecks(contexts: readonly Context[], rules: RequiredAnswer | null, appId: number): SeenCheck[] {
  const required = rulesIn(rules)
  const isAskedFor = (context: Context, { context: name, integrationId: app }: Rule): boolean =>
    nameOf(context) === name && (typeof app !== 'number' || appOf(context) === app)
  const reported = contexts.map((context) => ({
    name: nameOf(context),
    isOurs: appOf(context) === appId,
    isRequired: context.isRequired === true || required.some((rule) => isAskedFor(context, rule)),
    state: stateOf(context),
  }))
  const missing = required.filter((rule) => !contexts.some((context) => isAskedFor(context, rule)))
  const names = [...new Set(missing.map(({ context }) => context))]
  return [
    ...reported,
    ...names.map((name) => ({ name, isOurs: ours.includes(name), isRequired: true, state: 'pending' as const })),
  ]
}

function rulesIn(rules: RequiredAnswer | null): Rule[] {
  const names = rules?.refUpdateRule?.requiredStatusCheckContexts ?? []
  return [
    ...names.flatMap((context) => (context === null ? [] : [{ context }])),
    ...(rules?.rules?.nodes ?? []).flatMap((rule) => rule?.parameters?.requiredStatusChecks ?? []),
  ]
}

function nameOf(context: Context): string {
  return context.__typename === 'CheckRun' ? context.name : context.context
}

function appOf(context: Context): number | undefined {
  return context.__typename === 'CheckRun' ? (context.checkSuite?.app?.databaseId ?? undefined) : undefined
}

function stateOf(context: Context): SeenCheck['state'] {
  if (context.__typename === 'CheckRun') {
    if (context.status !== 'COMPLETED') return 'pending'
    return ['SUCCESS', 'NEUTRAL', 'SKIPPED'].includes(context.conclusion ?? '') ? 'success' : 'failure'
  }
  if (context.state === 'SUCCESS') return 'success'
  return ['PENDING', 'EXPECTED'].includes(context.state) ? 'pending' : 'failure'
}
