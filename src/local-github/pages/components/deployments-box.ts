import type { Repository } from '../../world/entities.js'
import { stateOf } from '../../world/deployments.js'
import type { Deployment } from '../../world/records.js'
import { commitPath } from '../urls.js'
import { userName } from './avatar.js'
import { html, type Html } from './html.js'
import { relativeTime } from './relative-time.js'

const tones: Readonly<Record<ReturnType<typeof stateOf>, string>> = {
  success: 'good',
  error: 'bad',
  failure: 'bad',
  in_progress: 'warn',
  queued: 'warn',
  pending: 'warn',
  inactive: '',
}

/** The newest deployment of each environment, with its state and where it can be seen; nothing where there are none. */
export function deploymentsBox(repository: Repository, deployments: readonly Deployment[], now: Date): Html | '' {
  if (deployments.length === 0) return ''
  const newest = new Map(deployments.map((deployment) => [deployment.environment, deployment]))
  return html`<section class="box" aria-label="Deployments">
    <header><h3>Deployments</h3></header>
    <ul class="rows">
      ${[...newest.values()].map((deployment) => deploymentRow(repository, deployment, now))}
    </ul>
  </section>`
}

/** One deployment, with its state, whose it was and where it leads. */
export function deploymentRow(repository: Repository, deployment: Deployment, now: Date): Html {
  const { sha, environment, creator, createdAt, statuses } = deployment
  const state = stateOf(deployment)
  const latest = statuses.at(-1)
  const words = { success: 'Deployed to', inactive: 'Was deployed to' }[state as string] ?? 'Deployment to'
  return html`<li>
    <div class="grow">
      ${words} <strong>${environment}</strong> <span class="badge ${tones[state]}">${state.replace('_', ' ')}</span>
      <a class="sha" href="${commitPath(repository, sha)}">${sha.slice(0, 7)}</a>
      <p class="soft">
        ${userName(creator)} ${relativeTime(now, createdAt)}${latest?.description ? html` · ${latest.description}` : ''}
      </p>
    </div>
    <span class="aside">
      ${link(statuses.findLast(({ environmentUrl }) => environmentUrl !== '')?.environmentUrl, 'View deployment')}
      ${link(statuses.findLast(({ logUrl }) => logUrl !== '')?.logUrl, 'Log')}
    </span>
  </li>`
}

/** Whoever says a status says where it leads: to a page, and nowhere else. */
function link(url: string | undefined, words: string): Html | '' {
  return url !== undefined && /^https?:\/\//i.test(url) ? html`<a href="${url}">${words}</a>` : ''
}
