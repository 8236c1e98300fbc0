import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { hasBrowser, openDemoBrowser, type DemoBrowser } from '../support/demo-browser.js'

const story = 'the five minutes of the README, in a browser'
const withBrowser = hasBrowser(story) ? describe : describe.skip

withBrowser(story, () => {
  let demo: DemoBrowser

  beforeAll(async () => {
    demo = await openDemoBrowser()
  }, 60_000)

  afterAll(() => demo?.close())

  test('merge what waits, watch the release pull request appear, merge it, see the release', async () => {
    const { page, url } = demo
    await page.goto(`${url}/acme/harbour`)
    await demo.goesTo(/pull requests/i)
    await page.getByRole('link', { name: 'feat(tides): a table for the whole week' }).click()
    await demo.takesPicture('1-pull-request')
    await demo.merges()

    // The page renews itself; a person without scripts would reload it.
    await demo.goesTo(/pull requests/i)
    await page.getByRole('link', { name: 'chore: release 1.3.0' }).waitFor({ timeout: 10_000 })
    await page.getByRole('link', { name: 'chore: release 1.3.0' }).click()
    expect(await page.getByRole('main').innerText()).toContain('a table for the whole week')
    await demo.takesPicture('2-release-pull-request')
    await demo.merges()

    await demo.goesTo(/releases/i)
    await page.getByRole('link', { name: 'v1.3.0' }).first().waitFor({ timeout: 10_000 })
    await demo.takesPicture('3-release')
    expect(await page.getByRole('main').innerText()).toContain('a table for the whole week')
  }, 60_000)
})
