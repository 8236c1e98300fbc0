/** When the release branch follows the default branch: at once, at most so often, or when `/release refresh` asks for it. */
export type Refresh =
  { readonly kind: 'push' } | { readonly kind: 'every'; readonly minutes: number } | { readonly kind: 'command' }

/** How `release.refresh` is written. */
export const refreshPattern = /^(?:push|command|(?:[1-9]\d{0,2}|1[0-3]\d\d|14[0-3]\d|1440)m|(?:[1-9]|1\d|2[0-4])h)$/

/** Reads `push`, `command`, or a time such as `15m` or `2h`; what does not fit the pattern is a mistake of the caller. */
export function readRefresh(text: string): Refresh {
  if (text === 'push' || text === 'command') return { kind: text }
  return { kind: 'every', minutes: Number(text.slice(0, -1)) * (text.endsWith('h') ? 60 : 1) }
}
