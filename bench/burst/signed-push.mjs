import { createHash, createHmac, randomUUID } from 'node:crypto'
import { pushPayload } from './push-payload.mjs'

/** A push to the repository of that number, as GitHub sends it: one of its kind, with a GUID and commits of its own. */
export function signedPush(index, installations, secret) {
  const salt = randomUUID()
  const body = Buffer.from(
    JSON.stringify(
      pushPayload({
        owner: `harbour-${index % installations}`,
        name: `tides-${index}`,
        id: 1_000 + index,
        installationId: 1 + (index % installations),
        sha: (text) => createHash('sha1').update(`${salt} ${text}`).digest('hex'),
      }),
    ),
  )
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    'user-agent': 'GitHub-Hookshot/0b2e3f4',
    'x-github-event': 'push',
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  }
  return { headers, body }
}
