// What anybody gets from Probot alone: its middleware on node:http, and a handler that does nothing. Nothing is kept.
import { createServer } from 'node:http'
import { createNodeMiddleware, createProbot } from 'probot'

const middleware = await createNodeMiddleware((app) => app.on('push', () => {}), { probot: createProbot() })
const server = createServer((request, response) => {
  middleware(request, response, () => response.writeHead(404).end())
})
server.listen(Number(process.env.PORT), '127.0.0.1')
