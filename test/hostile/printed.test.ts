import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Token } from 'marked'
import { createCommitReader, type ReadCommit } from '../../src/decide/release/read-commit.js'
import { noEdits, readEdits } from '../../src/decide/release/read-edits.js'
import { tellRelease } from '../../src/decide/release/tell-release.js'
import { writeReleasePage } from '../../src/decide/release/write-release-page.js'
import { releasePullRequest, versionRefused } from '../../src/decide/words.js'
import { addChangelogEntry, findChangelogEntry } from '../../src/model/changelog.js'
import type { WaitingRoom } from '../../src/model/change.js'
import type { Reason } from '../../src/model/decision.js'
import type { ReleasePlan } from '../../src/model/release.js'
import { commit, link, plan } from '../decide/release/commits.js'
import { anyMessage, oddMessage, oddText } from './odd-text.js'
import { closes, essence, mentions, rendered } from './rendered.js'
import { tries } from './seed.js'

const read = createCommitReader()
const messages = fc.array(oddMessage, { minLength: 1, maxLength: 3 })
const linked = fc.constantFrom(link, undefined)

test('notes are a heading, sections and entries; nothing else, whatever commits say', async () => {
  await forAnyNotes(({ notes }, commits) => {
    const { tokens } = rendered(notes)
    const entries = notes.split('\n').filter((line) => line.startsWith('* ')).length
    expect(tokens.filter(({ type }) => type === 'list_item')).toHaveLength(entries)
    const ours = [
      'heading',
      'list',
      'list_item',
      'text',
      'space',
      'strong',
      'codespan',
      'escape',
      'link',
      'html',
      'checkbox',
    ]
    expect(tokens.map(({ type }) => type).filter((type) => !ours.includes(type))).toEqual([])
    expect(tokens.filter(({ type }) => type === 'checkbox')).toEqual([])
    expect(strays(tokens, commits)).toEqual([])
    const strong = tokens.flatMap((token) => (token.type === 'strong' ? [essence(token['text'] as string)] : []))
    expect(strong.every((text) => text.endsWith(':'))).toBe(true)
  })
})

test('each entry shows what was written', async () => {
  await forAnyNotes(({ notes }, commits) => {
    const { blocks } = rendered(notes)
    const shown = blocks.map(essence)
    for (const each of commits) {
      const {
        scope,
        description,
        breakingTexts,
        commit: { sha },
      } = each
      const said = [...(notes.includes(sha.slice(0, 7)) && isListed(each) ? [description] : []), ...breakingTexts]
      const start = scope === undefined ? '' : essence(`${scope}:`)
      for (const text of said) {
        const found = shown.filter(
          (block) => block.startsWith(start + essence(text)) && block.includes(sha.slice(0, 7)),
        )
        expect({ text, shown, found: found.length > 0 }).toMatchObject({ found: true })
      }
    }
  })
})

test('nothing that is printed calls anybody or closes anything', async () => {
  await forAnyNotes((release) => {
    for (const text of [release.notes, bodyOf(release)]) expectQuiet(text)
  })
})

test('commits without a line are listed, and do no harm either', () => {
  fc.assert(
    fc.property(fc.array(anyMessage, { minLength: 1, maxLength: 5 }), oddText, (texts, asked) => {
      const unread = texts.map((text) => commit(text))
      const request = { text: asked, by: { kind: 'commit' as const, sha: commit('a').sha } }
      const refused = versionRefused({ request, why: 'no-version' }, 'v1.2.3')
      const body = bodyOf({ ...bare, unread }, [refused])
      expectQuiet(body)
      const { tokens, blocks } = rendered(body)
      expect(strays(tokens, [], [...texts, asked])).toEqual([])
      const types = tokens.map(({ type }) => type)
      expect(types.filter((type) => type === 'list_item')).toHaveLength(texts.length)
      expect(
        types.filter((type) => ['code', 'table', 'blockquote', 'heading', 'em', 'del', 'image', 'br'].includes(type)),
      ).toEqual([])
      expect(types.filter((type) => type === 'hr')).toHaveLength(1)
      for (const each of unread) expect(blocks.some((block) => block.startsWith(each.sha.slice(0, 7)))).toBe(true)
    }),
    tries(50),
  )
})

test('titles of what waits are listed, and do no harm either', () => {
  fc.assert(
    fc.property(fc.array(anyMessage, { minLength: 1, maxLength: 5 }), (titles) => {
      const changes = titles.map((title, at) => ({
        number: at + 1,
        sha: commit(title).sha,
        title,
        since: '2026-01-31T12:00:00Z',
      }))
      const text = bodyOf(bare, [], { changes, reverted: changes })
      expectQuiet(text)
      const { tokens } = rendered(text)
      expect(strays(tokens, [], titles)).toEqual([])
      expect(tokens.filter(({ type }) => type === 'list_item')).toHaveLength(titles.length)
    }),
    tries(50),
  )
})

