import { describe, expect, test } from '@jest/globals'
import { addChangelogEntry, findChangelogEntry } from '../../src/model/changelog.js'

const entry = '## [1.3.0](https://x) (2026-01-31)\n\n### Features\n\n* dark mode'

describe('an entry is added', () => {
  test.each([
    ['to nothing', '', `# Changelog\n\n${entry}\n`],
    ['under the title', '# History\n\nWhat changed.\n', `# History\n\nWhat changed.\n\n${entry}\n`],
    ['above the newest', '# Changelog\n\n## 1.2.0\n\n* a\n', `# Changelog\n\n${entry}\n\n## 1.2.0\n\n* a\n`],
    [
      'below what is unreleased',
      '# Changelog\n\n## [Unreleased]\n\n* b\n\n## [1.2.0] - 2025-01-01\n',
      `# Changelog\n\n## [Unreleased]\n\n* b\n\n${entry}\n\n## [1.2.0] - 2025-01-01\n`,
    ],
    [
      'above a patch of standard-version',
      '### [1.2.1](y)\n\n### Bug Fixes\n',
      `${entry}\n\n### [1.2.1](y)\n\n### Bug Fixes\n`,
    ],
    ['above its anchor', '<a name="1.2.0"></a>\n## 1.2.0\n', `${entry}\n\n<a name="1.2.0"></a>\n## 1.2.0\n`],
    [
      'before link definitions',
      '# Changelog\n\n[1.0.0]: https://x\n',
      `# Changelog\n\n${entry}\n\n[1.0.0]: https://x\n`,
    ],
    [
      'past a fence that quotes one',
      '# Changelog\n\n```\n## 9.9.9\n```\n\n## 1.2.0\n',
      `# Changelog\n\n\`\`\`\n## 9.9.9\n\`\`\`\n\n${entry}\n\n## 1.2.0\n`,
    ],
  ])('%s', (_, before, after) => {
    expect(addChangelogEntry(before, '1.3.0', entry)).toBe(after)
    expect(addChangelogEntry(after, '1.3.0', entry)).toBe(after)
    expect(findChangelogEntry(after, '1.3.0')).toBe(entry)
  })

  test('with the line ends that the file has', () => {
    const text = addChangelogEntry('# Changelog\r\n\r\n## 1.2.0\r\n', '1.3.0', entry)
    expect(text.replaceAll('\r\n', '')).not.toContain('\n')
    expect(findChangelogEntry(text, '1.3.0')).toBe(entry)
  })
})

test('an entry that is there is replaced, and nothing else', () => {
  const before =
    '# Changelog\n\n## 1.4.0\n\n* c\n\n## 1.3.0\n\n* old\n\n### Notes\n\n* old\n\n## Before\n\nLong ago.\n\n[1]: https://x\n'
  const after = addChangelogEntry(before, '1.3.0', '## 1.3.0\n\n* new')
  expect(after).toBe(
    '# Changelog\n\n## 1.4.0\n\n* c\n\n## 1.3.0\n\n* new\n\n## Before\n\nLong ago.\n\n[1]: https://x\n',
  )
})

test('a version is not taken for another that begins alike', () => {
  const text = '## 1.3.0-rc.1\n\n* rc\n\n## 1.30.0\n\n* thirty\n'
  expect(findChangelogEntry(text, '1.3.0')).toBeUndefined()
  expect(findChangelogEntry(text, '1.3.0-rc.1')).toBe('## 1.3.0-rc.1\n\n* rc')
})

describe('fences', () => {
  test.each([
    [
      'that nothing closes hides no entry',
      '# Changelog\n\n```\nopen\n\n## 1.3.0\n\n* old\n',
      '# Changelog\n\n```\nopen\n\n## 1.3.0\n\n* new\n',
    ],
    [
      'that is closed hides what heads nothing',
      '## 1.2.0\n\n~~~\n## 1.3.0\n~~~~\n',
      '## 1.3.0\n\n* new\n\n## 1.2.0\n\n~~~\n## 1.3.0\n~~~~\n',
    ],
    [
      'that is code in a line is none',
      '``` a ```\n\n## 1.3.0\n\n* old\n\n```\n```\n',
      '``` a ```\n\n## 1.3.0\n\n* new\n',
    ],
  ])('one %s', (_, before, after) => {
    const once = addChangelogEntry(before, '1.3.0', '## 1.3.0\n\n* new')
    expect(once).toBe(after)
    expect(addChangelogEntry(once, '1.3.0', '## 1.3.0\n\n* new')).toBe(after)
  })
})
