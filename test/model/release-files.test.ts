import { describe, expect, test } from '@jest/globals'
import { moveManifestVersion, moveVersion } from '../../src/model/release-files.js'

describe('a manifest', () => {
  test('moves its version and nothing else', () => {
    const text = '{\r\n\t"name" : "harbour",\r\n\t"version":"1.0.0", "dependencies": { "version": "1.0.0" }\r\n}'
    expect(moveManifestVersion(text, '1.1.0')).toBe(text.replace('"version":"1.0.0"', '"version":"1.1.0"'))
  })

  test('a lockfile has its version in two places', () => {
    const text = '{"version": "1.0.0", "packages": {"": {"version": "1.0.0"}, "node_modules/a": {"version": "1.0.0"}}}'
    expect(JSON.parse(moveManifestVersion(text, '2.0.0') ?? '')).toEqual({
      version: '2.0.0',
      packages: { '': { version: '2.0.0' }, 'node_modules/a': { version: '1.0.0' } },
    })
  })

  test.each(['{"name": "private"}', '[]', 'null', 'no JSON', '{"version": 3}'])('%s names no version', (text) => {
    expect(moveManifestVersion(text, '1.1.0')).toBeUndefined()
  })
})

describe('a JSON path', () => {
  const at = (json: string) => ({ path: 'a.json', json })

  test.each([
    ['$.version', '{\r\n\t"a" : 1, "version":"1.0.0" /* here */,}', '"1.0.0"'],
    ['$.app.version', '\ufeff{ "version": "0.1.0", "app": { "version":  "1.0.0" } }\n\n', '"1.0.0"'],
    ['$.plugins[1].version', '{"plugins": [{"version": "9"}, {"version": "1.0.0"}]}', '"1.0.0"'],
    ['$["a b"].version', '{"a b": {"version": "é\\"1"}, "z": "☃"}', '"é\\"1"'],
  ])('%s moves, and every other character stays', (json, text, old) => {
    expect(moveVersion(text, at(json), '1.1.0')).toEqual({ kind: 'moved', text: text.replace(old, '"1.1.0"') })
  })

  test.each([
    ['$.version', '', 'no-json'],
    ['$.version', '{}', 'no-path'],
    ['$.version', '{"version": 3}', 'no-path'],
    ['$.version', '{"version": {"a": "1.0.0"}}', 'no-path'],
    ['$.a[0]', '{"a": []}', 'no-path'],
  ])('%s in %j has nowhere to put a version', (json, text, why) => {
    expect(moveVersion(text, at(json), '1.1.0')).toEqual({ kind: 'nowhere', why })
  })
})

describe('marked lines', () => {
  const file = { path: 'version.ts', json: undefined }

  test.each([
    [
      "const version = '1.0.0' // x-landfall-version\r\nconst other = '1.0.0'\r\n",
      "const version = '1.1.0' // x-landfall-version\r\nconst other = '1.0.0'\r\n",
    ],
    ['VERSION=1.0.0-rc.1+5 # x-release-please-version', 'VERSION=1.1.0 # x-release-please-version'],
    [
      '<!-- x-release-please-start-version -->\n1.0.0\nwords\nv1.0.0 and 9.9.9\n<!-- x-release-please-end -->\n1.0.0',
      '<!-- x-release-please-start-version -->\n1.1.0\nwords\nv1.1.0 and 9.9.9\n<!-- x-release-please-end -->\n1.0.0',
    ],
    [
      '# x-landfall-start-version\na 1.0.0\n# x-landfall-end\n1.0.0\nb 1.0.0 # x-landfall-version\n',
      '# x-landfall-start-version\na 1.1.0\n# x-landfall-end\n1.0.0\nb 1.1.0 # x-landfall-version\n',
    ],
  ])('%j → %j', (text, moved) => {
    expect(moveVersion(text, file, '1.1.0')).toEqual({ kind: 'moved', text: moved })
  })

  test.each([
    ['1.0.0', { why: 'no-mark' }],
    ['', { why: 'no-mark' }],
    ['a\nversion = unset # x-landfall-version', { why: 'no-version', line: 2 }],
    ['x-landfall-start-version\nnone\nx-landfall-end', { why: 'no-version', line: 1 }],
    ['1.0.0 x-landfall-version\nx-landfall-start-version\n1.0.0', { why: 'open-block', line: 2 }],
  ])('%j has nowhere to put a version', (text, why) => {
    expect(moveVersion(text, file, '1.1.0')).toEqual({ kind: 'nowhere', ...why })
  })
})
