import type { Release, Repository } from '../../world/entities.js'
import { commitPath, releasePath, repositoryPath, treePath } from '../urls.js'
import { avatar, userName } from './avatar.js'
import type { References } from './find-references.js'
import { html, type Html } from './html.js'
import { icon } from './icon.js'
import { markdown } from './markdown.js'
import { relativeTime } from './relative-time.js'

export interface ReleaseCard {
  readonly repository: Repository
  readonly release: Release
  /** The tag's commit; undefined for a draft whose tag is not there yet. */
  readonly sha: string | undefined
  readonly isLatest: boolean
  readonly references: References
  readonly now: Date
  readonly heading: 'h1' | 'h2'
}

export function releaseCard({ repository, release, sha, isLatest, references, now, heading }: ReleaseCard): Html {
  const { tagName, author, draft, prerelease, body, publishedAt, createdAt } = release
  const name = html`<a class="row-title" href="${releasePath(repository, tagName)}">${release.name || tagName}</a>`
  const title =
    heading === 'h1' ? html`<h1 class="release-title">${name}</h1>` : html`<h2 class="release-title">${name}</h2>`
  const badges = html`${isLatest && html`<span class="badge good">Latest</span>`}
  ${prerelease && html`<span class="badge warn">Pre-release</span>`} ${draft && html`<span class="badge">Draft</span>`}`
  return html`<article class="box release">
    <div class="box-body">
      <div class="title-line">${title} ${badges}</div>
      <p class="meta stats">
        <span
          >${avatar(author)} ${userName(author)} ${draft ? 'drafted' : 'released'} this
          ${relativeTime(now, publishedAt ?? createdAt)}</span
        >
        <a href="${treePath(repository, tagName)}">${icon('tag')} ${tagName}</a
        >${sha !== undefined && html`<a class="sha" href="${commitPath(repository, sha)}">${icon('commit')} ${sha.slice(0, 7)}</a>`}
      </p>
      ${body.trim() === '' ? html`<p class="soft">No notes.</p>` : markdown(body, { references, breaks: true })}
      ${files(repository, release)}
      ${sha !== undefined && html`<p class="small assets">${icon('file')} Source code: <a href="${archive(repository, tagName, 'zip')}">zip</a> · <a href="${archive(repository, tagName, 'tar.gz')}">tar.gz</a></p>`}
    </div>
  </article>`
}

/** A draft's files are named, and not given out. */
function files(repository: Repository, { draft, tagName, assets }: Release): Html | false {
  const uploaded = assets.filter(({ state }) => state === 'uploaded')
  return (
    uploaded.length > 0 &&
    html`<ul class="small">
      ${uploaded.map(({ name, label, size }) => {
        const text = html`${label ?? name} <span class="soft">${size} bytes</span>`
        if (draft) return html`<li>${text}</li>`
        return html`<li><a href="${repositoryPath(repository, 'releases', 'download', tagName, name)}">${text}</a></li>`
      })}
    </ul>`
  )
}

function archive(repository: Repository, tag: string, ending: string): string {
  return repositoryPath(repository, 'archive', 'refs', 'tags', `${tag}.${ending}`)
}
