import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'
import type { Sha } from '../model/commit.js'
import type { Hints } from '../model/job.js'
import { fileFields, type EntrySeen } from './file-entry.js'
import { eventFragment, issueFragment, nearFields, pullRequestFragment, type PullRequestNode } from './to-thread.js'

/** So many pull requests are read along; of more, those that are asked about are read by themselves. */
const most = 3

/**
 * What the first query of a look reads beside all else, since it is likely to be asked for: then it needs no request of its own. What was read is what
 * would have been read: where it is not there, whoever needs it asks.
 */
export interface ReadAlong {
  /** Files of the head of the default branch. */
  readonly paths: readonly string[]
  /** How many of its newest commits have their pull requests read whole. */
  readonly commits: number
  /** What came of it. */
  pullRequests: readonly PullRequestNode[]
  files: { readonly at: Sha; readonly entries: Readonly<Record<string, EntrySeen | null>> } | undefined
}

/** What hints say that will be asked for; the paths are those that were read last time, and a push alone has them read again. */
export function readAlong({ merged = [], shas }: Hints, paths: () => readonly string[]): ReadAlong {
  const commits = merged.length > most ? 0 : merged.length
  return { paths: shas.length === 0 ? [] : paths(), commits, pullRequests: [], files: undefined }
}

/** Fields of a commit, with the variables and fragments that they want. */
export interface AlongFields {
  readonly fields: string
  readonly fragments: string
  readonly declarations: string
  readonly variables: Readonly<Record<string, string>>
}

const noFields: AlongFields = { fields: '', fragments: '', declarations: '', variables: {} }

/** What the fields give, and the commit's sha. */
export interface AlongAnswer {
  readonly oid: string
  readonly fresh?: {
    readonly nodes: readonly {
      readonly associatedPullRequests: { readonly nodes: readonly (PullRequestNode | null)[] | null } | null
    }[]
  }
}

/**
 * Asks with the fields of what is to be read along, and keeps that; where GitHub may have failed at those alone, once more without. `headIn` finds the
 * commit that they were asked of in the answer.
 */
export async function askAlong<Answer>(
  along: ReadAlong | undefined,
  ask: (fields: AlongFields) => Promise<Answer>,
  headIn: (answer: Answer) => AlongAnswer | undefined,
): Promise<Answer> {
  if (along === undefined || along.commits + along.paths.length === 0) return ask(noFields)
  let answer: Answer
  try {
    answer = await ask(alongFields(along))
  } catch (error) {
    if (mayBeAlong(error)) return ask(noFields)
    throw error
  }
  const head = headIn(answer)
  if (head !== undefined) keep(along, head)
  return answer
}

function alongFields({ paths, commits }: ReadAlong): AlongFields {
  const threads = `
    fresh: history(first: ${commits}) {
      nodes { associatedPullRequests(first: 2) { nodes { ...pullRequest ${nearFields} } } }
    }`
  const files = paths.map((_, index) => `along${index}: file(path: $along${index}) { ${fileFields} }`)
  return {
    fields: `${commits === 0 ? '' : threads} ${files.join('\n')}`,
    fragments: commits === 0 ? '' : `${pullRequestFragment} ${issueFragment} ${eventFragment}`,
    declarations: paths.map((_, index) => `$along${index}: String!`).join(', '),
    variables: Object.fromEntries(paths.map((path, index) => [`along${index}`, path])),
  }
}

function keep(along: ReadAlong, head: AlongAnswer): void {
  const nodes = (head.fresh?.nodes ?? []).flatMap((commit) => commit.associatedPullRequests?.nodes ?? [])
  along.pullRequests = nodes.flatMap((node) => node ?? [])
  const fields = head as unknown as Readonly<Record<string, EntrySeen | null>>
  const entries = along.paths.map((path, index) => [path, fields[`along${index}`] ?? null])
  along.files = { at: head.oid, entries: Object.fromEntries(entries) }
}

/** It is too much, or part of it is for others to see. */
function mayBeAlong(error: unknown): boolean {
  if (error instanceof RequestError) return error.status >= 500
  const isAlong = (path: unknown): boolean =>
    Array.isArray(path) && path.some((part) => /^(fresh|along\d+)$/.test(String(part)))
  return error instanceof GraphqlResponseError && error.errors?.some(({ path }) => isAlong(path)) === true
}
