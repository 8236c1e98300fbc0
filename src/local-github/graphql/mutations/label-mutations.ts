import type { Repository, Role } from '../../world/entities.js'
import { addLabels, createLabel, findLabel, setLabels } from '../../world/labels.js'
import { requireWrite } from '../access.js'
import { GraphqlFailure } from '../graphql-failure.js'
import type { QueryContext } from '../query-context.js'
import { payload, type Input } from './input.js'
import { labelsNamed } from './labels-named.js'
import { nodeNamed } from './node-named.js'

interface LabelsOfThread {
  readonly labelableId: string
  readonly labelIds: readonly string[]
}

interface CreateLabelInput {
  readonly repositoryId: string
  readonly name: string
  readonly color: string
  readonly description?: string | null
}

/** `createLabel`, `addLabelsToLabelable` and `removeLabelsFromLabelable`. */
export function labelMutations(context: QueryContext): object {
  const { actor, objects, world } = context

  async function labelable(id: string, labelIds: readonly string[], mutation: string) {
    const node = await nodeNamed(context, id, 'issue', 'pullRequest')
    const { repository } = node
    const permissions = node.kind === 'issue' ? (['issues'] as const) : (['pull_requests', 'issues'] as const)
    requireWrite(context, repository, mutation, 'triage', ...permissions)
    return {
      repository,
      thread: node.kind === 'issue' ? node.issue : node.pullRequest,
      names: await labelsNamed(context, repository, labelIds),
      object: () =>
        node.kind === 'issue'
          ? objects.issue(repository, node.issue)
          : objects.pullRequest(repository, node.pullRequest),
    }
  }

  return {
    async createLabel({ input }: Input<CreateLabelInput>) {
      const { repository } = await nodeNamed(context, input.repositoryId, 'repository')
      requireWrite(context, repository, 'CreateLabel', roleForLabels, 'issues', 'pull_requests')
      refuseTaken(repository, input.name)
      const { name, color, description } = input
      const label = createLabel(world, repository, actor, { name, color, description: description ?? '' })
      return payload(input, { label: () => objects.label(repository, label) })
    },
    async addLabelsToLabelable({ input }: Input<LabelsOfThread>) {
      const { labelableId, labelIds } = input
      const { repository, thread, names, object } = await labelable(labelableId, labelIds, 'AddLabelsToLabelable')
      addLabels(world, repository, actor, thread, names)
      return payload(input, { labelable: object })
    },
    /** A label that the thread does not carry is no error: it is gone, as was wanted. */
    async removeLabelsFromLabelable({ input }: Input<LabelsOfThread>) {
      const { labelableId, labelIds } = input
      const { repository, thread, names, object } = await labelable(labelableId, labelIds, 'RemoveLabelsFromLabelable')
      const left = thread.labels.filter((name) => !names.includes(name))
      setLabels(world, repository, actor, thread, left)
      return payload(input, { labelable: object })
    },
  }
}

/** Who triages puts labels on and takes them off; what labels there are is for those who may push. */
const roleForLabels: Role = 'write'

function refuseTaken(repository: Repository, name: string): void {
  if (findLabel(repository, name)) throw new GraphqlFailure('UNPROCESSABLE', 'Name has already been taken')
}
