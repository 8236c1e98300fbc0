import { expect, test } from '@jest/globals'
import { toTagRulesets } from '../../src/observe/observe-rulesets.js'

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
  expect(toTagRulesets({ rulesets: null })).toEqual([])
})
