import pg from 'pg'
import type { Db } from 'pg-boss'
import { StoreError } from '../store-error.js'

/** Connections of one process at most: what it does in the database is short, and a server has a hundred for all. */
const connections = 5

/** A server that does not answer for so long is taken for gone, in milliseconds. */
const connectWithinMs = 5_000
const answerWithinMs = 20_000

/** The connections of one process, as pg-boss and our own statements use them. */
export interface Pool extends Db {
  /** Runs `change` in one transaction, which is taken back where it throws. */
  transact<T>(change: (db: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Connects when first asked. `onError` is told of connections that break while nobody uses them; new ones take their place. */
export function openPool(url: string, onError: (error: unknown) => void): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'landfall',
    max: connections,
    connectionTimeoutMillis: connectWithinMs,
    query_timeout: answerWithinMs,
    keepAlive: true,
  })
  let isClosing = false
  pool.on('error', ({ message }) => {
    // The server may end a connection before it hears that it is being closed: nobody uses it any more.
    if (isClosing) return
    // The driver hangs the whole connection on the error: that is for no log.
    onError(new StoreError(`a connection to the database broke (${message})`))
  })

  async function transact<T>(change: (db: Db) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    // A connection that breaks while it is in use says so twice: here, where unheard it would end the process, and to whoever waits for it.
    let broken: Error | undefined
    const breaks = (error: Error): void => {
      broken = error
    }
    client.on('error', breaks)
    try {
      await client.query('begin')
      const result = await change({ executeSql: (text, values) => client.query(text, values) })
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch(breaks)
      throw error
    } finally {
      client.removeListener('error', breaks)
      client.release(broken)
    }
  }

  return {
    executeSql: (text, values) => pool.query(text, values),
    transact,
    async close() {
      isClosing = true
      await pool.end()
    },
  }
}
