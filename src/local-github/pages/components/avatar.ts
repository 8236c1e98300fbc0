import type { User } from '../../world/entities.js'
import { html, type Html } from './html.js'

/** The first letter on a colour that stays the same; no picture is fetched from anywhere. */
export function avatar(user: Pick<User, 'login' | 'type'>): Html {
  const tint = [...user.login].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 6
  return html`<span class="avatar tint-${tint} ${user.type === 'Bot' ? 'bot' : ''}" aria-hidden="true"
    >${[...user.login][0]}</span
  >`
}

/** A name in a sentence; an app's bot is marked as GitHub marks it. */
export function userName(user: Pick<User, 'login' | 'type'>): Html {
  if (user.type !== 'Bot') return html`<strong>${user.login}</strong>`
  return html`<strong>${user.login.replace(/\[bot\]$/, '')}</strong> <span class="badge">bot</span>`
}
