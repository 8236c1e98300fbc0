import { expect, test } from '@jest/globals'
import { parseTagName, printTagName } from '../../src/model/tag-name.js'
import { bumpVersion, compareVersions, isStable, largerBump, parseVersion } from '../../src/model/version.js'

test.each([
  ['1.2.3', '1.2.3'],
  ['2.0.0-rc.1', '2.0.0-rc.1'],
  ['1.2.3+build.5', '1.2.3'],
  ['v1.2.3', undefined],
  ['1.2', undefined],
  ['01.2.3', undefined],
  ['', undefined],
])('%j is the version %s', (text, version) => expect(parseVersion(text)).toBe(version))

test('versions move, and compare by number', () => {
  expect(bumpVersion('1.2.3', 'minor')).toBe('1.3.0')
  expect(compareVersions('1.10.0', '1.9.0')).toBeGreaterThan(0)
  expect(compareVersions('2.0.0-rc.1', '2.0.0')).toBeLessThan(0)
  expect([isStable('1.0.0'), isStable('1.0.0-rc.1')]).toEqual([true, false])
  expect(largerBump('minor', 'patch')).toBe('minor')
})

test.each([
  ['v${version}', 'v1.2.3', '1.2.3'],
  ['${version}', '1.2.3', '1.2.3'],
  ['@scope/pkg@${version}', '@scope/pkg@1.2.3', '1.2.3'],
  ['${version}-final', '1.2.3-final', '1.2.3'],
])('%s and %s are a pair', (format, name, version) => {
  expect(parseTagName(format, name)).toBe(version)
  expect(printTagName(format, version)).toBe(name)
})

test.each([
  ['v${version}', '1.2.3'],
  ['v${version}', 'v1.2'],
  ['v${version}', 'vv1.2.3'],
  ['${version}', 'v1.2.3'],
])('%s has no tag %s', (format, name) => expect(parseTagName(format, name)).toBeUndefined())
