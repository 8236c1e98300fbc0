import { addComment } from '../../world/comments.js'
import { setLabels } from '../../world/labels.js'
import { editPullRequest } from '../../world/pull-requests.js'
import type { Repository } from '../../world/entities.js'
import { requireWrite } from '../access.js'
import { GraphqlFailure, NotImplemented } from '../graphql-failure.js'
import { nodeOf } from '../nodes.js'
import type { QueryContext } from '../query-context.js'

interface UpdatePullRequestInput {
  readonly pullRequestId: string
  readonly title?: string | null
  readonly body?: string | null
  readonly baseRefName?: string | null
  readonly state?: 'OPEN' | 'CLOSED' | null
  readonly labelIds?: readonly string[] | null
  readonly clientMutationId?: string | null
}

interface AddCommentInput {
  readonly subjectId: string
  readonly body: string
  readonly clientMutationId?: string | null
}

/** `updatePullRequest` and `addComment`. */
export function threadMutations(context: QueryContext): object {
  const { actor, objects, world } = context
  return {
    async updatePullRequest({ input }: { input: UpdatePullRequestInput }) {
      refuseInput('updatePullRequest', input, 'assigneeIds', 'milestoneId', 'projectIds', 'maintainerCanModify')
      const { repository, pullRequest } = await pullRequestOf(context, input.pullRequestId)
      const isAuthor = pullRequest.author.id === actor.user.id
      requireWrite(context, repository, 'UpdatePullRequest', isAuthor ? 'none' : 'triage', 'pull_requests')
      const labels = input.labelIds && (await labelNames(context, repository, input.labelIds))
      await editPullRequest(world, repository, actor, pullRequest.number, {
        ...(input.title == null ? {} : { title: input.title }),
        ...(input.body == null ? {} : { body: input.body }),
        ...(input.baseRefName == null ? {} : { base: input.baseRefName }),
        ...(input.state == null ? {} : { state: input.state === 'OPEN' ? 'open' : 'closed' }),
      })
      if (labels) setLabels(world, repository, actor, pullRequest, labels)
      return {
        clientMutationId: input.clientMutationId ?? null,
        actor: () => objects.actor(actor.user),
        pullRequest: () => objects.pullRequest(repository, pullRequest),
      }
    },
    async addComment({ input }: { input: AddCommentInput }) {
      const node = await nodeOf(context, input.subjectId)
      if (node.kind !== 'issue' && node.kind !== 'pullRequest') {
        throw new GraphqlFailure(
          'NOT_FOUND',
          `Could not resolve to Issue or PullRequest node with the global id of '${input.subjectId}'.`,
        )
      }
      const { repository } = node
      const permissions = node.kind === 'issue' ? (['issues'] as const) : (['pull_requests', 'issues'] as const)
      requireWrite(context, repository, 'AddComment', 'none', ...permissions)
      const thread = node.kind === 'issue' ? node.issue : node.pullRequest
      const comment = await addComment(world, repository, actor, thread.number, input.body)
      const edge = {
        cursor: Buffer.from(`cursor:v2:0:${comment.id}`).toString('base64'),
        node: () => objects.comment(repository, comment),
      }
      return {
        clientMutationId: input.clientMutationId ?? null,
        commentEdge: edge,
        timelineEdge: edge,
        subject: () =>
          node.kind === 'issue'
            ? objects.issue(repository, node.issue)
            : objects.pullRequest(repository, node.pullRequest),
      }
    },
  }
}

async function pullRequestOf(context: QueryContext, id: string) {
  const node = await nodeOf(context, id)
  if (node.kind === 'pullRequest') return node
  throw new GraphqlFailure('NOT_FOUND', `Could not resolve to PullRequest node with the global id of '${id}'.`)
}

async function labelNames(context: QueryContext, repository: Repository, ids: readonly string[]): Promise<string[]> {
  const nodes = await Promise.all(ids.map((id) => nodeOf(context, id)))
  return nodes.map((node, index) => {
    if (node.kind === 'label' && node.repository.id === repository.id) return node.label.name
    throw new GraphqlFailure('NOT_FOUND', `Could not resolve to Label node with the global id of '${ids[index]}'.`)
  })
}

function refuseInput(mutation: string, input: object, ...names: readonly string[]): void {
  const given = names.find((name) => (input as Record<string, unknown>)[name] != null)
  if (given !== undefined) throw new NotImplemented(`Mutation.${mutation}(input: { ${given}: })`)
}
