import type { GitCommit } from '../../git/git-repository.js'
import type { Closer, Issue, PullRequest, Repository, ThreadEvent } from '../../world/entities.js'
import type { World } from '../../world/world.js'
import { commitPath, threadPath } from '../urls.js'
import { avatar, userName } from './avatar.js'
import { checkMark } from './check-mark.js'
import { commitAuthor, shortSubject } from './commit-author.js'
import type { References } from './find-references.js'
import { html, type Html } from './html.js'
import { icon, type IconName } from './icon.js'
import { labelList } from './label.js'
import { linkReferences } from './link-references.js'
import { relativeTime } from './relative-time.js'
import type { TimelineEntry } from './timeline.js'

export interface TimelineView {
  readonly world: World
  readonly repository: Repository
  readonly thread: Issue | PullRequest
  readonly references: References
  readonly now: Date
}

type EventEntry = Extract<TimelineEntry, { kind: 'event' }>

/** What somebody did, as one line. */
export function eventLine(view: TimelineView, entry: EventEntry): Html {
  const { event, at } = entry
  const { name, tone, words } = saying(view, entry)
  return html`<div class="event">
    <span class="spot ${tone}">${icon(name)}</span>
    <div>${avatar(event.actor)} ${userName(event.actor)} ${words} ${relativeTime(view.now, at)}</div>
  </div>`
}

export function commitLines({ world, repository, references }: TimelineView, commits: readonly GitCommit[]): Html {
  return html`${commits.map((commit) => {
    const author = commitAuthor(world, commit)
    const href = commitPath(repository, commit.sha)
    return html`<div class="event commit">
      <span class="spot">${icon('commit')}</span>
      <div>
        <span>${avatar(author)} ${linkReferences(shortSubject(commit.message, 100), references, href)}</span
        ><span class="nowrap"
          >${checkMark(repository, commit.sha)} <a class="sha" href="${href}">${commit.sha.slice(0, 7)}</a></span
        >
      </div>
    </div>`
  })}`
}

interface Saying {
  readonly name: IconName
  readonly tone: string
  readonly words: Html
}

function saying({ repository, thread }: TimelineView, { event, details }: EventEntry): Saying {
  switch (event.kind) {
    case 'closed':
      return closing(repository, thread, event)
    case 'reopened':
      return { name: 'dot', tone: 'open', words: html`reopened this` }
    case 'merged':
      return { name: 'merge', tone: 'merged', words: mergedWords(repository, thread) }
    case 'renamed':
      return { name: 'pencil', tone: '', words: renamed(event.detail) }
    case 'labeled':
      return {
        name: 'tag',
        tone: '',
        words: html`added${labelList(repository, details)} ${details.length > 1 ? 'labels' : 'label'}`,
      }
    case 'unlabeled':
      return {
        name: 'tag',
        tone: '',
        words: html`removed${labelList(repository, details)} ${details.length > 1 ? 'labels' : 'label'}`,
      }
    case 'head_ref_force_pushed':
      return { name: 'commit', tone: '', words: forcePushed(repository, thread, event.detail) }
    case 'head_ref_deleted':
      return {
        name: 'branch',
        tone: '',
        words: html`deleted the ${'head' in thread ? html`<span class="ref">${thread.head.ref}</span>` : ''} branch`,
      }
    case 'connected':
      return { name: 'pull', tone: '', words: html`linked this with ${threadLink(repository, Number(event.detail))}` }
    case 'disconnected':
      return { name: 'pull', tone: '', words: html`unlinked this from ${threadLink(repository, Number(event.detail))}` }
    case 'cross_referenced':
      return { name: 'pull', tone: '', words: html`mentioned this in ${threadLink(repository, Number(event.detail))}` }
  }
}

function threadLink(repository: Repository, number: number): Html {
  return html`<a href="${threadPath(repository, number)}">#${number}</a>`
}

function closing(repository: Repository, thread: Issue | PullRequest, { detail, closer }: ThreadEvent): Saying {
  if ('head' in thread) return { name: 'pull-closed', tone: 'closed', words: html`closed this` }
  if (detail === 'not_planned') return { name: 'not-planned', tone: '', words: html`closed this as not planned` }
  if (detail === 'duplicate') return { name: 'not-planned', tone: '', words: html`closed this as a duplicate` }
  return {
    name: 'issue-closed',
    tone: 'completed',
    words: html`closed this as completed${closerWords(repository, closer)}`,
  }
}

function closerWords(repository: Repository, closer: Closer | undefined): Html | '' {
  if (closer === undefined) return ''
  if (closer.kind === 'pullRequest') return html` in ${threadLink(repository, closer.number)}`
  return html` in <a class="sha" href="${commitPath(repository, closer.sha)}">${closer.sha.slice(0, 7)}</a>`
}

function mergedWords(repository: Repository, thread: Issue | PullRequest): Html {
  if (!('head' in thread) || !thread.merged) return html`merged this`
  const { sha } = thread.merged
  return html`merged commit <a class="sha" href="${commitPath(repository, sha)}">${sha.slice(0, 7)}</a> into
    <span class="ref">${thread.base.ref}</span>`
}

function renamed(detail: string): Html {
  const titles = detail.split(' → ')
  if (titles.length !== 2) return html`changed the title: ${detail}`
  return html`changed the title from <del>${titles[0]}</del> to <strong>${titles[1]}</strong>`
}

function forcePushed(repository: Repository, thread: Issue | PullRequest, detail: string): Html {
  const [from, to] = detail.match(/[0-9a-f]{40}/g) ?? []
  const branch = 'head' in thread ? html`the <span class="ref">${thread.head.ref}</span> branch` : 'the branch'
  if (from === undefined || to === undefined) return html`force-pushed ${branch}`
  return html`force-pushed ${branch} from ${link(from)} to ${link(to)}`

  function link(sha: string): Html {
    return html`<a class="sha" href="${commitPath(repository, sha)}">${sha.slice(0, 7)}</a>`
  }
}
