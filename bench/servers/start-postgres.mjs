import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

const folders = '/usr/lib/postgresql'

/** Where the server's programs are: `LANDFALL_POSTGRES_BIN`, else where Debian puts them; undefined where there are none. */
function programs() {
  if (process.env.LANDFALL_POSTGRES_BIN) return process.env.LANDFALL_POSTGRES_BIN
  const versions = existsSync(folders) ? readdirSync(folders).toSorted((a, b) => Number(a) - Number(b)) : []
  return versions.map((version) => join(folders, version, 'bin')).findLast((bin) => existsSync(join(bin, 'postgres')))
}

/** A PostgreSQL of our own on a port, with fsync as people have it; undefined where the programs are missing. */
export async function startPostgres(port) {
  const bin = programs()
  if (bin === undefined) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'landfall-bench-postgres-'))
  const data = join(folder, 'data')
  const as = otherThanRoot()
  if (as) chownSync(folder, as.uid, as.gid)
  const initdb = ['-D', data, '-U', 'landfall', '-E', 'UTF8', '--locale=C', '--auth=trust']
  execFileSync(join(bin, 'initdb'), initdb, { ...as, stdio: 'pipe', cwd: folder })
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`, '-c', 'fsync=on']
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], { ...as, stdio: 'ignore' })
  const gone = once(server, 'exit')
  const url = `postgres://landfall@127.0.0.1:${port}/postgres`
  for (const end = Date.now() + 30_000; !(await answers(url));) {
    if (Date.now() > end || server.exitCode !== null) throw new Error(`PostgreSQL did not start (${bin})`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url,
    async stop() {
      // PostgreSQL's "fast" shutdown.
      server.kill('SIGINT')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answers(connectionString) {
  const client = new pg.Client({ connectionString })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** PostgreSQL refuses to run as root. */
function otherThanRoot() {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}
