import { beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createCommitReader } from '../../src/decide/release/read-commit.js'
import { noEdits } from '../../src/decide/release/read-edits.js'
import { tellRelease } from '../../src/decide/release/tell-release.js'
import { writeReleasePage } from '../../src/decide/release/write-release-page.js'
import { fitNotes, releasePullRequest, versionRefused } from '../../src/decide/words.js'
import type { RefusedRequest, ReleasePlan } from '../../src/model/release.js'
import { historyConfigs, unconfigured } from '../cli/history-configs.js'
import { commit, link, plan } from '../decide/release/commits.js'
import { histories, historyMessages } from '../support/histories.js'
import { cpuTime } from './cpu-time.js'
import { longText } from './odd-text.js'
import { rendered } from './rendered.js'
import { tries } from './seed.js'

/** A body on GitHub holds so many characters. */
const mostCharacters = 65_536
const mostMs = 100
const readers = [createCommitReader(), createCommitReader({ andUntyped: true })]
const footers = (text: string): string =>
  Array.from({ length: 162 }, (_, at) => `BREAKING CHANGE: ${at} ${text}`).join('\n')

// What is measured is the work, not the compiler that is still beside it.
beforeAll(async () => {
  for (let warm = 0; warm < 5; warm += 1)
    await printing(`feat: a\n\n${'* b (#12)\n'.repeat(1_000)}\n\nBREAKING CHANGE: b`)
})

describe('read and printed in 100 ms of the processor, in a body that GitHub takes', () => {
  test.each([
    ['a body of 61 kB', `feat: a\n\n${'* update dependency a to v1 (#12)\n'.repeat(1_900)}`],
    ['61 kB in one footer', `feat: a\n\nBREAKING CHANGE: ${'one more line (#12), fixes #3\n'.repeat(2_100)}`],
    ['a line of 61 kB', `feat: a\n\nBREAKING CHANGE: ${'word '.repeat(12_200)}`],
    ['a subject of 953 characters', `feat(core): ${'bump a from 1 to 2, '.repeat(50)}`.slice(0, 953)],
    ['a subject of 953 dollars', `feat: ${'$'.repeat(947)}`],
    ['a subject of 953 characters of references', `feat: ${'#1 '.repeat(316)}`.slice(0, 953)],
    ['162 footers', `feat: a\n\n${footers('is gone, see #12')}`],
    ['162 long footers', `feat: a\n\n${footers('is gone, see #12. '.repeat(40))}`],
    ['162 footers that keep a search busy', `feat: a\n\n${footers('fix.fix:____'.repeat(30))}`],
    ['162 footers of code that closes late', `feat: a\n\n${footers('`` ` '.repeat(70))}`],
  ])('%s', async (_, message) => {
    await expectBounds(message)
  })

  test('whatever is said over and over', async () => {
    await fc.assert(
      fc.asyncProperty(longText, fc.boolean(), (text, inFooter) =>
        expectBounds(inFooter ? `feat: a\n\nBREAKING CHANGE: ${text}` : `feat: ${text}`),
      ),
      tries(25),
    )
  })
})

describe('the body of the release pull request fits on GitHub', () => {
  test.each(['$', '#1 ', '<', '&lt;', '[', 'fix #3 ', '@a ', '😀', '`', 'www.', 'a/b#1 '])(
    '%j everywhere',
    async (part) => {
      const said = part.repeat(1_200)
      const listed = Array.from({ length: 60 }, (_, at) =>
        commit(`feat(${said.slice(0, 90)}): ${at} ${said}\n\nBREAKING CHANGE: ${said}`),
      )
      const unread = Array.from({ length: 120 }, (_, at) => commit(`no type ${at} ${said}`))
      const release = await plan([...listed, ...unread], {
        link: { url: `https://github.com/${'o'.repeat(39)}/${'r'.repeat(100)}` },
      })
      if (release.kind !== 'release') throw new Error(release.reason)
      const refused = Array.from({ length: 40 }, (): RefusedRequest => {
        return { request: { text: said, by: { kind: 'commit', sha: commit('a').sha } }, why: 'no-version' }
      })
      const body = bodyOf({ ...release, refused })
      expect(release.unread).toHaveLength(120)
      expect(body.length).toBeLessThan(mostCharacters)
      expect(fitNotes(release.notes).length).toBeLessThan(mostCharacters)
      expect(body).toMatch(/\* and \d+ more\n\n<\/details>/)
      expect(rendered(body).blocks.join('\n')).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/)
    },
  )
})

test('so does the body of a thousand short changes, each of which the page remembers', async () => {
  const listed = Array.from({ length: 1_000 }, (_, at) => commit(`fix: ${at}`))
  const unread = Array.from({ length: 120 }, (_, at) => commit(`${at} ${'$'.repeat(200)}`))
  const release = await plan([...listed, ...unread], { link: { url: 'https://github.com/o/r' } })
  const refused = Array.from({ length: 40 }, (): RefusedRequest => {
    return { request: { text: '$'.repeat(100), by: { kind: 'commit', sha: commit('a').sha } }, why: 'no-version' }
  })
  expect(release.kind === 'release' && bodyOf({ ...release, refused }).length).toBeLessThan(mostCharacters)
})

const found = histories()

if (found.kind === 'absent') {
  test.skip(`the longest of real messages: ${found.message}`, () => {})
} else {
  const names = new Set([...historyConfigs, ...unconfigured].map(({ name }) => name))
  test.each([...names])('the longest messages of %s', async (name) => {
    const messages = historyMessages(name)
    const longest = messages.toSorted((a, b) => b.length - a.length).slice(0, 5)
    const widest = messages.toSorted((a, b) => subject(b).length - subject(a).length).slice(0, 5)
    for (const message of [...longest, ...widest]) await expectBounds(message)
  })
}

function subject(message: string): string {
  return message.split('\n', 1)[0] ?? ''
}

async function printing(message: string): Promise<string> {
  const release = await plan([commit('fix: a'), commit(message)], { link })
  if (release.kind !== 'release') throw new Error(release.reason)
  return bodyOf(release)
}

function bodyOf(release: ReleasePlan): string {
  const warnings = release.refused.map((refused) => versionRefused(refused, 'v1.2.3'))
  return writeReleasePage(tellRelease(release.notes, noEdits), releasePullRequest(release, warnings), noEdits)
}

async function expectBounds(message: string): Promise<void> {
  for (const read of readers) expect(await cpuTime(() => read(commit(message)))).toBeLessThanOrEqual(mostMs)
  expect(await cpuTime(() => printing(message))).toBeLessThanOrEqual(mostMs)
  expect((await printing(message)).length).toBeLessThan(mostCharacters)
}
