import type { IncomingMessage } from 'node:http'
import type { GitService } from './git-process.js'

/** A request of git's: which repository, which service, and whether it only asks for the refs. */
export interface GitRequest {
  readonly owner: string
  readonly name: string
  readonly service: GitService
  readonly advertise: boolean
}

const path = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/

/** Undefined for what is no request of git's smart protocol. */
export function parseGitRequest({ method, url }: Pick<IncomingMessage, 'method' | 'url'>): GitRequest | undefined {
  const { pathname, searchParams } = new URL(url ?? '/', 'http://git')
  const [, owner, name, what] = path.exec(pathname) ?? []
  if (owner === undefined || name === undefined) return undefined
  const advertise = what === 'info/refs'
  if (method !== (advertise ? 'GET' : 'POST')) return undefined
  const service = serviceOf(advertise ? searchParams.get('service') : what)
  return service && { owner: decodeURIComponent(owner), name: decodeURIComponent(name), service, advertise }
}

function serviceOf(text: string | null | undefined): GitService | undefined {
  return text === 'git-upload-pack' || text === 'git-receive-pack' ? text : undefined
}
