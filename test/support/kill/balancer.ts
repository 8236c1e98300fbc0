import { once } from 'node:events'
import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Hands each request to the next of several servers, whether that is there or not. It tries nothing twice. */
export interface Balancer {
  readonly url: string
  close(): Promise<void>
}

/** `servers` gives where each listens, or undefined for one that does not. */
export async function openBalancer(servers: () => readonly (string | undefined)[]): Promise<Balancer> {
  let turn = 0
  const server = createServer((request, response) => {
    const all = servers()
    const to = all[turn++ % all.length]
    if (to === undefined) request.resume().once('end', () => badGateway(response))
    else pass(request, response, to)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function pass(request: IncomingMessage, response: ServerResponse, to: string): void {
  const { method, headers, url = '/' } = request
  const onward = send(`${to}${url}`, { method, headers, agent: false })
  onward.on('error', () => badGateway(response))
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.on('error', () => response.destroy())
    answer.pipe(response)
  })
  request.on('error', () => onward.destroy())
  response.on('close', () => onward.destroy())
  request.pipe(onward)
}

function badGateway(response: ServerResponse): void {
  if (response.headersSent) response.destroy()
  else response.writeHead(502).end()
}
