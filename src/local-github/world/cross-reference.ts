import type { Actor, Issue, PullRequest, Repository } from './entities.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

/**
 * Tells the threads of this repository that a text of another thread mentions, a description or a comment, in their timelines: each of one other thread once,
 * for good, and without touching them. Titles mention nothing, nor does code.
 */
export function crossReference(
  world: World,
  repository: Repository,
  { user }: Actor,
  source: Issue | PullRequest,
  text: string,
): void {
  const detail = String(source.number)
  for (const number of numbersIn(text)) {
    const thread = repository.issues.get(number) ?? repository.pullRequests.get(number)
    if (!thread || thread === source || isTold(thread, detail)) continue
    thread.events.push({ kind: 'cross_referenced', actor: user, at: nowOf(world), detail })
  }
}

function isTold({ events }: Issue | PullRequest, source: string): boolean {
  return events.some(({ kind, detail }) => kind === 'cross_referenced' && detail === source)
}

function numbersIn(text: string): ReadonlySet<number> {
  const prose = text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/^(```|~~~)[\s\S]*?^\1/gm, '')
    .replace(/`[^`\n]*`/g, '')
  return new Set([...prose.matchAll(/(?<![\w/#&])#(\d{1,9})\b/g)].map(([, number]) => Number(number)))
}
