import { sayCount } from '../decide/replay/say-count.js'
import { shortSha, subjectOf } from '../model/commit.js'
import type { NoRelease, ReleasePlan } from '../model/release.js'

type Plan = ReleasePlan | NoRelease

/** The next version and why, or why there is none, in a sentence. */
export function sayNext(plan: Plan, previous: string | undefined, commits: number): string {
  if (plan.kind === 'no-release') return `Nothing to release. ${plan.reason}`
  return `${plan.version} is next: ${reasonOf(plan, previous)}, from ${sayCount(commits, 'commit')}.`
}

/** The commits that no line of the notes tells of, as lines; none where there are none. */
export function sayUnread({ unread }: Plan): string[] {
  const lines = unread.map((commit) => `  ${shortSha(commit.sha)} ${subjectOf(commit)}`)
  return lines.length === 0 ? [] : ['No Conventional Commits, so they ask for nothing:', ...lines, '']
}

/** One release of what `landfall plan --json` prints, of a clone and of GitHub alike. */
export function toJson(
  plan: Plan,
  told: {
    readonly component: string
    readonly previous: string | undefined
    readonly commits: number
    readonly actions: readonly string[]
  },
) {
  const release = plan.kind === 'release' ? plan : undefined
  return {
    component: told.component,
    version: release?.version ?? null,
    tag: release?.tag ?? null,
    previousTag: told.previous ?? null,
    bump: release?.bump ?? 'none',
    reason: plan.kind === 'release' ? reasonOf(plan, told.previous) : plan.reason,
    commits: told.commits,
    unread: plan.unread.map((commit) => ({ sha: commit.sha, subject: subjectOf(commit) })),
    notes: release?.notes ?? null,
    actions: told.actions,
  }
}

function reasonOf({ asked, bump }: ReleasePlan, previous: string | undefined): string {
  const after = previous === undefined ? '' : ` after ${previous}`
  if (asked?.by.kind === 'commit') return `asked for by ${shortSha(asked.by.sha)} in a Release-As footer${after}`
  if (asked !== undefined) return `asked for by ${asked.by.login} in ${asked.by.url}${after}`
  return previous === undefined ? 'the first release' : `a ${bump} version${after}`
}
