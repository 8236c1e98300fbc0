import { describe, expect, test } from '@jest/globals'
import { fitsRefPattern } from '../../../src/decide/release/fits-ref-pattern.js'

describe('patterns of a ruleset, as Ruby’s File.fnmatch reads them with FNM_PATHNAME', () => {
  test.each([
    ['~ALL', 'refs/tags/v1.2.3', true],
    ['~DEFAULT_BRANCH', 'refs/tags/v1.2.3', false],
    ['refs/tags/v1.2.3', 'refs/tags/v1.2.3', true],
    ['v1.2.3', 'refs/tags/v1.2.3', false],
    ['v*', 'refs/tags/v1.2.3', false],
    ['refs/tags/v*', 'refs/tags/v1.2.3', true],
    ['refs/tags/v*', 'refs/tags/w1.2.3', false],
    ['refs/tags/v*', 'refs/heads/v1.2.3', false],
    ['refs/tags/*', 'refs/tags/lamp@1.2.3', true],
    ['refs/tags/*', 'refs/tags/@harbour/lamp@1.2.3', false],
    ['refs/tags/*/*', 'refs/tags/@harbour/lamp@1.2.3', true],
    ['refs/tags/**/*', 'refs/tags/v1.2.3', true],
    ['refs/tags/**/*', 'refs/tags/a/b/v1.2.3', true],
    ['refs/tags/**', 'refs/tags/v1.2.3', true],
    ['refs/tags/**', 'refs/tags/a/v1.2.3', false],
    ['**/v*', 'refs/tags/v1.2.3', true],
    ['refs/tags/v?.*', 'refs/tags/v1.2.3', true],
    ['refs/tags/v?.*', 'refs/tags/v10.2.3', false],
    ['refs/tags/v[0-9]*', 'refs/tags/v1.2.3', true],
    ['refs/tags/v[!0-9]*', 'refs/tags/v1.2.3', false],
    ['refs/tags/v[^1]*', 'refs/tags/v2.0.0', true],
    ['refs/tags/v{1,2}.*', 'refs/tags/v1.2.3', false],
    ['refs/tags/+(v)*', 'refs/tags/v1.2.3', false],
    ['!refs/tags/x*', 'refs/tags/v1.2.3', false],
    ['#refs/tags/v*', 'refs/tags/v1.2.3', false],
    [String.raw`refs/tags/v\*`, 'refs/tags/v1.2.3', false],
    ['refs/tags/v1.2.3+*', 'refs/tags/v1.2.3+build', true],
    ['', 'refs/tags/v1.2.3', false],
    [`refs/tags/${'*a'.repeat(400)}`, `refs/tags/${'a'.repeat(200)}b`, false],
    ['*'.repeat(70_000), 'refs/tags/v1.2.3', false],
  ])('%s and %s: %s', (pattern, ref, fits) => {
    expect(fitsRefPattern(pattern, ref)).toBe(fits)
  })
})
