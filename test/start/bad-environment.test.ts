import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, symlinkSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString()
const credentials = { APP_ID: '12', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: 'shh' }
const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
})

/** `npm start` as a process of its own, in an empty folder, so that no `.env` of this machine is read. */
function start(args: string[], env: Record<string, string> = {}): Promise<{ code: number | null; stderr: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'landfall-start-'))
  const script = join(process.cwd(), 'dist/bundle/start.js')
  const child = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
  return new Promise((resolve) =>
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ code, stderr })
    }),
  )
}

async function listening(answer: (url: string) => [status: number, body: object] = () => [404, {}]): Promise<number> {
  const server = createServer((request, response) => {
    const [status, body] = answer(request.url ?? '')
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function oneSentence(stderr: string): string {
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(stderr).not.toMatch(/\n\s+at /)
  return stderr
}

describe('a bad environment gets one clear sentence and a non-zero exit', () => {
  test('no git', async () => {
    const bin = mkdtempSync(join(tmpdir(), 'landfall-bin-'))
    symlinkSync(process.execPath, join(bin, 'node'))
    const { code, stderr } = await start(['--port', '0'], { PATH: bin })
    expect(code).toBe(1)
    expect(oneSentence(stderr)).toMatch(/git/)
  })

  test('the port is taken', async () => {
    const port = await listening()
    const { code, stderr } = await start(['--port', String(port)])
    expect(code).toBe(1)
    expect(oneSentence(stderr)).toContain(String(port))
  })

  test('the port is taken, with credentials', async () => {
    const port = await listening((url) => [200, url.endsWith('/app') ? { id: 12, slug: 'landfall' } : []])
    const github = { ...credentials, GHE_HOST: `127.0.0.1:${port}`, GHE_PROTOCOL: 'http' }
    const { code, stderr } = await start(['--port', String(port)], github)
    expect(code).toBe(1)
    expect(oneSentence(stderr)).toContain(String(port))
  })

  test('a bad private key', async () => {
    const { code, stderr } = await start([], { ...credentials, PRIVATE_KEY: 'hunter2' })
    expect(code).toBe(1)
    expect(oneSentence(stderr)).toMatch(/PRIVATE_KEY is no private key/)
    expect(stderr).not.toContain('hunter2')
  })

  test('GitHub unreachable', async () => {
    const { code, stderr } = await start([], { ...credentials, GHE_HOST: '127.0.0.1:9', GHE_PROTOCOL: 'http' })
    expect(code).toBe(1)
    expect(oneSentence(stderr)).toMatch(/cannot be reached/)
  })

  test('GitHub out of order', async () => {
    const port = await listening(() => [502, { message: 'Server Error' }])
    const { code, stderr } = await start([], { ...credentials, GHE_HOST: `127.0.0.1:${port}`, GHE_PROTOCOL: 'http' })
    expect(code).toBe(1)
    expect(oneSentence(stderr)).toMatch(/cannot be reached: Server Error/)
  })

  test('a folder for data that is none', async () => {
    const { code, stderr } = await start([], { ...credentials, DATA_DIR: join(process.execPath, 'data') })
    expect(code).toBe(1)
    expect(oneSentence(stderr)).toMatch(/landfall\.db cannot be opened .*set DATA_DIR/)
  })

  test('a database that does not answer', async () => {
    const DATABASE_URL = 'postgres://landfall:hunter2@127.0.0.1:9/landfall'
    const { code, stderr } = await start([], { ...credentials, DATABASE_URL })
    expect(code).toBe(1)
    expect(oneSentence(stderr)).toMatch(/nothing answers as PostgreSQL at 127\.0\.0\.1:9: .*DATABASE_URL/)
    expect(stderr).not.toContain('hunter2')
  })

  test('a key that GitHub does not know', async () => {
    const port = await listening(() => [401, { message: 'A JSON web token could not be decoded' }])
    const { code, stderr } = await start([], { ...credentials, GHE_HOST: `127.0.0.1:${port}`, GHE_PROTOCOL: 'http' })
    expect(code).toBe(1)
    expect(oneSentence(stderr)).toMatch(/APP_ID and the private key belong together/)
  })

  test.each(['/no/such/folder', tmpdir()])('%s is no repository', async (path) => {
    const { code, stderr } = await start(['--port', '0', '--repo', path])
    expect(code).toBe(1)
    expect(oneSentence(stderr)).toContain(path)
  })

  test('an option that there is not', async () => {
    const { code, stderr } = await start(['--repos', '.'])
    expect(code).toBe(1)
    expect(oneSentence(stderr)).toMatch(/unknown option '--repos'/)
  })
})
