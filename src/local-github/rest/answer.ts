import { createHash } from 'node:crypto'
import type { RestContext } from './rest-request.js'

type Status = 200 | 201 | 202

/** Answers with JSON, or with 304 and no body where the client has the same already. */
export function answer(c: RestContext, value: unknown, status: Status = 200): Response {
  return answerText(c, JSON.stringify(value), 'application/json; charset=utf-8', status)
}

/** Answers with text of a media type of its own: a sha, a diff, a file as it is. */
export function answerText(c: RestContext, body: string | Buffer, contentType: string, status: Status = 200): Response {
  const etag = `W/"${createHash('sha256').update(contentType).update(body).digest('hex')}"`
  if (status === 200 && isRead(c) && matches(c.req.header('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers: { etag } })
  }
  const headers: Record<string, string> = { 'content-type': contentType }
  if (isRead(c)) Object.assign(headers, { etag, 'cache-control': 'private, max-age=60, s-maxage=60' })
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), { status, headers })
}

/** Answers that it is done, and nothing else. */
export function answerNothing(): Response {
  return new Response(null, { status: 204 })
}

function isRead(c: RestContext): boolean {
  return c.req.method === 'GET' || c.req.method === 'HEAD'
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  const weak = (tag: string) => tag.trim().replace(/^W\//, '')
  return ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || weak(tag) === weak(etag))
}
