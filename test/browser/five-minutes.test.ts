import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { chromium, type Browser, type Page } from 'playwright-core'

const executablePath = process.env['LANDFALL_CHROMIUM'] ?? '/usr/bin/chromium'
/** Where the pictures of the README are kept; unset, none are taken. */
const pictures = process.env['LANDFALL_PICTURES']

const withBrowser = existsSync(executablePath) ? describe : describe.skip
if (!existsSync(executablePath))
  process.stderr.write(`skipped: the browser story needs Chromium at ${executablePath}\n`)

withBrowser('the five minutes of the README, in a browser', () => {
  let browser: Browser
  let page: Page
  let landfall: ChildProcess
  let url: string

  beforeAll(async () => {
    landfall = spawn('node', ['dist/start.js', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
    url = await printedUrl(landfall)
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
    })
    page = await browser.newPage({ viewport: { width: 1100, height: 900 } })
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    landfall?.kill('SIGTERM')
    await new Promise((resolve) => landfall?.once('exit', resolve))
  })

  test('merge what waits, watch the release pull request appear, merge it, see the release', async () => {
    await page.goto(`${url}/acme/harbour`)
    await page
      .getByRole('link', { name: /pull requests/i })
      .first()
      .click()
    await page.getByRole('link', { name: 'feat(tides): a table for the whole week' }).click()
    await picture('1-pull-request')
    await merge()

    // The page renews itself; a person without scripts would reload it.
    await page
      .getByRole('link', { name: /pull requests/i })
      .first()
      .click()
    await page.getByRole('link', { name: 'chore: release 1.3.0' }).waitFor({ timeout: 10_000 })
    await page.getByRole('link', { name: 'chore: release 1.3.0' }).click()
    expect(await page.getByRole('main').innerText()).toContain('a table for the whole week')
    await picture('2-release-pull-request')
    await merge()

    await page
      .getByRole('link', { name: /releases/i })
      .first()
      .click()
    await page.getByRole('link', { name: 'v1.3.0' }).first().waitFor({ timeout: 10_000 })
    await picture('3-release')
    expect(await page.getByRole('main').innerText()).toContain('a table for the whole week')
  }, 60_000)

  async function merge(): Promise<void> {
    await page
      .getByRole('button', { name: /^(merge|confirm)/i })
      .first()
      .click()
    await page
      .getByText(/merged/i)
      .first()
      .waitFor()
  }

  async function picture(name: string): Promise<void> {
    if (pictures === undefined) return
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${name}.png`) })
  }
})

/** The address of the demo, as the terminal prints it. */
function printedUrl(process: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    process.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const found = /(http:\/\/[\w.:]+)\/acme\/harbour/.exec(text)?.[1]
      if (found !== undefined) resolve(found)
    })
    process.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${text}`)))
  })
}
