import type { RepoRef } from '../model/repo-ref.js'
import type { Look } from '../model/snapshot.js'
import type { SeenTag } from '../model/tag-name.js'
import type { Octokit } from '../octokit.js'

/** The tags of the newest commits, within a repository; wants {@link tagFragments}. */
export const tagFields = `
  refs(refPrefix: "refs/tags/", first: 100, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
    nodes { ...tag }
    pageInfo { hasNextPage }
  }`

export const tagFragments = `
  fragment tag on Ref { name target { __typename oid ... on Tag { target { __typename oid } } } }`

interface TagTarget {
  readonly __typename: string
  readonly oid: string
}

interface TagNode {
  readonly name: string
  readonly target: (TagTarget & { readonly target?: TagTarget }) | null
}

/** What {@link tagFields} give. */
export interface TagsAnswer {
  readonly refs: { readonly nodes: readonly TagNode[]; readonly pageInfo: { readonly hasNextPage: boolean } }
}

/**
 * Every tag. Where there are more than the first hundred, one REST request lists them all: GitHub does not page it. It does not say to
 * which commit an annotated tag leads; of those of the newest commits the first hundred do.
 */
export async function observeAllTags(octokit: Octokit, repo: RepoRef, { refs }: TagsAnswer): Promise<SeenTag[]> {
  const newest = refs.nodes.flatMap(toTag)
  if (!refs.pageInfo.hasNextPage) return newest
  const known = new Set(refs.nodes.map(({ name }) => name))
  const where = { owner: repo.owner, repo: repo.name, ref: 'tags/' }
  // Should it be paged all the same, no page is missed.
  const all = await octokit.paginate(octokit.rest.git.listMatchingRefs, where)
  const others = all.flatMap(({ ref, object: { type, sha } }): SeenTag[] => {
    const name = ref.replace('refs/tags/', '')
    if (known.has(name) || !['commit', 'tag'].includes(type)) return []
    return [{ name, sha: type === 'commit' ? sha : undefined }]
  })
  return [...newest, ...others]
}

/** The commits that tags lead to; one GraphQL query for each hundred. A tag that is gone, or leads to no commit, is left out. */
export async function observeTags(
  octokit: Octokit,
  repo: RepoRef,
  { names }: Pick<Extract<Look, { kind: 'tags' }>, 'names'>,
): Promise<{ name: string; sha: string }[]> {
  const found: { name: string; sha: string }[] = []
  for (let start = 0; start < names.length; start += 100) {
    const some = names.slice(start, start + 100)
    const query = `
      query ($owner: String!, $name: String!, ${some.map((_, index) => `$ref${index}: String!`).join(', ')}) {
        repository(owner: $owner, name: $name) {
          ${some.map((_, index) => `tag${index}: ref(qualifiedName: $ref${index}) { ...tag }`).join('\n')}
        }
      }
      ${tagFragments}`
    const answer = await octokit.graphql<{ repository: Record<string, TagNode | null> }>(query, {
      owner: repo.owner,
      name: repo.name,
      ...Object.fromEntries(some.map((name, index) => [`ref${index}`, `refs/tags/${name}`])),
    })
    found.push(...Object.values(answer.repository).flatMap((node) => (node === null ? [] : toTag(node))))
  }
  return found
}

function toTag({ name, target }: TagNode): { name: string; sha: string }[] {
  const peeled = target?.target ?? target
  return peeled?.__typename === 'Commit' ? [{ name, sha: peeled.oid }] : []
}
