import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Delivery } from '../world/delivery.js'

/** How long an app has to answer, in milliseconds. */
const patience = 10_000

/** How much of an answer is kept. */
const longestAnswer = 64 * 1024

/** Posts a delivery and tells how it went; never rejects. `statusCode` is 0 where no answer came. */
export async function postDelivery(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  stopped: AbortSignal,
): Promise<NonNullable<Delivery['response']>> {
  const began = performance.now()
  const durationMs = (): number => Math.round(performance.now() - began)
  const late = AbortSignal.timeout(patience)
  try {
    const { statusCode, text } = await post(url, headers, body, AbortSignal.any([stopped, late]))
    const status = statusCode >= 200 && statusCode < 300 ? 'OK' : `Invalid HTTP Response: ${statusCode}`
    return { statusCode, status, durationMs: durationMs(), body: text }
  } catch (error) {
    const status = late.aborted ? 'timed out' : 'failed to connect to host'
    return { statusCode: 0, status, durationMs: durationMs(), body: error instanceof Error ? error.message : '' }
  }
}

function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
): Promise<{ statusCode: number; text: string }> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? requestHttps : requestHttp
    // A connection that is kept may be closed by an app that restarts at the very moment it is used again.
    const outgoing = send(url, {
      method: 'POST',
      headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) },
      agent: false,
      signal,
    })
    outgoing.on('error', reject)
    outgoing.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text = (text + chunk).slice(0, longestAnswer)))
      response.on('error', reject)
      response.on('end', () => resolve({ statusCode: response.statusCode ?? 0, text }))
    })
    outgoing.end(body)
  })
}
