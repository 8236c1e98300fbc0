import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'
import type { Sha } from '../model/commit.js'
import type { ForeseenPullRequest, Hints } from '../model/job.js'
import {
  deployableDeclarations,
  deployableFields,
  deployableFragments,
  deployableVariables,
  type DeployableNode,
} from './deployable-fields.js'
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
  /** A pull request, with all that bears on deploying it. */
  readonly foreseen: ForeseenPullRequest | undefined
  /** What came of it. */
  deployable: DeployableNode | undefined
  pullRequests: readonly PullRequestNode[]
  files: { readonly at: Sha; readonly entries: Readonly<Record<string, EntrySeen | null>> } | undefined
}

/** What hints say that will be asked for; the paths are those that were read last time, and a push alone has them read again. */
export function readAlong({ merged = [], shas, foreseen }: Hints, paths: () => readonly string[]): ReadAlong {
  const commits = merged.length > most ? 0 : merged.length
  return {
    paths: shas.length === 0 ? [] : paths(),
    ...{ commits, foreseen, pullRequests: [], files: undefined, deployable: undefined },
  }
}

/** Fields of the head and of the repository, with the variables and fragments that they want. */
export interface AlongFields {
  readonly ofHead: string
  readonly ofRepository: string
  readonly fragments: string
  readonly declarations: string
  readonly variables: Readonly<Record<string, unknown>>
}

const noFields: AlongFields = { ofHead: '', ofRepository: '', fragments: '', declarations: '', variables: {} }

/** What the fields of a repository give. */
export interface AlongAnswer {
  readonly foreseen?: DeployableNode | null
  readonly defaultBranchRef: { readonly target: AlongHead } | null
}

/** What the fields of the head give, and its sha. */
export interface AlongHead {
  readonly oid: string
  readonly fresh?: {
    readonly nodes: readonly {
      readonly associatedPullRequests: { readonly nodes: readonly (PullRequestNode | null)[] | null } | null
    }[]
  }
}

/**
 * Asks with the fields of what is to be read along, and keeps that; where GitHub may have failed at those alone, once more without.
 */
export async function askAlong<Answer extends { readonly repository: AlongAnswer }>(
  along: ReadAlong | undefined,
  ask: (fields: AlongFields) => Promise<Answer>,
): Promise<Answer> {
  if (along === undefined) return ask(noFields)
  if (along.commits + along.paths.length === 0 && along.foreseen === undefined) return ask(noFields)
  let answer: Answer
  try {
    answer = await ask(alongFields(along))
  } catch (error) {
    if (mayBeAlong(error)) return ask(noFields)
    throw error
  }
  along.deployable = answer.repository.foreseen ?? undefined
  const head = answer.repository.defaultBranchRef?.target
  if (head !== undefined) keep(along, head)
  return answer
}

function alongFields({ paths, commits, foreseen }: ReadAlong): AlongFields {
  const threads = `
    fresh: history(first: ${commits}) {
      nodes { associatedPullRequests(first: 2) { nodes { ...pullRequest ${nearFields} } } }
    }`
  const files = paths.map((_, index) => `along${index}: file(path: $along${index}) { ${fileFields} }`)
  const declarations = paths.map((_, index) => `$along${index}: String!`)
  const fragments = commits === 0 ? [] : [pullRequestFragment, issueFragment, eventFragment]
  const isForeseen = foreseen !== undefined
  return {
    ofHead: `${commits === 0 ? '' : threads} ${files.join('\n')}`,
    ofRepository: isForeseen ? `foreseen: pullRequest(number: $number) { ${deployableFields} }` : '',
    fragments: [...fragments, ...(isForeseen ? [deployableFragments] : [])].join('\n'),
    declarations: [...declarations, ...(isForeseen ? [deployableDeclarations] : [])].join(', '),
    variables: {
      ...Object.fromEntries(paths.map((path, index) => [`along${index}`, path])),
      ...(isForeseen ? deployableVariables(foreseen.number, foreseen.branch) : {}),
    },
  }
}

function keep(along: ReadAlong, head: AlongHead): void {
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
    Array.isArray(path) && path.some((part) => /^(fresh|foreseen|along\d+)$/.test(String(part)))
  return error instanceof GraphqlResponseError && error.errors?.some(({ path }) => isAlong(path)) === true
}
