import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { createContract } from './validate.js'
import { watchTraffic } from './watch-traffic.js'

const contract = createContract()
const open: (Server | { stop(): void })[] = []

afterEach(async () => {
  for (const each of open.splice(0)) {
    if ('stop' in each) each.stop()
    else await new Promise<void>((resolve) => (each.closeAllConnections(), each.close(() => resolve())))
  }
})

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  open.push(server)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function watch(github: string) {
  const traffic = watchTraffic(contract, () => github)
  open.push(traffic)
  return traffic
}

test('requests, answers and queries are read along, whole, without being taken from the server', async () => {
  const bodies: string[] = []
  const github = await serve(async (request, response) => {
    // A server that waits before it reads must still find everything.
    await new Promise((resolve) => setTimeout(resolve, 20))
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk)
    bodies.push(body)
    response.writeHead(201, { 'content-type': 'application/json' })
    response.write('{"ref":"refs/heads/a",')
    response.end('"node_id":"a"}')
  })
  const traffic = watch(github)
  const text = 'é'.repeat(200_000)
  await fetch(`${github}/api/v3/repos/a/b/git/refs?x=1`, {
    method: 'POST',
    body: JSON.stringify({ ref: text, sha: 'a', force: 1 }),
  })
  await fetch(`${github}/api/graphql`, { method: 'POST', body: JSON.stringify({ query: '{ viewer { nobody } }' }) })
  expect(bodies[0]).toContain(text)
  expect(traffic.report().split('\n')).toEqual([
    'git/create-ref, request: query.x is there, of which GitHub says nothing (POST /api/v3/repos/a/b/git/refs?x=1 → 201)',
    'git/create-ref, request: body has force, of which GitHub says nothing (POST /api/v3/repos/a/b/git/refs?x=1 → 201)',
    'git/create-ref, response: body lacks url, object (POST /api/v3/repos/a/b/git/refs?x=1 → 201)',
    expect.stringContaining('query, graphql: 1:12 Cannot query field "nobody" on type "User".'),
  ])
})

test('webhooks are found at whoever receives them; pages, git and other servers are left alone', async () => {
  const github = await serve((_request, response) => response.end('<html>'))
  const bot = await serve((_request, response) => response.writeHead(202).end())
  const traffic = watch(github)
  await fetch(`${github}/a/b`)
  await fetch(`${github}/a/b.git/info/refs`)
  await fetch(`${bot}/health`)
  expect(traffic.seen()).toBe(0)
  const headers = { 'x-github-event': 'create', 'content-type': 'application/json' }
  await fetch(bot, { method: 'POST', headers, body: JSON.stringify({ ref: 'a' }) })
  expect(traffic.seen()).toBe(1)
  expect(traffic.problems()).toContainEqual(
    expect.objectContaining({ side: 'webhook', at: 'headers.x-github-delivery' }),
  )
})

test('a request whose answer is lost is checked all the same, and what is alike is told once', async () => {
  const github = await serve((_request, response) => response.destroy())
  const traffic = watch(github)
  for (const number of [1, 2]) await fetch(`${github}/api/v3/repos/a/b/pulls/${number}?y=1`).catch(() => undefined)
  expect(traffic.report()).toBe(
    'pulls/get, request: query.y is there, of which GitHub says nothing (GET /api/v3/repos/a/b/pulls/1?y=1 → no answer, 2 times)',
  )
})

test('a client at the root is known by the media type that it asks for', async () => {
  const github = await serve((_request, response) => response.writeHead(304).end())
  const traffic = watch(github)
  await fetch(`${github}/repos/a/b/pulls`, { headers: { accept: 'application/vnd.github+json' } })
  await fetch(`${github}/repos/a/b/pulls`)
  expect(traffic.seen()).toBe(1)
  traffic.stop()
  await fetch(`${github}/repos/a/b/pulls`, { headers: { accept: 'application/vnd.github+json' } })
  expect([traffic.seen(), traffic.report()]).toEqual([1, ''])
})
