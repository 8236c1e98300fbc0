import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StartError } from './start-error.js'

/** Listens, and gives the address that a browser takes; port 0 lets the system choose. */
export async function listen(server: Server, port: number, host: string): Promise<string> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new StartError(`Landfall cannot listen on ${host}:${port}: ${why(error)}.`, { cause: error })
  }
  const { port: chosen } = server.address() as AddressInfo
  return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${chosen}`
}

function why(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return 'another program has that port. Set PORT to a free one'
  if (code === 'EACCES') return 'this user may not use that port. Set PORT to one above 1023'
  return error instanceof Error ? error.message : String(error)
}
