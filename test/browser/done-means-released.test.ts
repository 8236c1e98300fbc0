import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { hasBrowser, openDemoBrowser, type DemoBrowser } from '../support/demo-browser.js'

const story = hasBrowser('an issue that waits for its release') ? describe : describe.skip

story('done means released, in the browser', () => {
  let demo: DemoBrowser
  beforeAll(async () => {
    demo = await openDemoBrowser()
  }, 60_000)
  afterAll(() => demo.close())

  test('the issue that a merge closed is open again and waits, and the release closes it', async () => {
    const { page, url } = demo
    const repository = `${url}/acme/harbour`
    await page.goto(`${repository}/pull/2`)
    await demo.merges()
    await demo.says(`${repository}/issues/1`, /#2 is merged, but not released yet: waiting in #3 for 1\.3\.0/)
    await demo.says(`${repository}/issues/1`, /landfall: waiting/)
    await page.getByText('Open', { exact: true }).first().waitFor()
    await demo.takesPicture('7-issue-waits')
    await demo.says(`${repository}/pull/2`, /Merged\. Waiting in #3 for 1\.3\.0/)

    await page.goto(`${repository}/pull/3`)
    await demo.merges()
    await demo.says(`${repository}/issues/1`, /Released in v1\.3\.0, with #2\./)
    await demo.says(`${repository}/issues/1`, /landfall: released/)
    await page.getByText('Closed', { exact: true }).first().waitFor()
    await demo.takesPicture('8-issue-released')
    await page.getByRole('link', { name: 'v1.3.0' }).first().click()
    expect(await page.locator('main').textContent()).toContain('a table for the whole week')
  }, 120_000)
})
