import { createHmac } from 'node:crypto'
import type { App } from '../world/entities.js'

/** The headers of a delivery; the signatures are of exactly this body. */
export function requestHeaders({
  app,
  event,
  guid,
  body,
}: {
  readonly app: App
  readonly event: string
  readonly guid: string
  readonly body: string
}): Record<string, string> {
  const { id, secret } = app.webhook
  const sign = (algorithm: string) => `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`
  return {
    Accept: '*/*',
    'Content-Type': 'application/json',
    'User-Agent': 'GitHub-Hookshot/local',
    'X-GitHub-Delivery': guid,
    'X-GitHub-Event': event,
    'X-GitHub-Hook-ID': String(id),
    'X-GitHub-Hook-Installation-Target-ID': String(app.id),
    'X-GitHub-Hook-Installation-Target-Type': 'integration',
    ...(secret === '' ? {} : { 'X-Hub-Signature': sign('sha1'), 'X-Hub-Signature-256': sign('sha256') }),
  }
}
