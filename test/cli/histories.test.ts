import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { histories, historyAsGit, historyReleases } from '../support/histories.js'
import { historyConfigs, unconfigured } from './history-configs.js'
import { replayJson, type PrintedRelease } from './run-cli.js'

const found = histories()

if (found.kind === 'absent') {
  test.skip(`real histories: ${found.message}`, () => {})
} else {
  describe('real histories', () => {
    let folder = ''
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'landfall-configs-'))
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    test.each(historyConfigs)('$name agrees with its configuration', async ({ name, config, least }) => {
      const file = join(folder, 'landfall.yml')
      writeFileSync(file, config)
      const { releases } = await replayJson(historyAsGit(name), '--config', file)
      expect(shareOfToolMade(name, releases)).toBeGreaterThanOrEqual(least)
    })

    test.each(unconfigured)('$name agrees without one', async ({ name, least }) => {
      const { releases } = await replayJson(historyAsGit(name))
      expect(shareOfToolMade(name, releases)).toBeGreaterThanOrEqual(least)
    })

    test.each(unconfigured)('$name: the previous releases are the ones that its file names', async ({ name }) => {
      const { releases } = await replayJson(historyAsGit(name))
      const printed = new Map(releases.map((release) => [release.tag, release.previousTag]))
      const others = historyReleases(name).filter(
        ({ tag, previous_tag }) => previous_tag !== null && printed.get(tag) !== previous_tag,
      )
      // karma tagged 1.7.1 a second time, beside v1.7.1: a version is released once.
      expect(others.map(({ tag }) => tag)).toEqual(name.startsWith('karma') ? ['1.7.1'] : [])
    })
  })
}

/** Of the releases that the tool made; of all, where the history was made by hand. */
function shareOfToolMade(name: string, printed: readonly PrintedRelease[]): number {
  const known = historyReleases(name).filter((release) => release.previous_tag !== null)
  const toolMade = known.filter((release) => release.tool_era === true)
  const judged = toolMade.length > 0 ? toolMade : known
  const agreeing = new Set(printed.filter((release) => release.agrees).map((release) => release.tag))
  return judged.filter((release) => agreeing.has(release.tag)).length / judged.length
}
