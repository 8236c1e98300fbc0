import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import { answerProbes } from '../../src/dashboard/answer-probes.js'
import { createMetrics } from '../../src/dashboard/metrics.js'
import { readAllowance } from '../../src/model/allowance.js'

describe('the probes', () => {
  let server: Server
  afterEach(() => new Promise((resolve) => server.close(resolve)))

  async function served(isReady: () => Promise<void>) {
    const metrics = createMetrics(async () => ({ ready: 3, later: 2, running: 1, dead: 4, oldestMs: 1_500 }))
    server = createServer((request, response) => {
      if (!answerProbes(request.url ?? '', response, { isReady, metrics })) response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const get = async (path: string): Promise<[number, string]> => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`)
      return [response.status, await response.text()]
    }
    return { get, metrics }
  }

  test('it is alive as long as it answers, and ready as long as it can keep what comes in', async () => {
    let isFull = false
    const { get } = await served(async () => {
      if (isFull) throw new Error('database or disk is full')
    })
    expect([await get('/healthz'), await get('/readyz')]).toEqual([
      [200, 'ok\n'],
      [200, 'ready\n'],
    ])
    isFull = true
    expect([await get('/healthz'), await get('/readyz')]).toEqual([
      [200, 'ok\n'],
      [503, 'not ready: database or disk is full\n'],
    ])
    expect((await get('/elsewhere'))[0]).toBe(404)
  })

  test('what was done is counted, in the words of Prometheus', async () => {
    const { get, metrics } = await served(async () => undefined)
    metrics.webhook('push', 202)
    metrics.look('done', 300)
    metrics.missed(2)
    metrics.error('door')
    metrics.request(7, undefined)
    const headers = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4711' }
    metrics.request(7, { status: 200, allowance: readAllowance({ status: 200, headers }, new Date()) })
    const [status, text] = await get('/metrics')
    expect(status).toBe(200)
    for (const line of [
      'landfall_webhooks_total{event="push",status="202"} 1',
      'landfall_look_seconds_count{outcome="done"} 1',
      'landfall_missed_deliveries_total 2',
      'landfall_errors_total{where="door"} 1',
      'landfall_github_requests_total{installation="7",status="none"} 1',
      'landfall_github_requests_total{installation="7",status="200"} 1',
      'landfall_github_rate_limit_remaining{installation="7",resource="core"} 4711',
      'landfall_queue_jobs{state="ready"} 3',
      'landfall_queue_jobs{state="dead"} 4',
      'landfall_queue_oldest_ready_seconds 1.5',
    ]) {
      expect(text.split('\n')).toContain(line)
    }
  })
})
