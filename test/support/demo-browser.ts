import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'

export const executablePath = process.env['LANDFALL_CHROMIUM'] ?? '/usr/bin/chromium'

/** Whether the machine has the browser; where it has none, that is said. */
export function hasBrowser(story: string): boolean {
  if (existsSync(executablePath)) return true
  process.stderr.write(`skipped: ${story} needs Chromium at ${executablePath}\n`)
  return false
}

/** Where the pictures of the docs are kept; unset, none are taken. */
const pictures = process.env['LANDFALL_PICTURES']

/** What `npm start` starts, and a browser in front of it. */
export interface DemoBrowser {
  readonly page: Page
  /** The address of the local GitHub, without a slash at the end. */
  readonly url: string
  /** Merges the pull request whose page is open. */
  merges(): Promise<void>
  /** Goes by the navigation of the repository. */
  goesTo(tab: RegExp): Promise<void>
  /** Reloads the page until it says so: what the bot does takes seconds. */
  says(address: string, text: RegExp): Promise<void>
  takesPicture(name: string): Promise<void>
  /** Of the newest comment that has these words, and the one before it, which it answers. */
  takesPictureOf(words: string, name: string): Promise<void>
  close(): Promise<void>
}

/** Starts the built `dist/bundle/start.js` with further arguments. */
export async function openDemoBrowser(...args: string[]): Promise<DemoBrowser> {
  const landfall = spawn('node', ['dist/bundle/start.js', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await printedUrl(landfall)
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
  })
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 } })
  return {
    page,
    url,
    async merges() {
      await page
        .getByRole('button', { name: /^(merge|confirm)/i })
        .first()
        .click()
      await page
        .getByText(/merged/i)
        .first()
        .waitFor()
    },
    async goesTo(tab) {
      await page.getByRole('link', { name: tab }).first().click()
    },
    async says(address, text) {
      const until = Date.now() + 45_000
      for (;;) {
        await page.goto(address)
        const said = ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ')
        if (text.test(said)) return
        if (Date.now() > until) throw new Error(`${address} never says ${String(text)}, but ${said}`)
        await page.waitForTimeout(300)
      }
    },
    async takesPicture(name) {
      if (pictures !== undefined) await page.screenshot({ path: pictureOf(pictures, name) })
    },
    async takesPictureOf(words, name) {
      if (pictures === undefined) return
      const cards = await page.locator('article.card').all()
      const said = await Promise.all(cards.map((card) => card.innerText()))
      const at = said.findLastIndex((text) => text.includes(words))
      const [asked, answer] = await Promise.all([cards[at - 1]?.boundingBox(), cards[at]?.boundingBox()])
      if (!asked || !answer) throw new Error(`no comment has ${words}: ${said.join('\n')}`)
      const scrolled = await page.evaluate<number>('window.scrollY')
      const margin = 12
      const clip = {
        x: asked.x - margin,
        y: asked.y + scrolled - margin,
        width: asked.width + 2 * margin,
        height: answer.y + answer.height - asked.y + 2 * margin,
      }
      await page.screenshot({ path: pictureOf(pictures, name), fullPage: true, clip })
    },
    async close() {
      await browser.close()
      landfall.kill('SIGTERM')
      if (landfall.exitCode === null) await new Promise((resolve) => landfall.once('exit', resolve))
    },
  }
}

function pictureOf(folder: string, name: string): string {
  mkdirSync(folder, { recursive: true })
  return join(folder, `${name}.png`)
}

/** The address of the demo, as the terminal prints it. */
function printedUrl(process: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    process.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const found = /(http:\/\/[\w.:]+)\/acme\//.exec(text)?.[1]
      if (found !== undefined) resolve(found)
    })
    process.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${text}`)))
  })
}
