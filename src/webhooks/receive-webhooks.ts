import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { verifyWithFallback } from '@octokit/webhooks-methods'
import type { Job } from '../model/job.js'
import { events, whereToLook, type Event } from './where-to-look.js'

/** GitHub sends no more than 25 MB. */
const mostBytes = 25 * 1024 * 1024

export interface DoorOptions {
  /** Any of them may have signed: while one is rotated, two are valid. */
  readonly secrets: readonly [string, ...string[]]
  /** The login of this app: what it caused itself asks for no look. */
  readonly ownLogin: string
  /** Resolves once the jobs are durable; only then is the webhook answered. */
  readonly receive: (guid: string, jobs: readonly Job[]) => Promise<void>
  readonly onError: (error: unknown, guid: string, where: Failure) => void
  /** Told of every request and its answer. */
  readonly onAnswer: (event: string, status: number, guid: string) => void
}

/** Where a webhook came to grief: on its way here, in what it says, or where it was to be kept. */
export type Failure = 'body' | 'payload' | 'door'

const refusals: Readonly<Record<Failure, Answer>> = {
  body: { status: 400, text: 'The body ended before it was whole: deliver this webhook again.' },
  payload: { status: 400, text: 'The payload is not as GitHub describes this event: it does not say where to look.' },
  door: { status: 503, text: 'This could not be kept: the database of Landfall does not take it. Its log says why.' },
}

/** What the door says to whoever knocks: a status, and a sentence for the page of deliveries on GitHub. */
interface Answer {
  readonly status: number
  readonly text: string
}

/**
 * The door. A webhook is answered once what follows from it is on the disk, and no later: looking comes after. What it refuses, or could not
 * keep, GitHub lists as failed.
 */
export function receiveWebhooks(options: DoorOptions): RequestListener {
  const { secrets, onAnswer, onError } = options
  const [secret, ...additionalSecrets] = secrets

  return function onRequest(request, response) {
    const event = headerOf(request, 'x-github-event')
    const guid = headerOf(request, 'x-github-delivery')
    answerTo(request, event, guid)
      .catch((error: unknown) => fail('door', error, guid))
      .then(
        ({ status, text }) => {
          onAnswer(isKnown(event) ? event : 'other', status, guid)
          end(response, status, text)
        },
        () => undefined,
      )
  }

  async function answerTo(request: IncomingMessage, event: string, guid: string): Promise<Answer> {
    if (request.method !== 'POST') return { status: 405, text: 'Webhooks are sent with POST.' }
    const signature = headerOf(request, 'x-hub-signature-256')
    if (!event || !guid || !signature) {
      return {
        status: 400,
        text: 'A webhook has X-GitHub-Event, X-GitHub-Delivery and X-Hub-Signature-256: set a secret for the app.',
      }
    }
    let body: string | undefined
    try {
      body = await readBody(request)
    } catch (error) {
      return fail('body', error, guid)
    }
    if (body === undefined) return { status: 413, text: `A webhook has at most ${mostBytes} bytes.` }
    // Of an empty body the library says nothing and throws.
    if (body === '' || !(await verifyWithFallback(secret, body, signature, additionalSecrets))) {
      return { status: 401, text: 'The signature is not right: the secret of the app is another than WEBHOOK_SECRET.' }
    }
    const payload = parse(body)
    if (payload === undefined) {
      return { status: 400, text: 'The body is no JSON: set the content type of the webhook to application/json.' }
    }
    let jobs: readonly Job[]
    try {
      jobs = isKnown(event) ? whereToLook({ id: guid, name: event, payload } as Event, options.ownLogin) : []
    } catch (error) {
      return fail('payload', error, guid)
    }
    await options.receive(guid, jobs)
    return { status: 202, text: 'Kept.' }
  }

  function fail(where: Failure, error: unknown, guid: string): Answer {
    onError(error, guid, where)
    return refusals[where]
  }
}

function isKnown(name: string): name is Event['name'] {
  return (events as readonly string[]).includes(name)
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}

/** The body as it was sent; undefined where it is too large, and then the rest of it is not read. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return undefined
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function parse(body: string): object | undefined {
  try {
    const payload: unknown = JSON.parse(body)
    return typeof payload === 'object' && payload !== null ? payload : undefined
  } catch {
    return undefined
  }
}

function end(response: ServerResponse, status: number, text: string): void {
  if (response.destroyed) return
  const close = status === 413 ? { connection: 'close' } : {}
  response.writeHead(status, { 'content-type': 'text/plain', ...close }).end(`${text}\n`)
}
