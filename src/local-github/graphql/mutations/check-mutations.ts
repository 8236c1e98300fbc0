import { createCheckRun, updateCheckRun, type CheckRunChange } from '../../world/check-runs.js'
import type { CheckRun } from '../../world/entities.js'
import { requireWrite } from '../access.js'
import type { QueryContext } from '../query-context.js'
import { GraphqlFailure } from '../graphql-failure.js'
import { payload, refuseInput, type Input } from './input.js'
import { nodeNamed } from './node-named.js'

interface CheckRunInput {
  readonly repositoryId: string
  readonly name?: string | null
  readonly externalId?: string | null
  readonly detailsUrl?: string | null
  readonly status?: string | null
  readonly conclusion?: string | null
  readonly output?: { readonly title: string; readonly summary: string; readonly text?: string | null } | null
}

/** `createCheckRun` and `updateCheckRun`: only apps make and change runs, each its own. */
export function checkMutations(context: QueryContext): object {
  const { actor, objects, world } = context

  async function repositoryFor(mutation: string, input: CheckRunInput) {
    refuseInput(`${mutation.charAt(0).toLowerCase()}${mutation.slice(1)}`, input, 'actions', 'startedAt', 'completedAt')
    if (input.output) refuseInput('CheckRunOutput', input.output, 'annotations', 'images')
    const { repository } = await nodeNamed(context, input.repositoryId, 'repository')
    requireWrite(context, repository, mutation, 'write', 'checks')
    if (actor.kind !== 'installation') {
      throw new GraphqlFailure('FORBIDDEN', 'You must authenticate via a GitHub App.')
    }
    return repository
  }

  return {
    async createCheckRun({
      input,
    }: Input<CheckRunInput & { readonly name: string; readonly headSha: string }>): Promise<object> {
      const repository = await repositoryFor('CreateCheckRun', input)
      const { name, headSha } = input
      const run = await createCheckRun(world, repository, actor, { ...changeIn(input), name, headSha })
      return payload(input, { checkRun: () => objects.checkRun(repository, run) })
    },
    async updateCheckRun({ input }: Input<CheckRunInput & { readonly checkRunId: string }>): Promise<object> {
      const repository = await repositoryFor('UpdateCheckRun', input)
      const { run } = await nodeNamed(context, input.checkRunId, 'checkRun')
      const edited = updateCheckRun(world, repository, actor, run, changeIn(input))
      return payload(input, { checkRun: () => objects.checkRun(repository, edited) })
    },
  }
}

/** The enumerations are in capitals here, and in small letters in the world. */
function changeIn({ name, externalId, detailsUrl, status, conclusion, output }: CheckRunInput): CheckRunChange {
  const isCompleted = status === 'COMPLETED' || conclusion != null
  if (isCompleted && conclusion == null) throw new GraphqlFailure('UNPROCESSABLE', "conclusion wasn't supplied.")
  return {
    ...(name == null ? {} : { name }),
    ...(externalId == null ? {} : { externalId }),
    ...(detailsUrl == null ? {} : { detailsUrl }),
    ...(status == null ? {} : { status: status.toLowerCase() as CheckRun['status'] }),
    ...(conclusion == null ? {} : { conclusion: conclusion.toLowerCase() as NonNullable<CheckRun['conclusion']> }),
    ...(output == null
      ? {}
      : {
          output: {
            title: output.title,
            summary: output.summary,
            ...(output.text == null ? {} : { text: output.text }),
          },
        }),
  }
}
