import { DEFAULT_COMMIT_TYPES } from 'conventional-changelog-conventionalcommits'
import { untyped } from './read-commit.js'

const known = new Map([
  ...DEFAULT_COMMIT_TYPES.map((entry) => [entry.type, entry.section] as const),
  ['deps', 'Dependencies'],
])
const order = [...new Set(known.values())]
const others = 'Other Changes'

/** The heading that a commit type stands under in the notes: the usual one, else the type itself, as in `Security`. */
export function sectionOf(type: string): string {
  if (type === untyped) return others
  const words = type.replace(/[_-]+/g, ' ').trim()
  return known.get(type) ?? (words.charAt(0).toUpperCase() + words.slice(1) || others)
}

/** Orders headings: Features, Bug Fixes, Performance Improvements, Reverts, the other usual ones, then the rest by name. */
export function compareSections(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0)
}

function rank(section: string): number {
  const index = order.indexOf(section)
  return index === -1 ? order.length : index
}
