import { fork, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

export const webhookPath = '/api/github/webhooks'
export const webhookSecret = 'a secret that is only measured'

/** The programs that are measured beside each other. */
export const programs = {
  landfall: fileURLToPath(new URL('../../dist/bundle/start.js', import.meta.url)),
  probot: fileURLToPath(new URL('./bare-probot.mjs', import.meta.url)),
}

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

/** A GitHub that answers at once, in a process of its own. */
export async function startStubGitHub() {
  const child = fork(fileURLToPath(new URL('./stub-github.mjs', import.meta.url)))
  const [{ port }] = await once(child, 'message')
  return {
    port,
    /** What was asked of it since the last time: the number of requests, and each look with its repository and moment. */
    async asked() {
      child.send('what was asked?')
      return (await once(child, 'message'))[0]
    },
    stop: () => child.disconnect(),
  }
}

/**
 * Starts a program as it is started in production, with credentials for the GitHub at a port. It is not waited for. `cwd` is where it
 * finds no `.env`; what it prints is let go.
 */
export async function startServer(program, { githubPort, cwd, env = {}, flags = [] }) {
  const port = await freePort()
  const usual = program === programs.landfall ? ['--max-semi-space-size=4', '--liftoff-only'] : []
  const child = spawn(process.execPath, [...usual, ...flags, program], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      HOME: cwd,
      NODE_ENV: 'production',
      APP_ID: '1',
      PRIVATE_KEY: privateKey,
      WEBHOOK_SECRET: webhookSecret,
      GHE_HOST: `127.0.0.1:${githubPort}`,
      GHE_PROTOCOL: 'http',
      PORT: String(port),
      ...env,
    },
  })
  const gone = once(child, 'exit')
  return {
    port,
    pid: child.pid,
    /** Resolves when it takes connections. */
    async listens() {
      while (!(await connects(port))) {
        if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    async stop() {
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** What a process holds in memory now and held at most, in megabytes, and its processor time until now, in milliseconds (Linux). */
export function measureProcess(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)[1]) / 1024
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  // The kernel counts in hundredths of a second.
  return { rss: megabytes('VmRSS'), peak: megabytes('VmHWM'), cpuMs: (Number(fields[11]) + Number(fields[12])) * 10 }
}

/** A port that nobody has. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

function connects(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true))
    socket.on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}