test('the body of the pull request is written over, never twice', async () => {
  await forAnyNotes((release) => {
    const first = bodyOf(release)
    const edits = readEdits({ body: `Mine.\n\n${first}`, edits: [] })
    const second = writeReleasePage(tellRelease(release.notes, edits), releasePullRequest(release, []), edits)
    expect(second.trim().startsWith('Mine.')).toBe(true)
    expect(second.match(/<!-- \/?landfall/g)).toEqual(first.match(/<!-- \/?landfall/g))
    const again = readEdits({ body: second, edits: [] })
    expect(writeReleasePage(tellRelease(release.notes, again), releasePullRequest(release, []), again)).toBe(second)
  })
})

test('a changelog that is refreshed has one entry of the version', async () => {
  const old = fc.array(fc.oneof(oddText, fc.constantFrom('# Changelog', '## 1.2.3', '```', '~~~', '````', '- a')), {
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(old, messages, messages, async (lines, before, after) => {
      const text = lines.join('\n')
      const [first, second] = [await plan(['fix: a', ...before]), await plan(['fix: a', ...after])]
      if (first.kind !== 'release' || second.kind !== 'release') return
      const notes = second.notes.replace(second.version, first.version)
      const once = addChangelogEntry(text, first.version, first.notes)
      expect(addChangelogEntry(once, first.version, first.notes)).toBe(once)
      expect(findChangelogEntry(once, first.version)).toBe(first.notes)
      expect(addChangelogEntry(once, first.version, notes)).toBe(addChangelogEntry(text, first.version, notes))
    }),
    tries(50),
  )
})

const bare: ReleasePlan = {
  kind: 'release',
  version: '1.2.4',
  tag: 'v1.2.4',
  previous: undefined,
  bump: 'patch',
  notes: '',
  entries: [],
  unread: [],
  asked: undefined,
  refused: [],
}

async function forAnyNotes(check: (release: ReleasePlan, commits: ReadCommit[]) => void): Promise<void> {
  await fc.assert(
    fc.asyncProperty(messages, linked, async (texts, to) => {
      const commits = [...new Set(texts)].map((text) => commit(text))
      const release = await plan(commits, { link: to })
      if (release.kind === 'release')
        check(
          release,
          commits.flatMap((each) => read(each) ?? []),
        )
    }),
    tries(50),
  )
}

function isListed({ type }: ReadCommit): boolean {
  return ['feat', 'fix', 'perf', 'revert'].includes(type)
}

function bodyOf(
  release: ReleasePlan,
  warnings: readonly Reason[] = [],
  waiting: WaitingRoom = { changes: [], reverted: [] },
): string {
  return writeReleasePage(
    tellRelease(release.notes, noEdits),
    releasePullRequest(release, warnings, { waiting }),
    noEdits,
  )
}

function expectQuiet(markdown: string): void {
  const { blocks } = rendered(markdown)
  for (const text of [...blocks, ...markdown.split('\n')]) {
    expect({ text, mentions: mentions(text), closes: closes(text) }).toEqual({ text, mentions: false, closes: false })
  }
}

/** HTML that is not the bot's, and links that lead neither into the repository nor to an address that somebody wrote. */
function strays(tokens: readonly Token[], commits: readonly ReadCommit[], more: readonly string[] = []): string[] {
  const written = essence([...more, ...commits.map((each) => each.commit.message)].join('\n'))
  return tokens.flatMap((token) => {
    if (token.type === 'html') return ourHtml.test(token.raw.trim()) ? [] : [token.raw]
    if (token.type !== 'link') return token.type === 'image' ? [token.raw] : []
    const href = (token['href'] as string).replace('…', '')
    if (href.startsWith(`${link.url}/`)) return []
    return written.includes(essence(href.replace(/^(?:mailto:|http:\/\/(?=www))/, ''))) ? [] : [token.raw]
  })
}

const ourHtml =
  /^(?:<\/?span>|<details>\s*<summary>\d+ commits? ships? without a line in the notes: no Conventional Commit<\/summary>|<details>\s*<summary>\d+ changes? (?:is|are) merged and not released<\/summary>|<\/details>|<!-- \/?landfall:(?:release|notes) -->(?:\n\*\*M.*)?|<!-- landfall:written [\w=: ]+ -->)$/
