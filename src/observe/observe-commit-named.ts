import type { DeployableCommit } from '../model/deployable.js'
import type { Look, Snapshot } from '../model/snapshot.js'
import type { Octokit } from '../octokit.js'
import {
  contextFields,
  contextFragment,
  observeCommitChecks,
  requiredFields,
  type ContextsAnswer,
  type RequiredAnswer,
} from './observe-commit-checks.js'
import { reaches } from './reaches.js'

const namedQuery = `
  query (
    $owner: String!, $name: String!, $tag: String!, $branch: String!, $sha: String!, $isSha: Boolean!
    $checksAfter: String, $number: Int, $isInPullRequest: Boolean!
  ) {
    repository(owner: $owner, name: $name) {
      defaultBranchRef { target { oid } ${requiredFields} }
      tag: ref(qualifiedName: $tag) { target { ...named ... on Tag { target { ...named } } } }
      branch: ref(qualifiedName: $branch) { target { ...named } }
      object(expression: $sha) @include(if: $isSha) { ...named }
    }
  }
  fragment named on Commit { __typename oid tree { oid } ${contextFields} }
  ${contextFragment}`

type NamedCommit = ContextsAnswer & {
  readonly __typename: 'Commit'
  readonly oid: string
  readonly tree: { readonly oid: string }
}

/** Of what is no commit nothing is asked. */
type Named = NamedCommit | { readonly __typename?: undefined }

interface NamedAnswer {
  readonly repository: {
    readonly defaultBranchRef: ({ readonly target: { readonly oid: string } | null } & RequiredAnswer) | null
    readonly tag: { readonly target: (Named & { readonly target?: Named }) | null } | null
    readonly branch: { readonly target: Named | null } | null
    readonly object?: Named | null
  }
}

const shaPattern = /^[0-9a-f]{7,40}$/i

/**
 * The commit of a tag, a branch or a sha (seven digits will do), with its checks, and whether the default branch reaches it: a GraphQL query, one for
 * each further hundred of checks, and a REST request. `missing` where there is none, or where a name means two commits: a branch that
 * looks like a sha is none.
 */
export async function observeCommitNamed(
  octokit: Octokit,
  snapshot: Pick<Snapshot, 'repo' | 'appId'>,
  { name }: Pick<Extract<Look, { kind: 'commit-named' }>, 'name'>,
): Promise<DeployableCommit | 'missing'> {
  const { repo } = snapshot
  const { repository } = await octokit.graphql<NamedAnswer>(namedQuery, {
    owner: repo.owner,
    name: repo.name,
    tag: `refs/tags/${name}`,
    branch: `refs/heads/${name}`,
    sha: name,
    isSha: shaPattern.test(name),
    checksAfter: null,
    number: null,
    isInPullRequest: false,
  })
  const commit = theOne(repository, name)
  const base = repository.defaultBranchRef
  if (commit === undefined || !base?.target) return 'missing'
  return {
    sha: commit.oid,
    tree: commit.tree.oid,
    isOnDefaultBranch: await reaches(octokit, repo, base.target.oid, commit.oid),
    checks: await observeCommitChecks(octokit, snapshot, { oid: commit.oid, first: commit, rules: base }),
  }
}

function theOne({ tag, branch, object }: NamedAnswer['repository'], name: string): NamedCommit | undefined {
  const commitOf = (named: Named | null | undefined) => (named?.__typename === 'Commit' ? named : undefined)
  const tagged = commitOf(tag?.target?.target ?? tag?.target)
  if (!shaPattern.test(name)) return tagged ?? commitOf(branch?.target)
  // GitHub asks branches and tags first, too.
  const bySha = commitOf(object)
  const isSha = bySha?.oid.startsWith(name.toLowerCase()) === true
  if (!isSha) return tagged
  return tagged === undefined || tagged.oid === bySha.oid ? bySha : undefined
}
