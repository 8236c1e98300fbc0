import { graphql } from '@octokit/graphql'
import { describe, expect, test } from '@jest/globals'
import { withoutRefused } from '../../src/observe/without-refused.js'

interface Answer {
  readonly repository: unknown
}

/** Asks a GitHub that answers queries with these bodies, one after the other. */
function asking(...bodies: object[]) {
  const asked: boolean[] = []
  const fetch = () =>
    Promise.resolve(new Response(JSON.stringify(bodies.shift()), { headers: { 'content-type': 'application/json' } }))
  const ask = (showsDeployments: boolean): Promise<Answer> => {
    asked.push(showsDeployments)
    return graphql<Answer>('{ repository }', { request: { fetch } })
  }
  return { ask, asked }
}

const refused = (field: string) => ({
  type: 'FORBIDDEN',
  path: ['repository', field],
  message: 'Resource not accessible by integration',
})
const shown = { repository: { id: 'R_1' } }

describe('a look that GitHub refuses a part of', () => {
  test.each(['rulesets', 'deployments'])('goes on without the %s, where the rest is shown', async (field) => {
    const { ask, asked } = asking({ data: shown, errors: [refused(field)] })
    await expect(withoutRefused(ask)).resolves.toEqual(shown)
    expect(asked).toEqual([true])
  })

  test('asks once more where the deployments took the rest with them, and may miss the rulesets then', async () => {
    const { ask, asked } = asking(
      { data: { repository: null }, errors: [refused('deployments'), refused('rulesets')] },
      { data: shown, errors: [refused('rulesets')] },
    )
    await expect(withoutRefused(ask)).resolves.toEqual(shown)
    expect(asked).toEqual([true, false])
  })

  test('asks no third time', async () => {
    const body = { data: { repository: null }, errors: [refused('deployments')] }
    const { ask, asked } = asking(body, body)
    await expect(withoutRefused(ask)).rejects.toThrow(/Request failed/)
    expect(asked).toEqual([true, false])
  })

  test.each([
    ['another field', { data: shown, errors: [refused('rulesets'), { message: 'no', path: ['viewer'] }] }],
    ['an error without a place', { data: shown, errors: [{ message: 'Something went wrong' }] }],
    ['no data', { data: null, errors: [refused('rulesets')] }],
  ])('fails for %s', async (_, body) => {
    await expect(withoutRefused(asking(body).ask)).rejects.toThrow(/Request failed/)
  })
})
