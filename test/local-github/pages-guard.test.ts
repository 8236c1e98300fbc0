import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Script } from 'node:vm'
import { openIssue } from '../../src/local-github/world/issues.js'
import type { Delivery } from '../../src/local-github/world/delivery.js'
import { setStage, type Stage } from './pages-stage.js'

describe('what surrounds the pages', () => {
  let stage: Stage
  const redelivered: number[] = []
  const failures: unknown[] = []

  beforeAll(async () => {
    stage = await setStage({
      redeliver: async (id) => void redelivered.push(id),
      onFailure: (error) => void failures.push(error),
    })
    await stage.commit('chore: begin', { 'a.txt': 'one\n' })
  })

  afterAll(() => stage.clear())

  test('every answer forbids scripts and styles of others', async () => {
    for (const path of ['/', '/maya/harbour', '/none/none', '/assets/style.css']) {
      const { headers, html } = await stage.read(path)
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'self'; script-src 'self';/,
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(html).not.toMatch(/ style="| on[a-z]+="|<style|<script>/)
    }
  })

  test('style and script are served, and the script is sound', async () => {
    const { html } = await stage.read('/')
    const [, style = ''] = /href="(\/assets\/style\.css[^"]*)"/.exec(html) ?? []
    const [, script = ''] = /src="(\/assets\/live\.js[^"]*)"/.exec(html) ?? []
    expect((await stage.read(style)).headers.get('content-type')).toMatch('text/css')
    const { headers, html: source } = await stage.read(script)
    expect(headers.get('content-type')).toMatch('text/javascript')
    expect(() => new Script(source)).not.toThrow()
  })

  test.each([
    ['another site', { origin: 'http://evil.example' }],
    ['another port', { origin: 'http://localhost:4000' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a name that was pointed here', { origin: 'http://evil.example:3000', host: 'evil.example:3000' }],
  ])('a form from %s changes nothing', async (_, headers) => {
    const before = stage.repository.issues.size
    const { status } = await stage.send('/maya/harbour/issues', { title: 'Gotcha', body: '' }, headers)
    expect(status).toBe(403)
    expect(stage.repository.issues.size).toBe(before)
  })

  test('you become somebody else, and come back to where you were', async () => {
    const { status, location, headers } = await stage.send('/switch-user', { login: 'sam', return_to: '/maya/harbour' })
    expect([status, location]).toEqual([303, '/maya/harbour'])
    const cookie = headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^as=sam;.*HttpOnly; SameSite=Lax/)
    const as = { cookie: cookie.split(';')[0] ?? '' }
    expect((await stage.read('/', as)).html).toMatch(/You are <strong>sam<\/strong>/)
    await stage.send('/maya/harbour/issues', { title: 'By Sam', body: '' }, as)
    expect([...stage.repository.issues.values()].at(-1)?.author.login).toBe('sam')
  })

  test('you become nobody else: no bot, no unknown, no other site', async () => {
    expect((await stage.send('/switch-user', { login: 'helper[bot]' })).status).toBe(422)
    expect((await stage.send('/switch-user', { login: 'nobody' })).status).toBe(422)
    expect((await stage.read('/', { cookie: 'as=helper[bot]' })).html).toMatch(/You are <strong>maya<\/strong>/)
    for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      expect((await stage.send('/switch-user', { login: 'sam', return_to: back })).location).toBe('/')
    }
  })

  test('a form may not be endless', async () => {
    const { status } = await stage.send('/maya/harbour/issues', { title: 'x', body: 'x'.repeat(3_000_000) })
    expect(status).toBe(413)
  })

  test('a surprise is a page, and goes to the log', async () => {
    const git = stage.world.git
    Object.assign(stage.world, {
      git: () => {
        throw new Error('the disk is gone: secret')
      },
    })
    const { status, text } = await stage.read('/maya/harbour')
    Object.assign(stage.world, { git })
    expect(status).toBe(500)
    expect(text).toContain('Something went wrong here')
    expect(text).not.toContain('secret')
    expect(failures).toHaveLength(1)
  })

  test('deliveries are listed newest first, shown in full, and sent again', async () => {
    const [app] = [...stage.world.apps.values()]
    if (!app) throw new Error('there should be an app')
    const delivery = (id: number, statusCode: number): Delivery => ({
      id,
      guid: `guid-${id}`,
      app,
      event: 'pull_request',
      action: 'opened',
      installationId: 1,
      repositoryId: stage.repository.id,
      redelivery: false,
      deliveredAt: '2026-03-01T11:59:00Z',
      request: { headers: { 'X-GitHub-Event': 'pull_request' }, payload: { title: '</pre><script>' } },
      response: { statusCode, status: statusCode === 202 ? 'OK' : 'Invalid', durationMs: 12, body: '<b>hi' },
    })
    stage.world.deliveries.push(delivery(7001, 202), delivery(7002, 500))
    const { text, html } = await stage.read('/settings/deliveries')
    expect(text).toMatch(/pull_request\.opened 500 12 ms maya\/harbour guid-700 1 minute ago pull_request\.opened 202/)
    expect(html.indexOf('/settings/deliveries/7002')).toBeLessThan(html.indexOf('/settings/deliveries/7001'))
    const one = await stage.read('/settings/deliveries/7001')
    expect(one.text).toContain('X-GitHub-Event: pull_request')
    expect(one.text).toContain('"title": "</pre><script>"')
    expect(one.html).not.toContain('<script>')
    expect((await stage.send('/settings/deliveries/7001/redeliver', {})).location).toBe('/settings/deliveries')
    expect(redelivered).toEqual([7001])
  })

  test('whoever listens hears that something changed in the repository', async () => {
    const answer = await stage.fetch('/events?topic=Maya/Harbour')
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    const reader = answer.body?.getReader()
    if (!reader) throw new Error('there should be a stream')
    await reader.read()
    await openIssue(stage.world, stage.repository, stage.maya, { title: 'News' })
    const { value } = await reader.read()
    expect(new TextDecoder().decode(value)).toContain('event: change')
    await reader.cancel()
    await openIssue(stage.world, stage.repository, stage.maya, { title: 'More news' })
  })
})
