// A GitHub in a process of its own that answers everything at once, and each look with an archived repository: what is measured is the
// door and the queue, and not what GitHub or the mind take. Tells the parent its port, and, when asked, what was asked of it since the last time.
import { createServer } from 'node:http'

let requests = 0
let looks = []

const server = createServer(async (request, response) => {
  requests += 1
  const { pathname } = new URL(request.url, 'http://github')
  const body = await textOf(request)
  const found = answer(request.method, pathname.replace('/api/v3', ''), body)
  const headers = { 'content-type': 'application/json; charset=utf-8', 'x-ratelimit-remaining': '4999' }
  response.writeHead(found?.status ?? 404, headers).end(JSON.stringify(found?.body ?? { message: 'Not Found' }))
})

async function textOf(request) {
  let text = ''
  request.setEncoding('utf8')
  for await (const chunk of request) text += chunk
  return text
}

function answer(method, path, body) {
  if (method === 'POST' && path === '/api/graphql') return { status: 200, body: { data: look(JSON.parse(body)) } }
  if (method === 'POST' && /^\/app\/installations\/\d+\/access_tokens$/.test(path))
    return { status: 201, body: token() }
  if (method !== 'GET') return undefined
  if (path === '/app') return { status: 200, body: { id: 1, slug: 'landfall', name: 'Landfall' } }
  if (path === '/app/installations' || path === '/app/hook/deliveries') return { status: 200, body: [] }
  return undefined
}

function token() {
  const expires = new Date(Date.now() + 3_600_000).toISOString()
  return { token: 'ghs_stub', expires_at: expires, permissions: {}, repository_selection: 'all' }
}

function look({ variables }) {
  const name = `${variables.owner}/${variables.name}`
  looks.push({ name, at: Date.now() })
  const none = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } }
  return {
    viewer: { login: 'landfall[bot]' },
    repository: {
      id: `R_${name}`,
      url: `https://github.com/${name}`,
      isArchived: true,
      isFork: false,
      defaultBranchRef: null,
      config: null,
      releaseBranch: null,
      refs: none,
      rulesets: none,
      releases: none,
      open: none,
      closed: none,
      merged: none,
      onboarding: none,
      onboardingBranch: null,
      openPullRequests: none,
      mergeQueue: null,
      waitingLabel: null,
      releasedLabel: null,
      waitingPullRequests: none,
      waitingIssues: none,
      talkedIssues: none,
      talkedPullRequests: none,
      oldestPullRequests: none,
      oldestIssues: none,
      lineLabel: null,
      waitingElsewhere: none,
      deployments: none,
      records: none,
    },
  }
}

process.on('message', () => {
  process.send({ requests, looks })
  requests = 0
  looks = []
})
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
