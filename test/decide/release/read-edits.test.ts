import { describe, expect, test } from '@jest/globals'
import { readEdits } from '../../../src/decide/release/read-edits.js'
import { tellRelease } from '../../../src/decide/release/tell-release.js'
import { bodyIs, writeReleasePage } from '../../../src/decide/release/write-release-page.js'
import type { BodyEdit } from '../../../src/model/pull-request.js'

const entry = (text: string, digit: string): string =>
  `* ${text} ([${digit.repeat(7)}](https://x/commit/${digit.repeat(40)}))`
const one = `## 1.0.1 (2026-01-01)\n\n### Bug Fixes\n\n${entry('lamp', '1')}`
const two = `${one}\n${entry('pier', '2')}`
const said = { before: '**Merging releases it.**', after: '---\n\nKept up to date.' }

/** What the bot writes with these notes, where it finds this body and this history. */
function write(fresh: string, body = '', edits: readonly BodyEdit[] = []): string {
  const read = readEdits({ body, edits })
  return writeReleasePage(tellRelease(fresh, read), said, read)
}

const ours = (body: string): BodyEdit => ({ body, isOurs: true })
const theirs = (body: string): BodyEdit => ({ body, isOurs: false })

describe('the page of the release', () => {
  test('written once, it stays as it is', () => {
    const page = write(two)
    expect(write(two, page)).toBe(page)
    expect(bodyIs(write(two, page.replaceAll('\n', '\r\n')), page)).toBe(true)
  })

  test('words above lead the entry, words below stay below', () => {
    const page = `Mind the tide.\n\n${write(one)}\n\nFor us alone.`
    const next = write(two, page)
    expect(next.startsWith('Mind the tide.\n\n<!--')).toBe(true)
    expect(next.endsWith('-->\n\nFor us alone.')).toBe(true)
    expect(tellRelease(two, readEdits({ body: next, edits: [] })).entry).toBe(
      two.replace('\n\n###', '\n\nMind the tide.\n\n###'),
    )
  })

  test('a body that a person wrote anew leads, and the part of the bot comes back below it', () => {
    const next = write(two, 'Now.')
    expect(next.startsWith('Now.\n\n<!--')).toBe(true)
    expect(next).toContain(entry('pier', '2'))
  })

  test('a lost mark duplicates nothing', () => {
    const next = write(two, write(one).replace('<!-- landfall:release -->\n', ''))
    expect(next.match(/lamp/g)).toHaveLength(1)
  })

  test('what a person wrote is told from what the bot wrote', () => {
    const page = write(one)
    expect(readEdits({ body: page, edits: [] }).isEdited).toBe(false)
    expect(readEdits({ body: page.replace('lamp', 'The lamp'), edits: [] }).isEdited).toBe(true)
    expect(readEdits({ body: `Words.\n\n${page}`, edits: [] }).isEdited).toBe(true)
  })

  describe('an edit that was overwritten', () => {
    const base = write(one)
    const edited = `Mind the tide.\n\n${base.replace('lamp', 'The lamp burns')}`
    const over = write(two, base)

    test('is put back from the history', () => {
      const next = write(two, over, [ours(over), theirs(edited), ours(base)])
      expect(next.startsWith('Mind the tide.')).toBe(true)
      expect(next).toContain('The lamp burns')
      expect(next).toContain(entry('pier', '2'))
    })

    test('is put back once: what a person does then stands', () => {
      const next = write(two, over, [ours(over), theirs(edited), ours(base)])
      const history = [ours(next), ours(over), theirs(edited), ours(base)]
      expect(write(two, next, history)).toBe(next)
      const changed = next.replace('The lamp burns', 'The lamp').replace('Mind the tide.\n\n', '')
      expect(write(two, changed, [theirs(changed), ...history])).not.toContain('burns')
    })

    test('is put back beside what another person wrote after it', () => {
      const later = over.replace('pier', 'The pier holds').concat('\n\nBelow.')
      const next = write(two, later, [theirs(later), ours(over), theirs(edited), ours(base)])
      for (const words of ['Mind the tide.', 'The lamp burns', 'The pier holds', 'Below.'])
        expect(next).toContain(words)
    })

    test('was seen where it is the body that ours was made from', () => {
      const made = write(two, edited)
      expect(readEdits({ body: made, edits: [ours(made), theirs(edited), ours(base)] }).restored).toBeUndefined()
    })
  })

  test('entries that a long page has no room for are not taken for taken out', () => {
    const many = (count: number): string =>
      `## 1.0.1\n\n### Bug Fixes\n\n${Array.from({ length: count }, (_, index) => {
        const sha = index.toString(16).padStart(4, '0').padEnd(40, 'a')
        return `* ${'words '.repeat(20)}${index} ([${sha.slice(0, 7)}](https://x/commit/${sha}))`
      }).join('\n')}`
    const page = write(many(600)).replace('words words', 'Other words')
    expect(page.length).toBeLessThan(65_536)
    const { notes } = tellRelease(many(601), readEdits({ body: page, edits: [] }))
    expect(notes.match(/^\* /gm)).toHaveLength(601)
  })
})
