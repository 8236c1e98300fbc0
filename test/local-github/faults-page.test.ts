import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { faultPresets } from '../../src/local-github/faults/fault-presets.js'
import { serve, type Serving } from './serving.js'

let serving: Serving

beforeAll(async () => {
  serving = await serve({ anonymous: 'alice' })
})
beforeEach(() => serving.github.faults.clear())
afterAll(() => serving.close())

const page = async (path = '') => (await fetch(`${serving.url}/settings/faults${path}`)).text()

function send(fields: Record<string, string>, path = '', headers: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams(fields)
  return fetch(`${serving.url}/settings/faults${path}`, { method: 'POST', body, headers, redirect: 'manual' })
}

describe('the page of faults', () => {
  test('says that nothing goes wrong, and offers what may', async () => {
    const text = await page()
    expect(text).toContain('Nothing goes wrong')
    for (const { title } of faultPresets) expect(text).toContain(title)
    expect(text).toMatch(/<a href="\/settings\/faults"\s+aria-current="page">/)
  })

  test('breaks what is chosen, tells how often it struck, and mends it', async () => {
    for (const { id } of faultPresets) expect((await send({ preset: id })).status).toBe(303)
    expect(serving.github.faults.list().map(({ rule }) => rule)).toEqual(faultPresets.map(({ rule }) => rule))
    await fetch(`${serving.url}/api/v3/repos/alice/app/releases`, { method: 'POST' })
    const text = await page()
    expect(text).toContain('POST /repos/{owner}/{repo}/releases')
    expect(text).toMatch(/the next is answered 502; struck 1 of 1, and is done/)
    await send({ id: 'fault-1' }, '/remove')
    expect(serving.github.faults.list()).toHaveLength(faultPresets.length - 1)
    await send({}, '/remove')
    expect(serving.github.faults.list()).toEqual([])
  })

  test('takes a rule of one’s own', async () => {
    await send({ target: 'webhook push', effect: 'duplicate', number: '', nth: 'every' })
    await send({ target: 'graphql updateRefs', effect: 'reset after', number: '', nth: 'next' })
    await send({ target: 'GET /user', effect: 'delay', number: '50', nth: 'next' })
    expect(serving.github.faults.list().map(({ rule }) => rule)).toEqual([
      { match: { event: 'push' }, nth: 'every', effect: { kind: 'duplicate' } },
      { match: { graphql: 'updateRefs' }, effect: { kind: 'reset', when: 'after' } },
      { match: { path: 'GET /user' }, effect: { kind: 'delay', ms: 50 } },
    ])
  })

  test('says what is wrong with a rule, and keeps what was written', async () => {
    const refused = await send({ target: 'releases <b>', effect: 'status', number: 'x', nth: 'every' })
    const text = await refused.text()
    expect(refused.status).toBe(422)
    expect(text).toContain('match.path: begins with a slash')
    expect(text).toContain('value="releases &lt;b&gt;"')
    expect(serving.github.faults.list()).toEqual([])
  })

  test('sets the lag of reads', async () => {
    const lag = { readsMs: '1500', associatedPullRequestsMs: '5000', mergeableMs: '0' }
    expect((await send(lag, '/lag')).status).toBe(303)
    expect(serving.github.lag.settings).toEqual({ readsMs: 1500, associatedPullRequestsMs: 5000, mergeableMs: 0 })
    expect((await send({ ...lag, readsMs: 'soon' }, '/lag')).status).toBe(422)
    serving.github.lag.set({ readsMs: 0, associatedPullRequestsMs: 0 })
  })

  test('takes no forms from other sites', async () => {
    expect((await send({ preset: 'release-502' }, '', { origin: 'https://evil.example' })).status).toBe(403)
    expect(serving.github.faults.list()).toEqual([])
  })
})
