import type { Issue } from '../../world/entities.js'
import { editIssue } from '../../world/issues.js'
import { requireWrite } from '../access.js'
import type { QueryContext } from '../query-context.js'
import { payload, refuseInput, type Input } from './input.js'
import { nodeNamed } from './node-named.js'

interface CloseIssueInput {
  readonly issueId: string
  readonly stateReason?: 'COMPLETED' | 'NOT_PLANNED' | 'DUPLICATE' | null
}

/** `closeIssue` and `reopenIssue`. What is so already is no error. */
export function issueMutations(context: QueryContext): object {
  const { actor, objects, world } = context
  return {
    async closeIssue({ input }: Input<CloseIssueInput>) {
      refuseInput('closeIssue', input, 'duplicateIssueId')
      const { repository, issue } = await nodeNamed(context, input.issueId, 'issue')
      requireWrite(context, repository, 'CloseIssue', isBy(issue.author) ? 'none' : 'triage', 'issues')
      editIssue(world, repository, actor, issue, {
        state: 'closed',
        ...(input.stateReason == null ? {} : { stateReason: reasonOf(input.stateReason) }),
      })
      return payload(input, { issue: () => objects.issue(repository, issue) })
    },
    async reopenIssue({ input }: Input<{ readonly issueId: string }>) {
      const { repository, issue } = await nodeNamed(context, input.issueId, 'issue')
      // An author takes back only a closing of their own.
      const isOwn = isBy(issue.author) && isBy(issue.closedBy)
      requireWrite(context, repository, 'ReopenIssue', isOwn ? 'none' : 'triage', 'issues')
      editIssue(world, repository, actor, issue, { state: 'open' })
      return payload(input, { issue: () => objects.issue(repository, issue) })
    },
  }

  function isBy(user: { readonly id: number } | undefined): boolean {
    return user?.id === actor.user.id
  }
}

function reasonOf(reason: NonNullable<CloseIssueInput['stateReason']>): NonNullable<Issue['stateReason']> {
  return reason === 'COMPLETED' ? 'completed' : reason === 'DUPLICATE' ? 'duplicate' : 'not_planned'
}
