import { describe, expect, test } from '@jest/globals'
import { readConfig } from '../../src/model/config.js'

describe('the configuration', () => {
  test.each(['', '\n', '# nothing said\n', '{}', '---\n', 'release:\n  # tag: x\n', 'release:\n  types:\n'])(
    '%j leaves everything at its default',
    (text) => {
      expect(readConfig(text)).toEqual({
        kind: 'valid',
        config: {
          since: undefined,
          paused: false,
          release: {
            tag: 'v${version}',
            types: { feat: 'minor', fix: 'patch', perf: 'patch', revert: 'patch' },
            preMajor: { breaking: 'minor', feature: 'minor' },
            firstVersion: '1.0.0',
            changelog: 'CHANGELOG.md',
            files: [],
            refresh: { kind: 'push' },
            draft: false,
            assets: [],
          },
        },
      })
    },
  )

  test('what it says replaces the default and leaves the rest', () => {
    const read = readConfig(
      'since: 2026-01-31\nrelease:\n  types:\n    Docs: patch\n    perf: none\n  changelog: false\n',
    )
    expect(read).toMatchObject({
      kind: 'valid',
      config: {
        since: '2026-01-31T00:00:00.000Z',
        release: { types: { feat: 'minor', docs: 'patch', perf: 'none' }, changelog: false },
      },
    })
  })

  test.each([
    [
      'a key that there is not',
      'release:\n  tags: v1\n',
      { line: 2, column: 3, message: 'release.tags: there is no such key' },
    ],
    [
      'a value of the wrong kind',
      'release:\n  types:\n    feat: huge\n',
      { line: 3, column: 5, message: expect.stringContaining('release.types.feat') },
    ],
    [
      'a tag without its version',
      'release:\n  tag: v\n',
      { line: 2, column: 3, message: expect.stringContaining('${version}') },
    ],
    [
      'a date that is none',
      'since: yesterday\n',
      { line: 1, column: 1, message: expect.stringContaining('2026-01-31') },
    ],
    [
      'a first version that is none',
      'release: {first-version: v1}\n',
      { line: 1, column: 11, message: expect.stringContaining('1.0.0') },
    ],
    [
      'a first version that is no stable one',
      'release: {first-version: 1.0.0-rc.1}\n',
      { line: 1, column: 11, message: expect.stringContaining('stable') },
    ],
    [
      'a date that only some machines read',
      'since: banana 1\n',
      { line: 1, column: 1, message: expect.stringContaining('2026-01-31') },
    ],
    [
      'a changelog outside of the repository',
      'release: {changelog: ../x}\n',
      { line: 1, column: 11, message: expect.stringContaining('path of a file') },
    ],
    [
      'a changelog that is a folder',
      'release: {changelog: docs/}\n',
      { line: 1, column: 11, message: expect.stringContaining('path of a file') },
    ],
    [
      'a changelog that is true',
      'release: {changelog: true}\n',
      { line: 1, column: 11, message: expect.stringContaining('false') },
    ],
    [
      'a tag that git does not take',
      'release: {tag: "v ${version}~"}\n',
      { line: 1, column: 11, message: expect.stringContaining('git') },
    ],
    ['a list at the top', '- a\n', { line: 1, column: 1, message: expect.stringContaining('the file') }],
    [
      'what is not YAML',
      'release: [1\nb\n',
      { line: expect.any(Number), column: expect.any(Number), message: expect.stringContaining('not YAML') },
    ],
    [
      'a key said twice',
      'since: 2026-01-01\nsince: 2026-01-02\n',
      { line: 2, column: expect.any(Number), message: expect.stringContaining('not YAML') },
    ],
  ])('%s: where it is and what would be right', (_, text, problem) => {
    expect(readConfig(text)).toEqual({ kind: 'invalid', problems: [problem] })
  })

  test('every problem is told, not the first alone', () => {
    const read = readConfig('sinse: 1\nrelease:\n  tag: v\n  types: 3\n')
    expect(read.kind === 'invalid' && read.problems.map(({ line }) => line).sort()).toEqual([1, 3, 4])
  })
})
