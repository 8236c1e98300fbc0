import type { GitCommit } from '../../git/git-repository.js'
import type { Comment, ThreadEvent } from '../../world/entities.js'

/** One entry below the description. Labels that somebody added or removed in one go are one entry. */
export type TimelineEntry =
  | { readonly kind: 'comment'; readonly at: string; readonly comment: Comment }
  | { readonly kind: 'commits'; readonly at: string; readonly commits: readonly GitCommit[] }
  | { readonly kind: 'event'; readonly at: string; readonly event: ThreadEvent; readonly details: readonly string[] }

/** Comments, events and commits in the order in which they happened; commits count from when the pull request saw them at the earliest. */
export function timeline(input: {
  readonly since: string
  readonly until: string | undefined
  readonly comments: readonly Comment[]
  readonly events: readonly ThreadEvent[]
  readonly commits: readonly GitCommit[]
}): readonly TimelineEntry[] {
  const { since, until, comments, events, commits } = input
  const pushed = commits.map(
    (commit) => ({ kind: 'commits', at: between(commit.committer.date), commits: [commit] }) as const,
  )
  // By time; a sort keeps the order of what happened in the same second, in which a commit comes before what follows from it.
  const all: TimelineEntry[] = [
    ...pushed,
    ...comments.map((comment) => ({ kind: 'comment', at: comment.createdAt, comment }) as const),
    ...events.map((event) => ({ kind: 'event', at: event.at, event, details: [event.detail] }) as const),
  ]
  const ordered = all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return ordered.reduce<TimelineEntry[]>((entries, entry) => {
    const joined = join(entries.at(-1), entry)
    return joined ? [...entries.slice(0, -1), joined] : [...entries, entry]
  }, [])

  function between(date: string): string {
    const at = Date.parse(date)
    if (!(at > Date.parse(since))) return since
    return until !== undefined && at > Date.parse(until) ? until : date
  }
}

function join(before: TimelineEntry | undefined, entry: TimelineEntry): TimelineEntry | undefined {
  if (before?.kind === 'commits' && entry.kind === 'commits') {
    return { ...entry, commits: [...before.commits, ...entry.commits] }
  }
  if (before?.kind !== 'event' || entry.kind !== 'event') return undefined
  const { kind, actor } = entry.event
  const alike =
    before.event.kind === kind && before.event.actor === actor && (kind === 'labeled' || kind === 'unlabeled')
  return alike ? { ...entry, details: [...before.details, ...entry.details] } : undefined
}
