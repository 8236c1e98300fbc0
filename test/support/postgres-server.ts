import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A PostgreSQL of the tests' own, with fsync on, as it is where people run it. */
export interface PostgresServer {
  /** An address of a new, empty database. */
  createDatabase(): Promise<string>
  /** Takes away what was made, whoever is connected: a server with many databases takes its time to stop. */
  dropDatabases(): Promise<void>
  url(database: string, user?: string, password?: string): string
  /** Runs a statement in the database that a url names. */
  query<Row extends pg.QueryResultRow>(url: string, text: string, values?: unknown[]): Promise<Row[]>
  /** As when the machine under it is restarted: whoever is connected is thrown out. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Stops it and takes its files away. */
  clear(): Promise<void>
}

const folders = '/usr/lib/postgresql'

/** Where the server's programs are: `LANDFALL_POSTGRES_BIN`, else where Debian puts them; undefined where there are none. */
export function postgresPrograms(): string | undefined {
  const named = process.env['LANDFALL_POSTGRES_BIN']
  if (named) return named
  const versions = existsSync(folders) ? readdirSync(folders).toSorted((a, b) => Number(a) - Number(b)) : []
  return versions.map((version) => join(folders, version, 'bin')).findLast((bin) => existsSync(join(bin, 'postgres')))
}

/** The user whose server it is, and their password. */
const owner = 'landfall'
export const password = 'gull%and/kelp'

/** Makes a server in the temporary folder, on a free port, and starts it. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'landfall-postgres-'))
  const data = join(folder, 'data')
  const as = otherThanRoot()
  const pwfile = join(folder, 'password')
  writeFileSync(pwfile, password)
  if (as !== undefined) for (const path of [folder, pwfile]) chownSync(path, as.uid, as.gid)
  const initdb = ['-D', data, '-U', owner, '-E', 'UTF8', '--locale=C', '--auth=scram-sha-256', `--pwfile=${pwfile}`]
  execFileSync(join(bin, 'initdb'), initdb, { ...as, stdio: 'pipe', cwd: folder })
  const port = await freePort()
  let server: ChildProcess
  let databases = 0
  const made: string[] = []

  const url = (database: string, user = owner, secret = password): string =>
    `postgres://${user}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${database}`

  async function query<Row extends pg.QueryResultRow>(at: string, text: string, values: unknown[] = []) {
    const client = new pg.Client({ connectionString: at })
    await client.connect()
    try {
      return (await client.query<Row>(text, values)).rows
    } finally {
      await client.end()
    }
  }

  async function start(): Promise<void> {
    const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`, '-c', 'fsync=on']
    server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], { ...as, stdio: 'ignore' })
    for (const end = Date.now() + 30_000; ; await pause(50)) {
      if (await query(url('postgres'), 'select 1').catch(() => undefined)) return
      if (Date.now() > end || server.exitCode !== null) throw new Error(`PostgreSQL did not start (${bin})`)
    }
  }

  async function stop(): Promise<void> {
    const gone = new Promise((resolve) => server.once('exit', resolve))
    if (server.exitCode !== null) return
    // PostgreSQL's "fast" shutdown.
    server.kill('SIGINT')
    await gone
  }

  await start()
  return {
    async createDatabase() {
      databases += 1
      const name = `harbour_${databases}`
      await query(url('postgres'), `create database ${name}`)
      made.push(name)
      return url(name)
    },
    async dropDatabases() {
      for (const name of made.splice(0)) await query(url('postgres'), `drop database ${name} with (force)`)
    },
    url,
    query,
    start,
    stop,
    async clear() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root. */
function otherThanRoot(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
