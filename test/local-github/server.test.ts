import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createLocalGitHub, ListenError } from '../../src/local-github/local-github.js'
import { serve, type Serving } from './serving.js'

let serving: Serving

beforeAll(async () => {
  serving = await serve({ anonymous: 'alice' })
})
afterAll(() => serving.close())

const post = (path: string) =>
  fetch(`${serving.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${serving.alice.token}` },
    body: JSON.stringify({ query: '{ viewer { login } }' }),
  })

describe('the server', () => {
  test('serves REST, GraphQL and pages under one address, which it knows', async () => {
    expect(serving.world.url).toBe(serving.url)
    expect(serving.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(await (await fetch(`${serving.url}/api/v3/users/alice`)).json()).toMatchObject({ login: 'alice' })
    for (const path of ['/api/graphql', '/graphql']) {
      expect(await (await post(path)).json()).toMatchObject({ data: { viewer: { login: 'alice' } } })
    }
    const page = await fetch(`${serving.url}/alice/app`)
    expect(page.headers.get('content-type')).toContain('text/html')
  })

  test('says in a sentence that the port is taken', async () => {
    const port = Number(new URL(serving.url).port)
    const second = createLocalGitHub({ dataDir: await serving.folder() })
    const failed = await second.listen(port).catch((error: unknown) => error)
    await second.close()
    expect(failed).toBeInstanceOf(ListenError)
    expect(failed).toMatchObject({
      code: 'port-taken',
      message: `Port ${port} on 127.0.0.1 is taken: stop what runs there, or choose another port.`,
    })
  })

  test('says in a sentence that the host is none of this machine’s', async () => {
    const elsewhere = createLocalGitHub({ dataDir: await serving.folder() })
    const failed = await elsewhere.listen(0, '203.0.113.1').catch((error: unknown) => error)
    await elsewhere.close()
    expect(failed).toMatchObject({ code: 'host-unknown', message: expect.stringContaining('203.0.113.1') })
  })

  test('closes at once, though clients keep their connections open', async () => {
    const short = await serve()
    await fetch(`${short.url}/api/v3/rate_limit`)
    const socket = connect(Number(new URL(short.url).port), '127.0.0.1')
    await new Promise((resolve) => socket.once('connect', resolve))
    socket.write('GET /api/v3/ HTTP/1.1\r\nHost: x\r\n')
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.on('error', () => undefined)
    const started = performance.now()
    await short.close()
    await closed
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
