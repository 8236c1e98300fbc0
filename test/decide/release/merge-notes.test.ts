import { describe, expect, test } from '@jest/globals'
import { mergeNotes } from '../../../src/decide/release/merge-notes.js'
import { marksOf, parseNotes } from '../../../src/model/notes-outline.js'

const link = (digit: string): string => `([${digit.repeat(7)}](https://x/commit/${digit.repeat(40)}))`
const entry = (text: string, digit: string): string => `* ${text} ${link(digit)}`

function notes(version: string, sections: Record<string, readonly string[]>): string {
  const parts = Object.entries(sections).map(([title, entries]) => `### ${title}\n\n${entries.join('\n')}`)
  return [`## ${version} (2026-01-01)`, ...parts].join('\n\n')
}

const written = notes('1.0.1', { 'Bug Fixes': [entry('lamp', '1'), entry('pier', '2')] })
const marks = marksOf(parseNotes(written))

/** What the next refresh would write by itself: another version, an entry more, a section more. */
const fresh = notes('1.1.0', {
  Features: [entry('siren', '4')],
  'Bug Fixes': [entry('lamp', '1'), entry('net', '3'), entry('pier', '2')],
})

function merged(page: string): string {
  return mergeNotes(fresh, { notes: page, marks })
}

describe('people in the notes', () => {
  test('notes that nobody touched are renewed whole', () => {
    expect(merged(written)).toBe(fresh)
  })

  test('an edited entry stays as it was edited, and new ones come beside it', () => {
    const page = written.replace('lamp', 'The lamp burns again')
    expect(merged(page)).toBe(fresh.replace('lamp', 'The lamp burns again'))
  })

  test('an entry that was taken out stays out', () => {
    const page = written.replace(`\n${entry('pier', '2')}`, '')
    expect(merged(page)).toBe(fresh.replace(`\n${entry('pier', '2')}`, ''))
  })

  test('an entry rewritten without its link stays, and does not come back', () => {
    const page = written.replace(entry('pier', '2'), '* The pier holds, thanks to @sam')
    const text = merged(page)
    expect(text).toContain('* The pier holds, thanks to @sam')
    expect(text).not.toContain(link('2'))
  })

  test('words, entries and sections of their own stay where they stand', () => {
    const page = written
      .replace('### Bug Fixes', 'We are glad of this one.\n\n### Known tides\n\n* High at noon\n\n### Bug Fixes')
      .concat('\n* and many small things')
    const text = merged(page)
    expect(text).toMatch(/^## 1\.1\.0 \(2026-01-01\)\n\nWe are glad of this one\.\n\n### /)
    expect(text).toContain('### Known tides\n\n* High at noon')
    expect(text).toContain(`${entry('pier', '2')}\n* and many small things`)
    expect(text).toContain(entry('siren', '4'))
    expect(text).toContain(entry('net', '3'))
  })

  test('a section under another title keeps that title, and gets its new entries', () => {
    const text = merged(written.replace('### Bug Fixes', '### Mended'))
    expect(text).not.toContain('### Bug Fixes')
    expect(text).toContain(`### Mended\n\n${entry('lamp', '1')}\n${entry('net', '3')}\n${entry('pier', '2')}`)
  })

  test('an entry leaves with its commit, edited or not; what a person added stays', () => {
    const page = written.replace('lamp', 'The lamp').concat('\n* by hand')
    const text = mergeNotes(notes('1.0.1', { 'Bug Fixes': [entry('pier', '2')] }), { notes: page, marks })
    expect(text).toBe(notes('1.0.1', { 'Bug Fixes': [entry('pier', '2'), '* by hand'] }))
  })

  test('an entry of ours follows its commit where that says something else now', () => {
    const page = written.replace('pier', 'The pier')
    const text = mergeNotes(notes('1.0.1', { 'Bug Fixes': [entry('lantern', '1'), entry('pier', '2')] }), {
      notes: page,
      marks,
    })
    expect(text).toBe(notes('1.0.1', { 'Bug Fixes': [entry('lantern', '1'), entry('The pier', '2')] }))
  })

  test('a commit that breaks has two entries, each known for itself', () => {
    const both = { 'BREAKING CHANGES': [entry('no more oil', '1')], Features: [entry('gas', '1'), entry('b', '2')] }
    const before = notes('2.0.0', both)
    const page = before.replace('no more oil', 'Oil is gone: see the guide').replace(`${entry('gas', '1')}\n`, '')
    const text = mergeNotes(before, { notes: page, marks: marksOf(parseNotes(before)) })
    expect(text).toBe(page)
  })

  test('what was merged is merged: once more changes nothing', () => {
    for (const page of [written.replace('lamp', 'The lamp'), written.concat('\n\n### Mine\n\nwords')]) {
      const once = merged(page)
      expect(mergeNotes(fresh, { notes: once, marks: marksOf(parseNotes(fresh)) })).toBe(once)
    }
  })

  test('without a mark of what was written nothing counts as taken out', () => {
    expect(mergeNotes(fresh, { notes: 'My own words.', marks: [] })).toContain(entry('pier', '2'))
  })
})
