import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { hasBrowser, openDemoBrowser, type DemoBrowser } from '../support/demo-browser.js'

const name = 'deploying from a comment, in the browser'
const story = hasBrowser(name) ? describe : describe.skip

story(name, () => {
  let demo: DemoBrowser
  beforeAll(async () => {
    demo = await openDemoBrowser()
  }, 60_000)
  afterAll(() => demo?.close())

  /** Writes a comment in the thread, and waits until the answer to it says so. */
  async function comments(thread: string, body: string, answer: RegExp): Promise<void> {
    await demo.page.goto(`${demo.url}/acme/harbour/${thread}`)
    await demo.page
      .getByLabel(/comment/i)
      .last()
      .fill(body)
    await demo.page.getByRole('button', { name: 'Comment', exact: true }).click()
    await demo.says(`${demo.url}/acme/harbour/${thread}`, answer)
  }

  test('a pull request goes to staging, its release to production, and a rollback takes it out', async () => {
    const { page, url } = demo
    const repository = `${url}/acme/harbour`
    const runs = (environment: string, what: RegExp): Promise<void> =>
      demo.says(`${repository}/deployments/${environment}`, what)

    await comments('pull/2', '/deploy production', /Nothing was deployed to production\./)
    expect(await page.getByRole('row', { name: /order/ }).innerText()).toMatch(
      /❌\s+order\s+\w{7} has not run in staging/,
    )
    expect(await page.getByRole('img', { name: 'eyes' }).count()).toBe(1)
    await demo.takesPictureOf('Nothing was deployed', '9-deploy-refused')

    await comments('pull/2', '/deploy staging', /\w{7} runs in staging, http:\S+\/deployments\/staging/)
    await page.locator('summary', { hasText: 'gates passed' }).click()
    await demo.takesPictureOf('runs in staging', '10-deployed-to-staging')
    await runs('staging', /staging runs \w{7},/)
    await runs('production', /production runs \w{7} \(v1\.2\.0\)/)

    await page.goto(`${repository}/pull/2`)
    await demo.merges()
    await demo.says(`${repository}/pulls`, /chore: release 1\.3\.0/)
    await page.goto(`${repository}/pull/3`)
    await demo.merges()
    await runs('staging', /staging runs \w{7} \(v1\.3\.0\)/)
    await runs('production', /production runs \w{7} \(v1\.3\.0\)/)
    await comments('pull/2', '/status', /production \w{7} \(#3\) since/)
    await demo.takesPictureOf('environment', '11-status')

    await comments('pull/2', '/rollback production', /\w{7} runs in production.*a table for the whole week/)
    await runs('production', /production runs \w{7} \(v1\.2\.0\)/)
    await runs('staging', /staging runs \w{7} \(v1\.3\.0\)/)
    await page.getByRole('link', { name: 'Log' }).first().click()
    expect(await page.getByRole('main').innerText()).toContain('.github/workflows/deploy.yml')
  }, 240_000)
})
