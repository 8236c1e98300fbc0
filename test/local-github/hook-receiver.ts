import { createServer, type IncomingHttpHeaders } from 'node:http'

export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly payload: Record<string, never> & { readonly [field: string]: unknown }
}

/** A server that takes webhooks as an app would. */
export interface HookReceiver {
  readonly url: string
  readonly received: Received[]
  /** How the next ones are answered: a status, or `never`. */
  answers: number | 'never'
  /** How long it takes for each, in milliseconds. */
  delay: number
  close(): Promise<void>
}

export async function hookReceiver(): Promise<HookReceiver> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      received.push({ headers: request.headers, body, payload: JSON.parse(body) as Received['payload'] })
      const { answers } = receiver
      if (answers !== 'never') setTimeout(() => response.writeHead(answers).end('heard'), receiver.delay)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const receiver: HookReceiver = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`,
    received,
    answers: 202,
    delay: 0,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return receiver
}
