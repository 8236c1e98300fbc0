import { graphql } from '@octokit/graphql'
import { describe, expect, test } from '@jest/globals'
import { toTagRulesets, withoutRefusedRulesets } from '../../src/observe/observe-rulesets.js'

/** A client of a GitHub that answers every query so. */
function answering(body: object): typeof graphql {
  const fetch = () =>
    Promise.resolve(new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } }))
  return graphql.defaults({ request: { fetch } })
}

const refused = {
  type: 'FORBIDDEN',
  path: ['repository', 'rulesets'],
  message: 'Resource not accessible by integration',
}

describe('what GitHub shows of rulesets', () => {
  test('a refusal of the rulesets alone costs no look', async () => {
    const data = { repository: { id: 'R_1', rulesets: null } }
    const asked = withoutRefusedRulesets(answering({ data, errors: [refused] })('{ repository }'))
    await expect(asked).resolves.toEqual(data)
    expect(toTagRulesets({ rulesets: null })).toEqual([])
  })

  test.each([
    ['another field', { data: { repository: { id: 'R_1' } }, errors: [refused, { message: 'no', path: ['viewer'] }] }],
    [
      'an error without a place',
      { data: { repository: { id: 'R_1' } }, errors: [{ message: 'Something went wrong' }] },
    ],
    ['no data', { data: null, errors: [refused] }],
  ])('%s is a failure as before', async (_, body) => {
    const asked = () => withoutRefusedRulesets(answering(body)('{ repository }'))
    await expect(asked()).rejects.toThrow(/Request failed/)
  })

  test('only rulesets in force that keep people from making tags count', () => {
    const node = {
      databaseId: 7,
      name: 'guard',
      enforcement: 'ACTIVE',
      conditions: { refName: { include: ['~ALL'], exclude: [] } },
      rules: { nodes: [{ type: 'CREATION' }] },
    }
    const others = [
      { ...node, enforcement: 'EVALUATE' },
      { ...node, rules: { nodes: [] } },
      { ...node, databaseId: null },
      { ...node, conditions: { refName: null } },
    ]
    expect(toTagRulesets({ rulesets: { nodes: [node, ...others] } })).toEqual([
      { id: 7, name: 'guard', include: ['~ALL'], exclude: [] },
    ])
  })
})
