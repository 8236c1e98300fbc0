import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { hasBrowser, openDemoBrowser, type DemoBrowser } from '../support/demo-browser.js'
import { forget, gitStory } from '../support/git-story.js'

const story = 'the first day of a repository, in a browser'
const withBrowser = hasBrowser(story) ? describe : describe.skip

withBrowser(story, () => {
  let path: string
  let demo: DemoBrowser

  beforeAll(async () => {
    const bare = gitStory([
      {
        message: 'feat: a lighthouse',
        files: {
          'package.json': '{\n  "name": "lighthouse",\n  "version": "0.0.0"\n}\n',
          'release-please-config.json': '{ "packages": { ".": { "release-type": "node" } } }\n',
          '.release-please-manifest.json': '{ ".": "2.0.0" }\n',
        },
      },
      { message: 'chore(main): release 1.0.0', files: ['version.txt'], tags: ['v1.0.0'] },
      { message: 'feat!: electric light', files: ['lamp.js'] },
      { message: 'chore(main): release 2.0.0', files: ['version.txt'], tags: ['v2.0.0'] },
      { message: 'fix: the lamp goes out at high tide', files: ['lamp.js'] },
      { message: 'feat: a horn for fog', files: ['horn.js'] },
    ])
    path = join(bare, '..', 'lighthouse.git')
    renameSync(bare, path)
    demo = await openDemoBrowser('--repo', path)
  }, 60_000)

  afterAll(async () => {
    await demo?.close()
    forget(path)
  })

  test('read the proposal, merge it, write the release by hand, merge it, see it in the release', async () => {
    const { page, url } = demo
    await page.goto(`${url}/maya/lighthouse`)
    await demo.goesTo(/pull requests/i)
    await page.getByRole('link', { name: 'chore: let Landfall make the releases' }).click({ timeout: 10_000 })
    const proposal = await page.getByRole('main').innerText()
    expect(proposal).toContain('Merging this wakes Landfall here')
    expect(proposal).toContain('translated from the configuration of release-please')
    expect(proposal).toContain('2.1.0')
    await demo.takesPicture('4-onboarding-pull-request')
    await demo.merges()

    await demo.goesTo(/pull requests/i)
    await page.getByRole('link', { name: 'chore: release 2.1.0' }).click({ timeout: 10_000 })
    await page.locator('#description summary', { hasText: 'Edit' }).click()
    const text = page.locator('#edit-description')
    const written = await text.inputValue()
    await text.fill(
      `**No ship misses us in fog any more.** Thank you, Sam!\n\n${written.replace('the lamp goes out at high tide', 'The lamp burns at high tide, too')}`,
    )
    await page.locator('#description').getByRole('button', { name: 'Save' }).click()
    await page.locator('strong', { hasText: 'No ship misses us in fog any more' }).waitFor()
    // The branch has it once the bot has pushed: a commit later than the edit.
    await page.getByText(/force-pushed/).waitFor({ timeout: 10_000 })
    await demo.takesPicture('5-release-pull-request-by-hand')
    await demo.merges()

    await demo.goesTo(/releases/i)
    await page.getByRole('link', { name: 'v2.1.0' }).first().waitFor({ timeout: 10_000 })
    const released = await page.getByRole('main').innerText()
    for (const words of ['No ship misses us in fog any more', 'The lamp burns at high tide, too', 'a horn for fog'])
      expect(released).toContain(words)
    expect(released).not.toContain('goes out')
    await demo.takesPicture('6-release-by-hand')
  }, 90_000)
})
