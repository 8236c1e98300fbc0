import { describe, expect, test } from '@jest/globals'
import { moveManifestVersion } from '../../src/model/release-files.js'

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
