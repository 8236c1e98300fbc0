import type { Actor, Issue, Label, PullRequest, Repository, User } from './entities.js'
import type { Team } from './records.js'
import type { Changes, Subject } from './subject.js'
import type { World } from './world.js'

/** Tells the world that something happened in a repository. */
export function emit(
  world: World,
  repository: Repository,
  actor: Actor,
  name: string,
  action: string | null,
  subject: Subject,
): void {
  world.emit({ name, action, repository, installation: undefined, sender: actor.user, subject })
}

/** As `emit`, under the name that the thread's kind has. */
export function emitThread(
  world: World,
  repository: Repository,
  actor: Actor,
  thread: Issue | PullRequest,
  action: string,
  more: {
    readonly label?: Label
    readonly changes?: Changes
    readonly before?: string
    readonly after?: string
    readonly reviewer?: User | Team
    readonly reason?: string
  } = {},
): void {
  if (isPullRequest(thread))
    emit(world, repository, actor, 'pull_request', action, { kind: 'pull_request', pullRequest: thread, ...more })
  else emit(world, repository, actor, 'issues', action, { kind: 'issue', issue: thread, ...more })
}

export function isPullRequest(thread: Issue | PullRequest): thread is PullRequest {
  return 'head' in thread
}
