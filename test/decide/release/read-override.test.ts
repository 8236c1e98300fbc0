import { describe, expect, test } from '@jest/globals'
import { readOverride } from '../../../src/decide/release/read-override.js'
import { rules } from './commits.js'

const begin = 'BEGIN_COMMIT_OVERRIDE'
const end = 'END_COMMIT_OVERRIDE'

function body(...lines: string[]): string {
  return lines.join('\n')
}

const none = { kind: 'none' }
const says = (...messages: string[]) => ({ kind: 'messages', messages })

describe('the override in a pull request’s body', () => {
  test.each([
    ['no override', body('Adds a lamp.', 'feat: a lamp'), none],
    ['one message', body('Text.', begin, 'feat: a lamp', end, 'More.'), says('feat: a lamp')],
    [
      'several messages, apart or not',
      body(begin, 'feat: a', '', 'fix: b', 'chore: c', end),
      says('feat: a', 'fix: b', 'chore: c'),
    ],
    [
      'a body and footers',
      body(begin, 'feat(api)!: a', '', 'Why.', '', 'BREAKING CHANGE: b', 'Release-As: 2.0.0', 'Refs: #3', end),
      says('feat(api)!: a\n\nWhy.\n\nBREAKING CHANGE: b\nRelease-As: 2.0.0\nRefs: #3'),
    ],
    ['a type in capitals', body(begin, 'Feat: a', 'FIX: b', end), says('Feat: a', 'FIX: b')],
    ['a type that nobody knows', body(begin, 'feat: a', 'lamp: b', end), says('feat: a\nlamp: b')],
    ['no Conventional Commit', body(begin, 'A lamp', '', 'fix: b', end), says('A lamp', 'fix: b')],
    ['Windows line ends', `${begin}\r\nfeat: a\r\n\r\nfix: b\r\n${end}\r\n`, says('feat: a', 'fix: b')],
    ['blanks around the marks', body(`  ${begin}  `, 'feat: a', ` ${end}`), says('feat: a')],
    ['the first of two', body(begin, 'feat: a', end, begin, 'fix: b', end), says('feat: a')],
    ['no end', body(begin, 'feat: a'), { kind: 'unusable', why: 'no-end' }],
    ['nothing in it', body(begin, '', '  ', end), { kind: 'unusable', why: 'empty' }],
    ['the marks in a sentence', `Write ${begin} and ${end} here.`, none],
    ['a quote', body(`> ${begin}`, '> feat: a', `> ${end}`), none],
    ['a code fence', body('```', begin, 'feat: a', end, '```'), none],
    ['a fence of tildes with a name', body('~~~md', begin, 'feat: a', end, '~~~'), none],
    ['a fence within a longer one', body('````', '```', '```', begin, 'feat: a', end, '````'), none],
    ['a fence without an end', body('```', begin, 'feat: a', end), none],
    ['indented code', body(`    ${begin}`, '    feat: a', `    ${end}`), none],
    ['an HTML comment', body('<!--', begin, 'feat: a', end, '-->'), none],
    ['a comment that has an end', body('<!-- how to -->', begin, 'feat: a', end), says('feat: a')],
    ['an override below a fence', body('```', begin, 'x', end, '```', begin, 'feat: a', end), says('feat: a')],
    [
      'a fence in it',
      body(begin, 'feat: a', '', '```', 'fix(x) = 1', '```', end),
      says('feat: a\n\n```\nfix(x) = 1\n```'),
    ],
  ])('%s', (_, text, expected) => {
    expect(readOverride(text, rules)).toEqual(expected)
  })

  test('types of the configuration begin messages, too', () => {
    const text = body(begin, 'feat: a', 'lamp: b', end)
    expect(readOverride(text, { types: { ...rules.types, lamp: 'patch', '*': 'none', 'a|b(': 'none' } })).toEqual(
      says('feat: a', 'lamp: b'),
    )
  })

  test('a hostile body takes no long time', () => {
    const started = process.cpuUsage()
    for (const piece of ['`', '<!--', '-->', 'feat(', `${begin}\n`, '\n', ' ']) {
      readOverride(piece.repeat(65_000 / piece.length), rules)
    }
    expect(process.cpuUsage(started).user).toBeLessThan(2_000_000)
  })
})
