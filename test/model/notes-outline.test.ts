import { describe, expect, test } from '@jest/globals'
import { parseNotes, printNotes } from '../../src/model/notes-outline.js'

const sha = 'a'.repeat(40)
const entry = `* **deps:** a lamp ([aaaaaaa](https://github.example/acme/harbour/commit/${sha}))`

describe('the outline of notes', () => {
  test.each([
    [
      'what the bot writes',
      `## [1.1.0](https://x/compare/v1...v2) (2026-01-01)\n\n### Features\n\n${entry}\n* b\n\n### Bug Fixes\n\n* c`,
    ],
    ['no heading', '### Features\n\n* a'],
    ['words before the sections', '## 1.0.0\n\nWe are glad.\n\nVery.\n\n### Features\n\n* a'],
    ['an entry of several lines', '### Features\n\n* a\n  and more\n\n  and a paragraph of it\n* b'],
    ['code', '### Features\n\n* a\n\n```sh\nnpm i\n```\n\n* b'],
    ['nothing', ''],
  ])('%s: reads and prints as it was', (_, text) => {
    expect(printNotes(parseNotes(text))).toBe(text)
  })

  test('an entry is known by the commit that it links to last', () => {
    const [section] = parseNotes(`### Features\n\n${entry}\n* by hand`).sections
    expect(section?.blocks.map((block) => block.sha)).toEqual([sha, undefined])
  })

  test("a browser's line ends are line ends", () => {
    expect(printNotes(parseNotes('### A\r\n\r\n* b\r\n* c\r\n'))).toBe('### A\n\n* b\n* c')
  })
})
