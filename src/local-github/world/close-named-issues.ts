import { emitThread } from './emit.js'
import type { Actor, Issue, Repository } from './entities.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

/** Closes the open issues that a text names with a closing keyword; `closer` is the pull request whose merge does it. */
export function closeNamedIssues(
  world: World,
  repository: Repository,
  actor: Actor,
  text: string,
  closer: number | undefined,
): void {
  for (const issue of issuesNamedIn(repository, text)) {
    if (issue.state === 'closed') continue
    const at = nowOf(world)
    issue.state = 'closed'
    issue.stateReason = 'completed'
    issue.closer = closer
    issue.closedAt = at
    issue.closedBy = actor.user
    issue.updatedAt = at
    issue.events.push({ kind: 'closed', actor: actor.user, at, detail: closer === undefined ? '' : `#${closer}` })
    emitThread(world, repository, actor, issue, 'closed')
  }
}

/** The repository's issues that a text would close; code in it does not count. */
export function issuesNamedIn(repository: Repository, text: string): Issue[] {
  const prose = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '')
  const full = `${repository.owner.login}/${repository.name}`.toLowerCase()
  const named =
    /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:([\w.-]+\/[\w.-]+)?#|https?:\/\/[^\s/]+\/([\w.-]+\/[\w.-]+)\/issues\/)(\d+)\b/gi
  const numbers = new Set<number>()
  for (const [, short, long, number] of prose.matchAll(named)) {
    if ((short ?? long ?? full).toLowerCase() === full) numbers.add(Number(number))
  }
  return [...numbers].flatMap((number) => repository.issues.get(number) ?? [])
}
