import { spawn, type ChildProcess } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, createServer as createProxy, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, jest, test } from '@jest/globals'
import { postgresPrograms, startPostgres } from '../support/postgres-server.js'

jest.setTimeout(60_000)
const bin = postgresPrograms()
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** A way to the database on which nothing moves any more once it hangs. */
async function proxyTo(port: number): Promise<{ readonly port: number; hang(): void }> {
  const sockets: Socket[] = []
  const proxy = createProxy((near) => {
    const far = connect(port, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.push(from)
      from.on('error', () => undefined)
      from.pipe(to)
    }
  })
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
    proxy.close()
  })
  return {
    port: await listening(proxy),
    hang() {
      for (const socket of sockets) socket.unpipe().pause()
    },
  }
}

/** A GitHub without installations. */
async function emptyGitHub(): Promise<number> {
  const server = createServer(({ url = '' }, response) => {
    const body = url.endsWith('/app') ? { id: 12, slug: 'landfall' } : []
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  return listening(server)
}

/** The built bot as a process; resolves when it listens. */
async function startBot(githubPort: number, databaseUrl: string): Promise<ChildProcess> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const bot = spawn(process.execPath, [join(process.cwd(), 'dist/bundle/start.js'), '--port', '0'], {
    cwd: mkdtempSync(join(tmpdir(), 'landfall-stop-')),
    env: {
      PATH: process.env['PATH'] ?? '',
      APP_ID: '12',
      PRIVATE_KEY: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
      WEBHOOK_SECRET: 'shh',
      GHE_HOST: `127.0.0.1:${githubPort}`,
      GHE_PROTOCOL: 'http',
      DATABASE_URL: databaseUrl,
    },
  })
  closers.push(() => bot.kill('SIGKILL'))
  let said = ''
  while (!said.includes('Webhooks are awaited')) said += String((await once(bot.stdout, 'data'))[0])
  return bot
}

const tested = bin === undefined ? test.skip : test

tested(
  'a database that hangs does not keep a process that is told to stop past the ten seconds it is given',
  async () => {
    const database = await startPostgres(bin ?? '')
    closers.push(() => database.clear())
    const url = new URL(await database.createDatabase())
    const proxy = await proxyTo(Number(url.port))
    url.port = String(proxy.port)
    const bot = await startBot(await emptyGitHub(), url.href)
    proxy.hang()
    // It asks the database twice a second: by now one of its questions hangs.
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const toldAt = Date.now()
    bot.kill('SIGTERM')
    await once(bot, 'exit')
    expect(Date.now() - toldAt).toBeLessThan(10_000)
  },
)
