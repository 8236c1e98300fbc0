import { describe, expect, test } from '@jest/globals'
import { suggestSubject } from '../../../src/decide/preview/suggest-subject.js'
import { defaultTypes } from '../../../src/model/config.js'
import { suggestType } from '../../../src/model/commit-types.js'

const rules = { types: defaultTypes }

describe('what a subject should have been', () => {
  test.each([
    ['feat:dark mode', 'feat: dark mode'],
    ['feat : dark mode', 'feat: dark mode'],
    ['feat (ui): dark mode', 'feat(ui): dark mode'],
    ['feat(ui) dark mode', 'feat(ui): dark mode'],
    ['feat!(ui): dark mode', 'feat(ui)!: dark mode'],
    ['[feat] dark mode', 'feat: dark mode'],
    ['FEAT - dark mode', 'feat: dark mode'],
    ['Feature/dark mode', 'feat: dark mode'],
    ['bugfix -- too bright', 'fix: - too bright'],
    ['✨ Add dark mode (#12)', 'feat: Add dark mode'],
    [':bug: Fixed the lamp', 'fix: Fixed the lamp'],
    ['Fixes the lamp', 'fix: Fixes the lamp'],
    ['Bump lodash from 1 to 2', 'deps: Bump lodash from 1 to 2'],
    ['Update README.md', undefined],
    ['Test', 'test: Test'],
    ['fixture for the lamp', undefined],
    ['Harbour: a lamp', undefined],
    ['', undefined],
  ])('%j → %j', (subject, expected) => {
    expect(suggestSubject(subject, rules)).toBe(expected)
  })

  test('a type of the configuration is known', () => {
    expect(suggestSubject('security:a hole', { types: { security: 'patch' } })).toBe('security: a hole')
  })

  test.each(['feat '.repeat(20_000), '['.repeat(50_000), `feat(${'('.repeat(50_000)}`, ' '.repeat(50_000)])(
    'a hostile subject costs nothing',
    (subject) => {
      const begun = performance.now()
      suggestSubject(subject, rules)
      expect(performance.now() - begun).toBeLessThan(200)
    },
  )
})

describe('the type that was meant', () => {
  const known = ['build', 'chore', 'ci', 'deps', 'docs', 'feat', 'fix', 'perf', 'refactor', 'revert', 'style', 'test']
  test.each([
    ['feature', 'feat'],
    ['bug', 'fix'],
    ['fxi', 'fix'],
    ['fixx', 'fix'],
    ['doc', 'docs'],
    ['refacotr', 'refactor'],
    ['feat', undefined],
    ['i18n', undefined],
    ['wip', undefined],
    ['release', undefined],
    ['security', undefined],
    ['ui', undefined],
  ])('%s → %s', (word, expected) => {
    expect(suggestType(word, known)).toBe(expected)
  })
})
