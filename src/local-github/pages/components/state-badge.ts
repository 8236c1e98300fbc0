import type { Issue, PullRequest } from '../../world/entities.js'
import { html, type Html } from './html.js'
import { icon, type IconName } from './icon.js'

export interface ThreadState {
  readonly word: 'Open' | 'Closed' | 'Merged' | 'Draft'
  readonly tone: 'open' | 'closed' | 'merged' | 'completed' | 'grey'
  readonly icon: IconName
}

export function stateOfPullRequest({ state, merged, draft }: PullRequest): ThreadState {
  if (merged) return { word: 'Merged', tone: 'merged', icon: 'merge' }
  if (state === 'closed') return { word: 'Closed', tone: 'closed', icon: 'pull-closed' }
  if (draft) return { word: 'Draft', tone: 'grey', icon: 'pull' }
  return { word: 'Open', tone: 'open', icon: 'pull' }
}

export function stateOfIssue({ state, stateReason }: Issue): ThreadState {
  if (state === 'open') return { word: 'Open', tone: 'open', icon: 'issue' }
  if (stateReason === 'not_planned' || stateReason === 'duplicate') {
    return { word: 'Closed', tone: 'grey', icon: 'not-planned' }
  }
  return { word: 'Closed', tone: 'completed', icon: 'issue-closed' }
}

export function stateBadge(state: ThreadState): Html {
  return html`<span class="state ${state.tone}">${icon(state.icon)} ${state.word}</span>`
}
