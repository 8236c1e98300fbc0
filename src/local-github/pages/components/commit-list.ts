import type { GitCommit } from '../../git/git-repository.js'
import type { Repository } from '../../world/entities.js'
import type { World } from '../../world/world.js'
import { commitPath } from '../urls.js'
import { avatar, userName } from './avatar.js'
import { checkMark } from './check-mark.js'
import { commitAuthor, shortSubject, splitMessage } from './commit-author.js'
import type { References } from './find-references.js'
import { html, type Html } from './html.js'
import { linkReferences } from './link-references.js'
import { relativeTime } from './relative-time.js'

export interface CommitListing {
  readonly world: World
  readonly repository: Repository
  readonly references: References
  readonly now: Date
}

/** Commits below the day on which they were made, in the order given. */
export function commitList(listing: CommitListing, commits: readonly GitCommit[]): Html {
  const days: { day: string; commits: GitCommit[] }[] = []
  for (const commit of commits) {
    const day = commit.committer.date.slice(0, 10)
    if (days.at(-1)?.day !== day) days.push({ day, commits: [] })
    days.at(-1)?.commits.push(commit)
  }
  return html`${days.map(
    ({ day, commits }) =>
      html`<section class="box">
        <header><h2 class="small soft">Commits on ${inFull(day)}</h2></header>
        <ul class="rows">
          ${commits.map((commit) => commitRow(listing, commit))}
        </ul>
      </section>`,
  )}`
}

export function commitRow({ world, repository, references, now }: CommitListing, commit: GitCommit): Html {
  const author = commitAuthor(world, commit)
  const { body } = splitMessage(commit.message)
  return html`<li class="stack">
    <div class="grow">
      <div>
        <span class="row-title"
          >${linkReferences(shortSubject(commit.message), references, commitPath(repository, commit.sha))}</span
        >
      </div>
      <div class="meta">
        ${avatar(author)} ${userName(author)} committed ${relativeTime(now, commit.committer.date)}
        ${checkMark(repository, commit.sha)}
      </div>
      ${
        body &&
        html`<details class="fold small">
          <summary>More of the message</summary>
          <pre class="commit-body">${body}</pre>
        </details>`
      }
    </div>
    <div class="aside">
      ${verifiedBadge(repository, commit.sha)}
      <a class="sha" href="${commitPath(repository, commit.sha)}">${commit.sha.slice(0, 7)}</a>
    </div>
  </li>`
}

/** Commits that this GitHub wrote itself carry its signature. */
export function verifiedBadge(repository: Repository, sha: string): Html | '' {
  return repository.signedCommits.has(sha)
    ? html`<span class="badge good" title="This commit was made on this GitHub and signed by it.">Verified</span>`
    : ''
}

function inFull(day: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return day
  return at.toLocaleDateString('en-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' })
}
