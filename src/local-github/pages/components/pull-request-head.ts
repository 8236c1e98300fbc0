import type { PullRequest, Repository } from '../../world/entities.js'
import type { ThreadRights } from '../thread-rights.js'
import { repositoryPath, threadPath, treePath } from '../urls.js'
import { userName } from './avatar.js'
import { counted, html, type Html } from './html.js'
import { current } from './layout.js'
import { relativeTime } from './relative-time.js'
import { stateBadge, stateOfPullRequest } from './state-badge.js'
import { threadHead } from './thread-head.js'

export type PullRequestTab = 'conversation' | 'commits' | 'checks' | 'files'

/** Title, state and the four views of a pull request. */
export function pullRequestHead(
  repository: Repository,
  pullRequest: PullRequest,
  rights: ThreadRights,
  view: {
    readonly tab: PullRequestTab
    readonly commits: number
    readonly files: number
    readonly checks: number
    readonly now: Date
  },
): Html {
  const { tab, commits, files, checks, now } = view
  const tabs: readonly (readonly [PullRequestTab, string, number | undefined])[] = [
    ['conversation', 'Conversation', undefined],
    ['commits', 'Commits', commits],
    ['checks', 'Checks', checks],
    ['files', 'Files changed', files],
  ]
  const line = html`${stateBadge(stateOfPullRequest(pullRequest))}
    <span>${sentence(repository, pullRequest, commits, now)}</span>`
  return html`${threadHead(repository, pullRequest, rights, line)}
    <nav class="subtabs" aria-label="Pull request">
      ${tabs.map(
        ([id, word, count]) =>
          html`<a
            href="${threadPath(repository, pullRequest.number, ...(id === 'conversation' ? [] : [id]))}"
            ${current(id === tab)}
            >${word}${!count ? '' : html` <span class="count">${count}</span>`}</a
          >`,
      )}
    </nav>`
}

/** As GitHub words it: who merged, or wants to merge, what from where. */
function sentence(repository: Repository, pullRequest: PullRequest, commits: number, now: Date): Html {
  const { merged, author } = pullRequest
  const what = counted(commits, 'commit')
  const head = headRef(repository, pullRequest)
  const base = html`<a class="ref" href="${treePath(repository, pullRequest.base.ref)}">${pullRequest.base.ref}</a>`
  if (merged)
    return html`${userName(merged.by)} merged ${what} into ${base} from ${head} ${relativeTime(now, merged.at)}`
  if (pullRequest.state === 'closed') return html`${userName(author)} wanted to merge ${what} into ${base} from ${head}`
  return html`${userName(author)} wants to merge ${what} into ${base} from ${head}`
}

function headRef(repository: Repository, { head }: PullRequest): Html {
  const isOwn = head.repository === repository
  const name = isOwn ? head.ref : `${head.repository.owner.login}:${head.ref}`
  return html`<a
    class="ref"
    href="${isOwn ? treePath(repository, head.ref) : repositoryPath(head.repository, 'tree', head.ref)}"
    >${name}</a
  >`
}
