import { execFileSync } from 'node:child_process'
import { afterAll, expect, test } from '@jest/globals'
import { importRepository } from '../../src/local-github/import-repository.js'
import type { Tag } from '../../src/model/tag-name.js'
import { compareVersions } from '../../src/model/version.js'
import { observeRange } from '../../src/observe/observe-range.js'
import { previousTagCandidates } from '../../src/decide/release/previous-tag-candidates.js'
import { octokitClass, type Octokit } from '../../src/octokit.js'
import { unconfigured } from '../cli/history-configs.js'
import { histories, historyAsGit } from '../support/histories.js'
import { openTheatre, type Theatre } from '../support/theatre.js'

const found = histories()

let opened: Promise<Theatre> | undefined
afterAll(async () => (await opened)?.close())

if (found.kind === 'absent') {
  test.skip(`what releases of real histories carry: ${found.message}`, () => {})
} else {
  for (const { name } of unconfigured) {
    test(`${name}: what the ledger calls released in a version is what git says`, async () => {
      const from = historyAsGit(name)
      const { github, maya: owner, time } = await (opened ??= openTheatre())
      await importRepository(github.world, { from, owner, name, at: 'HEAD' })
      const auth = { token: owner.token }
      const octokit = new (octokitClass({ pace: false }))({ baseUrl: `${github.world.url}/api/v3`, auth }) as Octokit
      const tags = tagsOf(from)
      const where = { installationId: 1, owner: owner.login, name }
      let releases = 0
      for (const format of new Set(tags.flatMap(({ name: tag }) => formatOf(tag) ?? []))) {
        const ofFormat = previousTagCandidates(tags, format)
        for (const { name: tag, sha, version } of sampleOf(ofFormat)) {
          // Whoever reads every release of a long history would be past GitHub's limits for a minute and for an hour.
          time.pass(10 * 60_000)
          const candidates = ofFormat.filter((other) => compareVersions(other.version, version) < 0)
          const range = await observeRange(octokit, where, { head: sha, candidates, since: undefined })
          const merged = new Set(git(from, 'tag', '--merged', tag))
          const previous = candidates.find((other) => merged.has(other.name))?.name
          const expected = git(from, 'rev-list', previous === undefined ? tag : `${previous}..${tag}`)
          expect([tag, range.previous?.name]).toEqual([tag, previous])
          expect(range.commits.map((commit) => commit.sha).sort()).toEqual(expected.sort())
          releases += 1
        }
      }
      expect(releases).toBeGreaterThan(5)
      process.stdout.write(`${name}: ${releases} releases\n`)
    }, 240_000)
  }
}

/** Every release where every story is told, and one in ten otherwise. */
function sampleOf<T>(releases: readonly T[]): readonly T[] {
  return process.env['LANDFALL_WEATHERS'] === 'all' ? releases : releases.filter((_, index) => index % 10 === 0)
}

/** Every tag, with the commit that it leads to. */
function tagsOf(repository: string): Tag[] {
  const lines = git(repository, 'for-each-ref', '--format=%(refname:strip=2) %(objectname) %(*objectname)', 'refs/tags')
  return lines.map((line) => {
    const [name = '', sha = '', peeled = ''] = line.split(' ')
    return { name, sha: peeled === '' ? sha : peeled }
  })
}

/** Repositories with several components have several: `core-v1.0.0`, `web-v2.0.0`. */
function formatOf(tag: string): string | undefined {
  const [, before] = /^(.*?)\d+\.\d+\.\d+$/.exec(tag) ?? []
  return before === undefined ? undefined : `${before}\${version}`
}

function git(repository: string, ...args: string[]): string[] {
  const output = execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return output.split('\n').filter((line) => line !== '')
}
