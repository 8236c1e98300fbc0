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
          commands: {},
          done: { issues: 'reopen', tell: 'edit', maxWaitMs: undefined, liveIn: undefined },
          environments: [],
          release: {
            tag: 'v${version}',
            types: { feat: 'minor', fix: 'patch', perf: 'patch', revert: 'patch' },
            preMajor: { breaking: 'minor', feature: 'minor' },
            firstVersion: '1.0.0',
            changelog: 'CHANGELOG.md',
            files: [],
            refresh: { kind: 'push' },
            auto: 'off',
            draft: false,
            assets: [],
          },
          pullRequests: { preview: 'warn' },
        },
      })
    },
  )

  test('commands take a word to begin with, and not one that is taken', () => {
    expect(readConfig('commands:\n  prefix: landfall\n')).toMatchObject({
      kind: 'valid',
      config: { commands: { prefix: 'landfall' } },
    })
    for (const word of ['release', 'Landfall', '/landfall', '"land fall"', '7']) {
      expect(readConfig(`commands:\n  prefix: ${word}\n`)).toMatchObject({
        kind: 'invalid',
        problems: [{ line: 2, message: expect.stringMatching(/^commands\.prefix: must be a word in small letters/) }],
      })
    }
  })

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
      { line: 2, column: 3, message: 'release.tags: there is no such key; did you mean release.tag?' },
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

  test.each([
    [['relase'], 'release'],
    [['pausd'], 'paused'],
    [['Since'], 'since'],
    [['tag'], 'release.tag'],
    [['release', 'firstVersion'], 'release.first-version'],
    [['release', 'change_log'], 'release.changelog'],
    [['release', 'pre-1.0', 'features'], 'release.pre-1.0.feature'],
    [['release', 'pre-1.0', 'feat'], undefined],
    [['release', 'paused'], 'paused'],
    [['branches'], undefined],
    [['x'], undefined],
  ])('%j: meant is %s', (path, meant) => {
    const text = path.reduceRight((inner, key) => `{${key}: ${inner}}`, '1')
    const mend = meant === undefined ? '' : `; did you mean ${meant}?`
    const read = readConfig(text)
    expect(read.kind === 'invalid' && read.problems.map(({ message }) => message)).toEqual([
      `${path.join('.')}: there is no such key${mend}`,
    ])
  })

  test.each<[string, string, number, string]>([
    ['a number where a text is wanted', 'release:\n  first-version: 1.0\n', 2, 'must be a stable version, as in 1.0.0'],
    ['a word where yes or no is wanted', 'paused: yes\n', 1, 'must be true or false'],
    [
      'a schedule of six fields',
      'release:\n  auto: { schedule: 0 0 9 * * * }\n',
      2,
      'release.auto.schedule: must be five fields of cron for a moment that comes, as in 0 9 * * 1-5',
    ],
    [
      'a place without clocks',
      'release:\n  auto:\n    schedule: 0 9 * * *\n    time-zone: Atlantis\n',
      4,
      'release.auto.time-zone: must be a time zone by its name, as in Europe/Berlin',
    ],
    [
      'neither a word nor a schedule',
      'release: { auto: nightly }\n',
      1,
      'must be off, on-green, or a schedule of five fields in a time zone, as in {schedule: "0 9 * * 1-5", time-zone: Europe/Berlin}',
    ],
    [
      'one for each pull request, deployed by itself',
      'environments:\n  preview:\n    transient: true\n    on: merge\n',
      4,
      'environments.preview.on: must be command, or left out: what is one for each pull request is deployed by /deploy alone',
    ],
    [
      'an environment after one of a pull request',
      'environments:\n  preview: { transient: true }\n  staging:\n    after: preview\n',
      4,
      'environments.staging.after: must be an environment that is one for all: preview is transient, one for each pull request',
    ],
    [
      'done where there is one for each pull request',
      'environments:\n  preview: { transient: true }\ndone:\n  when: live:preview\n',
      4,
      'done.when: must name an environment that is one for all: preview is transient, one for each pull request',
    ],
    [
      'a name that a pull request’s environment may have',
      'environments:\n  preview: { transient: true }\n  Preview-12: {}\n',
      3,
      'environments.Preview-12: must have another name: preview is transient, and this is what it is called in a pull request',
    ],
    ['a word that is none of the words', 'release: {types: {feat: huge}}', 1, 'must be major, minor, patch or none'],
    ['a value where keys are wanted', 'release: 1', 1, 'release: must be a mapping'],
    ['a value where a list is wanted', 'release: {assets: a.zip}', 1, 'release.assets: must be a list of names'],
    ['an empty name in a list', 'release:\n  assets:\n    - a\n    - ""\n', 4, 'release.assets.1: must be the name'],
    ['a file without its JSON path', 'release: {files: [{path: a.json}]}', 1, 'release.files.0: must be the path'],
    ['a text at the top', 'act', 1, 'the file: must hold keys'],
    ['a tab', 'release:\n\ttag: x', 2, 'tab characters'],
    ['two documents', 'paused: true\n---\npaused: false\n', 1, 'single document'],
    ['an alias of nothing', 'release: *r', 1, 'unidentified alias'],
    ['a merge key', 'release:\n  <<: {tag: x}\n', 2, 'release.<<: there is no such key'],
    ['a type of another language', 'release: !!js/function x', 1, 'unknown scalar tag'],
    ['a key of the language', 'release: {__proto__: 1}', 1, 'release.__proto__: there is no such key'],
    ['a deep file', `release: ${'['.repeat(90_000)}`, 1, 'maxDepth'],
    ['a huge file', `# ${'x'.repeat(100_000)}`, 1, 'longer than 100000 characters'],
    ['a key of any length', `${'k'.repeat(90_000)}: 1`, 1, `${'k'.repeat(80)}: there is no such key`],
    ['a null byte', 'release: "\0"', 1, 'null byte'],
  ])('%s: line and mend', (_, text, line, message) => {
    const read = readConfig(text)
    expect(read).toMatchObject({ kind: 'invalid', problems: [{ line, message: expect.stringContaining(message) }] })
  })

  test.each([
    [
      'an anchor and its alias',
      'release:\n  files: &f [a.ts]\n  assets: *f\n',
      { files: [{ path: 'a.ts' }], assets: ['a.ts'] },
    ],
    ['line ends of Windows and a byte order mark', '\ufeffrelease:\r\n  tag: x${version}\r\n', { tag: 'x${version}' }],
    ['a type named like a part of the language', 'release: {types: {__proto__: patch, constructor: major}}', {}],
  ])('%s is read', (_, text, release) => {
    expect(readConfig(text)).toMatchObject({ kind: 'valid', config: { release } })
  })

  test('a cycle and a bomb of aliases are refused in no time', () => {
    const bomb = Array.from(
      { length: 30 },
      (_, i) =>
        `a${i}: &a${i} [${Array(9)
          .fill(i === 0 ? 'x' : `*a${i - 1}`)
          .join()}]`,
    )
    expect(readConfig('release: &r\n  types: *r\n').kind).toBe('invalid')
    const read = readConfig(`${bomb.join('\n')}\nrelease: {types: *a29, files: *a29}\n`)
    expect(read.kind === 'invalid' && read.problems.length).toBe(21)
  })

  test('of many problems the first are told, and how many more there are', () => {
    const read = readConfig(Array.from({ length: 9_000 }, (_, i) => `k${i}: 1`).join('\n'))
    const problems = read.kind === 'invalid' ? read.problems : []
    expect(problems).toHaveLength(21)
    expect(problems.at(-1)).toEqual({ line: 20, column: 1, message: 'and 8980 more' })
  })

  test('every problem is told, not the first alone', () => {
    const read = readConfig('sinse: 1\nrelease:\n  tag: v\n  types: 3\n')
    expect(read.kind === 'invalid' && read.problems.map(({ line }) => line).sort()).toEqual([1, 3, 4])
  })
})
