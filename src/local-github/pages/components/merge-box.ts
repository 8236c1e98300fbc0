import type { MergeMethod, PullRequest, Repository } from '../../world/entities.js'
import type { Mergeability } from '../../world/mergeability.js'
import type { ThreadRights } from '../thread-rights.js'
import { threadPath } from '../urls.js'
import { checkList } from './check-list.js'
import { verdictIcon, verdictOf, verdictWords, type Check } from './check-mark.js'
import { counted, html, type Html } from './html.js'
import { icon } from './icon.js'
import { textArea, textField } from './text-area.js'

export interface MergeBox {
  readonly repository: Repository
  readonly pullRequest: PullRequest
  readonly checks: readonly Check[]
  readonly mergeability: Mergeability
  /** The message that each method would write. */
  readonly messages: Readonly<Record<MergeMethod, { readonly title: string; readonly body: string }>>
  readonly commits: number
  readonly rights: ThreadRights
  /** Whether the head branch is there and may go. */
  readonly branchIsSpare: boolean
}

/** Where a pull request is merged, or what stands in the way, or what became of it. */
export function mergeBox(box: MergeBox): Html {
  const { pullRequest, repository, checks, mergeability } = box
  if (pullRequest.merged) {
    return settled(box, 'Pull request successfully merged and closed', "You're all set. The branch has been merged.")
  }
  if (pullRequest.state === 'closed') {
    return settled(box, 'Closed with unmerged commits', 'This pull request is closed.')
  }
  const can = mergeability.mergeable === true && !pullRequest.draft
  return html`<section class="box merge-box ${can ? 'can' : 'cannot'}" aria-label="Merging">
    ${checksPart(repository, checks)} ${pullRequest.draft ? draftPart(box) : conflictPart(mergeability, pullRequest)}
    ${can ? mergePart(box) : ''}
  </section>`
}

function settled({ pullRequest, repository, rights, branchIsSpare }: MergeBox, title: string, words: string): Html {
  return html`<section class="box merge-box ${pullRequest.merged ? 'done' : 'cannot'}" aria-label="Merging">
    <section>
      <span class="${pullRequest.merged ? 'purple' : 'grey'}"
        >${icon(pullRequest.merged ? 'merge' : 'pull-closed')}</span
      >
      <div>
        <h3>${title}</h3>
        <p class="soft">
          ${words}${branchIsSpare && html` The <span class="ref">${pullRequest.head.ref}</span> branch can be safely deleted.`}
        </p>
        ${branchIsSpare && rights.merge ? html`<form class="spaced" method="post" action="${threadPath(repository, pullRequest.number, 'delete-branch')}"><button class="btn">${icon('trash')} Delete branch</button></form>` : ''}
      </div>
    </section>
  </section>`
}

function checksPart(repository: Repository, checks: readonly Check[]): Html | '' {
  const verdict = verdictOf(checks)
  if (!verdict) return ''
  const tally = (['failure', 'pending', 'success', 'neutral'] as const)
    .map((one) => ({ one, count: checks.filter((check) => check.verdict === one).length }))
    .filter(({ count }) => count > 0)
    .map(
      ({ one, count }) =>
        `${count} ${{ failure: 'failing', pending: 'pending', success: 'successful', neutral: 'neutral' }[one]}`,
    )
  return html`<section>
    ${verdictIcon(verdict)}
    <div>
      <h3>${verdictWords(verdict)}</h3>
      <p class="soft">${tally.join(', ')} ${checks.length === 1 ? 'check' : 'checks'}</p>
      ${checkList(repository, checks)}
    </div>
  </section>`
}

function draftPart({ repository, pullRequest, rights }: MergeBox): Html {
  return html`<section>
    <span class="grey">${icon('pull')}</span>
    <div>
      <h3>This pull request is still a work in progress</h3>
      <p class="soft">Draft pull requests cannot be merged.</p>
      ${rights.edit && html`<form class="spaced" method="post" action="${threadPath(repository, pullRequest.number, 'state')}"><button class="btn" name="state" value="ready">Ready for review</button></form>`}
    </div>
  </section>`
}

function conflictPart({ mergeable }: Mergeability, { base }: PullRequest): Html {
  if (mergeable === true) {
    return html`<section>
      <span class="green">${icon('check')}</span>
      <div>
        <h3>This branch has no conflicts with the base branch</h3>
        <p class="soft">Merging can be performed automatically.</p>
      </div>
    </section>`
  }
  if (mergeable === null) {
    return html`<section>
      <span class="amber">${icon('dot')}</span>
      <div>
        <h3>Checking for the ability to merge automatically</h3>
        <p class="soft">Reload the page in a moment.</p>
      </div>
    </section>`
  }
  return html`<section>
    <span class="red">${icon('cross')}</span>
    <div>
      <h3>This branch has conflicts that must be resolved</h3>
      <p class="soft">
        Merge <span class="ref">${base.ref}</span> into the branch in a clone of yours, resolve them there, and push.
      </p>
    </div>
  </section>`
}

const titles: Readonly<Record<MergeMethod, string>> = {
  merge: 'Create a merge commit',
  squash: 'Squash and merge',
  rebase: 'Rebase and merge',
}

function mergePart(box: MergeBox): Html {
  const { repository, pullRequest, rights } = box
  const methods = (['merge', 'squash', 'rebase'] as const).filter((method) => repository.mergeMethods[method])
  if (!rights.merge) {
    return html`<section>
      <span class="grey">${icon('skip')}</span>
      <div><p class="soft">Only those with write access to this repository can merge pull requests.</p></div>
    </section>`
  }
  return html`<section>
    <div>
      <form method="post" action="${threadPath(repository, pullRequest.number, 'merge')}">
        <input type="hidden" name="sha" value="${pullRequest.head.sha}" />
        <fieldset>
          <legend>How to merge</legend>
          ${methods.map((method, index) => choice(box, method, index === 0))}
        </fieldset>
        ${methods.some((method) => method !== 'rebase') && messageFields()}
        <div class="actions start">
          <button class="btn primary">
            ${icon('merge')} ${methods.length === 1 && methods[0] ? titles[methods[0]] : 'Merge pull request'}
          </button>
        </div>
      </form>
    </div>
  </section>`
}

function choice({ messages, commits, pullRequest }: MergeBox, method: MergeMethod, chosen: boolean): Html {
  const what = {
    merge: html`${counted(commits, 'commit')} and a merge commit: <q>${messages.merge.title}</q>`,
    squash: html`One commit in the base branch: <q>${messages.squash.title}</q>`,
    rebase: html`${counted(commits, 'commit')} on top of <span class="mono">${pullRequest.base.ref}</span>, without a
      merge commit`,
  }[method]
  return html`<label class="choice"
    ><input type="radio" name="method" value="${method}" ${chosen ? html` checked` : ''} /><span
      ><strong>${titles[method]}</strong><span class="meta">${what}</span></span
    ></label
  >`
}

function messageFields(): Html {
  return html`<details class="fold field">
    <summary class="small">Write another commit message</summary>
    ${textField({ id: 'merge-title', name: 'title', label: 'Commit message' })}
    ${textArea({ id: 'merge-message', name: 'message', label: 'Extended description' })}
    <p class="hint">Left empty, the message above is written. Rebasing keeps the messages that are there.</p>
  </details>`
}
