import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Job } from '../../src/model/job.js'
import { receiveWebhooks } from '../../src/webhooks/receive-webhooks.js'

const push = JSON.stringify({
  ref: 'refs/heads/main',
  after: 'abc',
  repository: { full_name: 'acme/harbour', default_branch: 'main' },
  sender: { login: 'maya' },
  installation: { id: 5 },
})

describe('the door, over HTTP', () => {
  let server: Server
  let kept: [guid: string, jobs: readonly Job[]][]
  let keeps: () => Promise<void>
  let errors: unknown[]
  let failures: string[]
  let answers: [event: string, status: number][]

  beforeEach(async () => {
    kept = []
    errors = []
    failures = []
    answers = []
    keeps = async () => undefined
    server = createServer(
      receiveWebhooks({
        secrets: ['new secret', 'old secret'],
        ownLogin: 'landfall[bot]',
        async receive(guid, jobs) {
          await keeps()
          kept.push([guid, jobs])
        },
        onError(error, _, where) {
          errors.push(error)
          failures.push(where)
        },
        onAnswer: (event, status) => answers.push([event, status]),
      }),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => new Promise((resolve) => server.close(resolve)))

  function headers(body: string, secret = 'new secret', event = 'push'): Record<string, string> {
    return {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': 'guid-1',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    }
  }

  async function knock(body: string, given: Record<string, string>, method = 'POST') {
    const { port } = server.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method,
      headers: given,
      ...(method === 'GET' ? {} : { body }),
    })
    return { status: response.status, text: await response.text() }
  }

  test.each(['new secret', 'old secret'])('takes in what the %s signed', async (secret) => {
    expect(await knock(push, headers(push, secret))).toEqual({ status: 202, text: 'Kept.\n' })
    expect(kept).toMatchObject([['guid-1', [{ repo: { installationId: 5, owner: 'acme', name: 'harbour' } }]]])
    expect(answers).toEqual([['push', 202]])
  })

  test('answers only once it is kept', async () => {
    let keep = (): void => undefined
    keeps = () => new Promise((resolve) => (keep = resolve))
    let answered = false
    const answer = knock(push, headers(push)).then(() => (answered = true))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(answered).toBe(false)
    keep()
    await answer
  })

  test('an event that says nothing of a release is answered, and asks for nothing', async () => {
    const star = '{"action":"created"}'
    expect((await knock(star, headers(star, 'new secret', 'star'))).status).toBe(202)
    expect(kept).toEqual([['guid-1', []]])
  })

  test('what cannot be kept is refused, so that GitHub lists it as failed', async () => {
    keeps = () => Promise.reject(new Error('database or disk is full'))
    const { status, text } = await knock(push, headers(push))
    expect([status, errors, failures]).toEqual([503, [new Error('database or disk is full')], ['door']])
    expect(text).not.toContain('disk')
  })

  test.each<[string, number, RegExp, () => ReturnType<typeof knock>]>([
    ['another secret', 401, /WEBHOOK_SECRET/, () => knock(push, headers(push, 'guessed'))],
    ['a body that was changed', 401, /WEBHOOK_SECRET/, () => knock(push.replace('abc', 'abd'), headers(push))],
    [
      'a signature of another form',
      401,
      /WEBHOOK_SECRET/,
      () => knock(push, { ...headers(push), 'x-hub-signature-256': 'sha1=abc' }),
    ],
    ['no body', 401, /WEBHOOK_SECRET/, () => knock('', headers(''))],
    ['no signature', 400, /set a secret/, () => knock(push, { ...headers(push), 'x-hub-signature-256': '' })],
    ['no GUID', 400, /X-GitHub-Delivery/, () => knock(push, { ...headers(push), 'x-github-delivery': '' })],
    ['no JSON', 400, /application\/json/, () => knock('payload=%7B%7D', headers('payload=%7B%7D'))],
    ['JSON that is no object', 400, /application\/json/, () => knock('[]1', headers('[]1'))],
    ['another method', 405, /POST/, () => knock('', headers(''), 'GET')],
  ])('%s: %d', async (_, expected, sentence, knocks) => {
    const { status, text } = await knocks()
    expect([status, kept, errors]).toEqual([expected, [], []])
    expect(text).toMatch(sentence)
  })

  test('a body that its sender cut off is no failure of the database', async () => {
    const { port } = server.address() as AddressInfo
    const arrived = once(server, 'request')
    const sent = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      headers: { ...headers(push), 'content-length': String(push.length) },
    })
    sent.on('error', () => undefined)
    sent.write(push.slice(0, 20))
    await arrived
    sent.destroy()
    for (const end = Date.now() + 5_000; answers.length === 0 && Date.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    expect([answers, failures, kept]).toEqual([[['push', 400]], ['body'], []])
  })

  test.each([
    ['no repository', { repository: undefined }],
    ['a repository without an owner', { repository: { full_name: 'harbour', default_branch: 'main' } }],
    ['no ref', { ref: undefined }],
    ['an installation of no number', { installation: { id: 'five' } }],
  ])('a payload of an odd shape, %s, is refused in its own words', async (_, odd) => {
    const body = JSON.stringify({ ...JSON.parse(push), ...odd })
    const { status, text } = await knock(body, headers(body))
    expect([status, failures, kept]).toEqual([400, ['payload'], []])
    expect(text).toMatch(/not as GitHub describes/)
  })

  test.each([
    ['that says so', { 'content-length': String(26 * 1024 * 1024) }],
    ['that does not say so', { 'transfer-encoding': 'chunked' }],
  ])('a body over 25 MB %s is not read to its end', async (_, sizing) => {
    const { port } = server.address() as AddressInfo
    const status = await new Promise<number | undefined>((resolve) => {
      const sent = request({ port, host: '127.0.0.1', method: 'POST', headers: { ...headers(''), ...sizing } })
      sent.on('response', (response) => resolve(response.statusCode))
      sent.on('error', () => undefined)
      const chunk = Buffer.alloc(1024 * 1024)
      for (let sentMb = 0; sentMb < 27; sentMb += 1) sent.write(chunk)
    })
    expect([status, kept]).toEqual([413, []])
  })
})
