import leven from 'leven'

/** The types that people write besides those that the rules name. */
export const commonTypes: readonly string[] = [
  'build',
  'chore',
  'ci',
  'deps',
  'docs',
  'feat',
  'fix',
  'perf',
  'refactor',
  'revert',
  'style',
  'test',
]

/** What people write in place of a type, by the type. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  feat: ['feature', 'features', 'add', 'added', 'enhancement'],
  fix: ['bug', 'bugfix', 'bugs', 'fixed', 'fixes', 'hotfix'],
  docs: ['doc', 'documentation', 'readme'],
  test: ['tests', 'testing'],
  perf: ['performance', 'optimisation', 'optimization'],
  refactor: ['refactoring', 'refactored', 'cleanup'],
  deps: ['dep', 'dependencies', 'dependency'],
  chore: ['chores'],
  build: ['builds'],
  revert: ['reverts', 'reverted'],
  style: ['styles', 'formatting'],
}

/**
 * The type that was probably meant by a word that is none of the known: another name of one, or a slip of the pen. Undefined where nothing is
 * near, and for one that is known.
 */
export function suggestType(word: string, known: readonly string[]): string | undefined {
  const plain = word.slice(0, 40).toLowerCase()
  if (known.includes(plain)) return undefined
  const named = Object.keys(otherNames).find((type) => otherNames[type]?.includes(plain) && known.includes(type))
  if (named !== undefined) return named
  // Of a short word half is soon changed, and then it is another word.
  const furthest = plain.length < 5 ? 1 : 2
  return known
    .filter((type) => type.length > 2 && /^[\w-]+$/.test(type))
    .map((type) => ({ type, distance: lettersOf(plain) === lettersOf(type) ? 1 : leven(plain, type) }))
    .filter(({ type, distance }) => distance <= Math.min(furthest, type.length - 2))
    .sort((a, b) => a.distance - b.distance)[0]?.type
}

/** Two letters that changed places are one slip. */
function lettersOf(word: string): string {
  return [...word].sort().join('')
}
