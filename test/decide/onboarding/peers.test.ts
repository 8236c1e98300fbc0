import { describe, expect, test } from '@jest/globals'
import { proposeConfig } from '../../../src/decide/onboarding/propose-config.js'
import { planRelease } from '../../../src/decide/release/plan-release.js'
import { parseTagName } from '../../../src/model/tag-name.js'
import { changesets, releaseDrafter, releasePlease, semanticRelease } from '../../support/peer-configs.js'

interface Peer {
  readonly name: string
  readonly files: Readonly<Record<string, unknown>>
  readonly tag: string
  readonly waiting: readonly string[]
  /** What the tool itself makes of `waiting` after `tag`, by its rules; undefined where it releases nothing. */
  readonly releases: string | undefined
  readonly untranslated?: readonly string[]
}

// The parser and the versioning of release-please 17.11.2, and the commit analyzer of semantic-release 24.2.9 with its preset 9.3.1, run on these
// messages with these settings, gave what is expected of them below. What changesets and release-drafter are expected to give follows from their documentation.
const rp = { name: 'release-please', files: releasePlease, tag: 'harbour-v0.4.1' }
const sr = { name: 'semantic-release', files: semanticRelease, tag: 'release-0.4.1' }
const rd = { name: 'release-drafter', files: releaseDrafter, tag: 'v0.4.1' }
const cs = { name: 'changesets', files: changesets, tag: 'v1.4.0' }

const peers: Peer[] = [
  { ...rp, waiting: ['feat!: a'], releases: 'harbour-v1.0.0', untranslated: ['extra-files: src/version.ts'] },
  { ...rp, waiting: ['feat: a', 'fix: b'], releases: 'harbour-v0.5.0' },
  { ...rp, waiting: ['docs: a', 'chore: b'], releases: 'harbour-v0.4.2' },
  { ...rp, waiting: ['perf: a', 'revert: b', 'chore: c'], releases: undefined },
  {
    ...sr,
    waiting: ['feat!: a'],
    releases: 'release-1.0.0',
    untranslated: ['branches: main, beta', '@semantic-release/npm'],
  },
  { ...sr, waiting: ['feat: a', 'docs: b'], releases: 'release-0.5.0' },
  { ...sr, waiting: ['docs: a'], releases: 'release-0.4.2' },
  { ...sr, waiting: ['perf: a', 'chore: b'], releases: undefined },
  { ...sr, waiting: ['tidy up\n\nBREAKING CHANGE: all of it'], releases: 'release-1.0.0' },
  { ...rd, waiting: ['feat: a'], releases: 'v0.5.0', untranslated: ['labels', 'label: breaking'] },
  { ...rd, waiting: ['moon: a'], releases: 'v0.5.0' },
  { ...rd, waiting: ['Polish the knobs'], releases: 'v0.4.2' },
  { ...cs, waiting: ['feat: a'], releases: 'v1.5.0', untranslated: ['.changeset/*.md', 'access'] },
  { ...cs, waiting: ['fix: a'], releases: 'v1.4.1' },
]

describe('the proposed file releases what the other tool would have', () => {
  test.each(peers)('$name: $waiting → $releases', async ({ files, tag, waiting, releases, untranslated = [] }) => {
    const previous = { name: tag, sha: '0'.repeat(40) }
    const proposal = proposeConfig({
      files: Object.fromEntries(
        Object.entries(files).map(([path, value]) => [path, { kind: 'text', text: JSON.stringify(value) } as const]),
      ),
      tags: [previous],
      past: [],
      since: '2026-01-31',
    })
    expect(parseTagName(proposal.config.release.tag, tag)).toBeDefined()
    const commits = waiting.map((message, index) => {
      return {
        sha: String(index + 1).repeat(40),
        parents: ['0'.repeat(40)],
        message,
        committedAt: '2026-02-01T00:00:00Z',
      }
    })
    const plan = await planRelease({ commits, previous, rules: proposal.config.release, date: '2026-02-01' })
    expect(plan.kind === 'release' ? plan.tag : undefined).toBe(releases)
    expect(proposal.untranslated.map(({ what }) => what)).toEqual(expect.arrayContaining([...untranslated]))
    expect(proposal.config.since).toBe('2026-01-31T00:00:00.000Z')
  })

  test('what cannot be read or used is told, and makes no invalid file', () => {
    const { config, untranslated } = proposeConfig({
      files: {
        'release-please-config.json': {
          kind: 'text',
          text: JSON.stringify({ 'changelog-path': '../outside', 'initial-version': 'first', plugins: ['x'] }),
        },
        '.releaserc': { kind: 'text', text: '{{{' },
      },
      tags: [],
      past: [],
      since: '2026-01-31',
    })
    expect(config.release).toMatchObject({ changelog: 'CHANGELOG.md', firstVersion: '1.0.0' })
    expect(untranslated.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['changelog', 'first version', 'plugins', '.releaserc']),
    )
  })
})
