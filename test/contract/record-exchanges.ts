import { channel } from 'node:diagnostics_channel'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Headers } from './validate.js'

/** One request to a server of this process, and what it answered. */
export interface Exchange {
  /** The port that was asked. */
  readonly port: number
  readonly method: string
  /** Path and query, encoded as they were sent. */
  readonly url: string
  readonly requestHeaders: Headers
  readonly requestBody: string
  /** Undefined where the connection ended without an answer. */
  readonly status: number | undefined
  readonly responseHeaders: Headers
  readonly responseBody: string
}

interface Started {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

const starts = 'http.server.request.start'

/**
 * Hands over each exchange of every HTTP server in this process, when its answer is written and before the client has it. It listens where Node itself
 * tells of requests, so that no server has to be changed and nothing stands between it and its clients.
 * @returns a function that ends the recording
 */
export function recordExchanges(hand: (exchange: Exchange) => void): () => void {
  const listen = (message: unknown) => record(message as Started, hand)
  channel(starts).subscribe(listen)
  return () => void channel(starts).unsubscribe(listen)
}

function record({ request, response }: Started, hand: (exchange: Exchange) => void): void {
  const port = request.socket.localPort ?? 0
  const requestBody = pushedInto(request)
  const answer = writtenTo(response)
  let isHanded = false

  function handOver(status: number | undefined): void {
    if (isHanded) return
    isHanded = true
    hand({
      port,
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      requestHeaders: plainHeaders(request.headers),
      requestBody: requestBody(),
      status,
      responseHeaders: plainHeaders(answer.headers()),
      responseBody: answer.body(),
    })
  }

  answer.ended(() => handOver(response.statusCode))
  response.once('close', () => handOver(undefined))
}

/** Reads along as the parser fills the request: a listener for its data would take it away from the server. */
function pushedInto(request: IncomingMessage): () => string {
  const chunks: Buffer[] = []
  const push = request.push.bind(request)
  request.push = (chunk: Buffer | null, encoding) => {
    if (chunk !== null) chunks.push(chunk)
    return push(chunk, encoding)
  }
  return () => Buffer.concat(chunks).toString('utf8')
}

function writtenTo(response: ServerResponse) {
  const chunks: Buffer[] = []
  let given: OutgoingHttpHeaders = {}
  let ended = () => {}
  const { writeHead, write, end } = response
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk))
    else if (ArrayBuffer.isView(chunk)) chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
  }
  response.writeHead = function (this: ServerResponse, ...args: unknown[]) {
    given = { ...given, ...headersIn(args.at(-1)) }
    return Reflect.apply(writeHead, this, args) as ServerResponse
  }
  response.write = function (this: ServerResponse, ...args: unknown[]) {
    keep(args[0])
    return Reflect.apply(write, this, args) as boolean
  }
  response.end = function (this: ServerResponse, ...args: unknown[]) {
    keep(args[0])
    ended()
    return Reflect.apply(end, this, args) as ServerResponse
  }
  return {
    body: () => Buffer.concat(chunks).toString('utf8'),
    headers: () => ({ ...response.getHeaders(), ...given }),
    ended: (then: () => void) => void (ended = then),
  }
}

/** `writeHead` takes headers as an object, or as names and values in turn. */
function headersIn(given: unknown): OutgoingHttpHeaders {
  if (Array.isArray(given)) {
    const pairs = given.flatMap((name, index) => (index % 2 === 0 ? [[String(name), String(given[index + 1])]] : []))
    return Object.fromEntries(pairs) as OutgoingHttpHeaders
  }
  return typeof given === 'object' && given !== null ? (given as OutgoingHttpHeaders) : {}
}

function plainHeaders(headers: OutgoingHttpHeaders): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      value === undefined ? undefined : [value].flat().join(', '),
    ]),
  )
}
