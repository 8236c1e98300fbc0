import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createCommitReader } from '../../src/decide/release/read-commit.js'
import { commit } from '../decide/release/commits.js'
import { cpuTime } from './cpu-time.js'
import { anyMessage, oddMessage, oddText } from './odd-text.js'
import { essence } from './rendered.js'
import { tries } from './seed.js'

const readers = [createCommitReader(), createCommitReader({ andUntyped: true })]

test('any message is read or left, at once', async () => {
  for (const read of readers) read(commit('feat: warm up\n\nBREAKING CHANGE: a'))
  await fc.assert(
    fc.asyncProperty(anyMessage, async (message) => {
      for (const read of readers) expect(await cpuTime(() => read(commit(message)))).toBeLessThanOrEqual(100)
    }),
    tries(200),
  )
})

test('what is read is what was written, and never empty', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      for (const read of readers) {
        const found = read(commit(message))
        if (found === undefined) continue
        expect(found.description).not.toBe('')
        expect(found.breaking).toBe(found.breakingTexts.length > 0)
        const whole = essence(message)
        for (const text of [found.description, found.scope ?? '', ...found.breakingTexts]) {
          expect(whole).toContain(essence(text))
        }
      }
    }),
    tries(200),
  )
})

test('a body without a footer changes nothing of what the subject says', () => {
  const [read] = readers
  fc.assert(
    fc.property(oddText, oddMessage, (text, other) => {
      const rest = other.replace(/BREAKING[ -]CHANGE/g, 'breaking change')
      const alone = read?.(commit(`feat(a): b ${text}`.split(/[\r\n\u2028\u2029]/)[0] ?? ''))
      const within = read?.(commit(`${alone?.subject ?? ''}\n\n${rest}`))
      expect(within).toMatchObject({ type: 'feat', scope: 'a', description: alone?.description, breaking: false })
    }),
    tries(200),
  )
})
