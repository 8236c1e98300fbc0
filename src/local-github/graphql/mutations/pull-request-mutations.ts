import { setLabels } from '../../world/labels.js'
import { editPullRequest } from '../../world/pull-requests.js'
import { requireWrite } from '../access.js'
import type { QueryContext } from '../query-context.js'
import { payload, refuseInput, type Input } from './input.js'
import { labelsNamed } from './labels-named.js'
import { nodeNamed } from './node-named.js'

interface UpdatePullRequestInput {
  readonly pullRequestId: string
  readonly title?: string | null
  readonly body?: string | null
  readonly baseRefName?: string | null
  readonly state?: 'OPEN' | 'CLOSED' | null
  readonly labelIds?: readonly string[] | null
}

/** `updatePullRequest`. */
export function pullRequestMutations(context: QueryContext): object {
  const { actor, objects, world } = context
  return {
    async updatePullRequest({ input }: Input<UpdatePullRequestInput>) {
      refuseInput('updatePullRequest', input, 'assigneeIds', 'milestoneId', 'projectIds', 'maintainerCanModify')
      const { repository, pullRequest } = await nodeNamed(context, input.pullRequestId, 'pullRequest')
      const isAuthor = pullRequest.author.id === actor.user.id
      requireWrite(context, repository, 'UpdatePullRequest', isAuthor ? 'none' : 'triage', 'pull_requests')
      const labels = input.labelIds && (await labelsNamed(context, repository, input.labelIds))
      await editPullRequest(world, repository, actor, pullRequest.number, {
        ...(input.title == null ? {} : { title: input.title }),
        ...(input.body == null ? {} : { body: input.body }),
        ...(input.baseRefName == null ? {} : { base: input.baseRefName }),
        ...(input.state == null ? {} : { state: input.state === 'OPEN' ? 'open' : 'closed' }),
      })
      if (labels) setLabels(world, repository, actor, pullRequest, labels)
      return payload(input, {
        actor: () => objects.actor(actor.user),
        pullRequest: () => objects.pullRequest(repository, pullRequest),
      })
    },
  }
}
