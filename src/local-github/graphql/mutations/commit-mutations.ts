import { commitFiles } from '../../world/commits.js'
import { RefMoved } from '../../world/refs.js'
import { findRepository, nowOf } from '../../world/repositories.js'
import { githubSignature } from '../../world/signatures.js'
import type { Repository } from '../../world/entities.js'
import { maySee, requireWrite } from '../access.js'
import { GraphqlFailure } from '../graphql-failure.js'
import { nodeOf } from '../nodes.js'
import type { QueryContext } from '../query-context.js'

interface CreateCommitOnBranchInput {
  readonly branch: {
    readonly id?: string | null
    readonly repositoryNameWithOwner?: string | null
    readonly branchName?: string | null
  }
  readonly expectedHeadOid: string
  readonly message: { readonly headline: string; readonly body?: string | null }
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[] | null
    readonly deletions?: readonly { readonly path: string }[] | null
  } | null
  readonly clientMutationId?: string | null
}

/** `createCommitOnBranch`: one commit on top of a branch, by compare-and-swap, signed by GitHub. */
export function commitMutations(context: QueryContext): object {
  const { actor, objects, world } = context
  return {
    async createCommitOnBranch({ input }: { input: CreateCommitOnBranchInput }) {
      const { repository, branch } = await branchOf(context, input.branch)
      requireWrite(context, repository, 'CreateCommitOnBranch', 'write', 'contents')
      const git = world.git(repository)
      const name = `refs/heads/${branch}`
      const head = await git.resolve(name)
      if (head === undefined) throw noBranch(branch)
      if (head !== input.expectedHeadOid) throw stale(input)
      const { headline, body } = input.message
      const sha = await commitFiles(world, repository, actor, {
        branch,
        message: body ? `${headline}\n\n${body}` : headline,
        files: await filesOf(context, repository, input),
        expectedHead: input.expectedHeadOid,
        ...(actor.kind === 'user' ? { committer: githubSignature(nowOf(world)) } : {}),
      }).catch((error: unknown) => {
        throw error instanceof RefMoved ? stale(input) : error
      })
      repository.signedCommits.add(sha)
      return {
        clientMutationId: input.clientMutationId ?? null,
        ref: () => objects.ref(repository, { name, sha }),
        commit: async () => {
          const commit = await git.readCommit(sha)
          return commit ? objects.commit(repository, commit) : null
        },
      }
    },
  }
}

async function filesOf(
  { world }: QueryContext,
  repository: Repository,
  { expectedHeadOid, fileChanges }: CreateCommitOnBranchInput,
): Promise<Record<string, Buffer | null>> {
  const files: Record<string, Buffer | null> = {}
  for (const { path } of fileChanges?.deletions ?? []) {
    if (!(await world.git(repository).resolve(`${expectedHeadOid}:${path}`))) {
      throw new GraphqlFailure(
        'UNPROCESSABLE',
        `A path was requested for deletion which does not exist as of commit oid \`${expectedHeadOid}\``,
      )
    }
    files[path] = null
  }
  for (const { path, contents } of fileChanges?.additions ?? []) files[path] = Buffer.from(contents, 'base64')
  return files
}

async function branchOf(
  context: QueryContext,
  { id, repositoryNameWithOwner, branchName }: CreateCommitOnBranchInput['branch'],
): Promise<{ repository: Repository; branch: string }> {
  if (id != null) {
    const node = await nodeOf(context, id)
    if (node.kind === 'ref' && node.name.startsWith('refs/heads/')) {
      return { repository: node.repository, branch: node.name.slice('refs/heads/'.length) }
    }
    throw new GraphqlFailure('UNPROCESSABLE', 'The Ref to be updated must be a branch.')
  }
  const [owner = '', name = ''] = repositoryNameWithOwner?.split('/') ?? []
  const repository = findRepository(context.world, owner, name)
  if (!repository || !maySee(context, repository)) {
    throw new GraphqlFailure(
      'NOT_FOUND',
      `Could not resolve to a Repository with the name '${repositoryNameWithOwner}'.`,
    )
  }
  return { repository, branch: (branchName ?? '').replace(/^refs\/heads\//, '') }
}

function noBranch(branch: string): GraphqlFailure {
  return new GraphqlFailure('NOT_FOUND', `Could not resolve to a Ref with the name 'refs/heads/${branch}'.`)
}

function stale({ expectedHeadOid }: CreateCommitOnBranchInput): GraphqlFailure {
  // The two blanks are GitHub's.
  return new GraphqlFailure(
    'STALE_DATA',
    `Expected branch to point to "${expectedHeadOid}" but it did not.  Pull and try again.`,
  )
}
