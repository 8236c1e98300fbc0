import { isPullRequest } from '../world/emit.js'
import type { Actor, Issue, PullRequest, Repository, User } from '../world/entities.js'
import { editIssue } from '../world/issues.js'
import { setLabels } from '../world/labels.js'
import { editPullRequest } from '../world/pull-requests.js'
import type { World } from '../world/world.js'

export interface ThreadChange {
  readonly title?: string
  readonly body?: string
  readonly state?: 'open' | 'closed'
  readonly stateReason?: NonNullable<Issue['stateReason']>
  readonly assignees?: readonly User[]
  readonly labels?: readonly string[]
}

/** Edits an issue or, where the number is one's, a pull request: the issues API serves both. */
export async function editThread(
  world: World,
  repository: Repository,
  actor: Actor,
  thread: Issue | PullRequest,
  { labels, ...change }: ThreadChange,
): Promise<void> {
  if (isPullRequest(thread)) {
    const { title, body, state, assignees } = change
    await editPullRequest(world, repository, actor, thread.number, {
      ...(title === undefined ? {} : { title }),
      ...(body === undefined ? {} : { body }),
      ...(state === undefined ? {} : { state }),
    })
    if (assignees) thread.assignees = [...assignees]
  } else {
    editIssue(world, repository, actor, thread, change)
  }
  if (labels) setLabels(world, repository, actor, thread, labels)
}
