import { readFileSync, statSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { readRestDescription, readWebhookDescription } from './description.js'

const rest = readRestDescription()
const webhooks = readWebhookDescription()
const inUse = JSON.parse(readFileSync(new URL('in-use.json', import.meta.url), 'utf8')) as {
  operations: string[]
  webhooks: string[]
}

test('the trimmed descriptions hold what is in use, and are small', () => {
  expect(rest.operations.map(({ id }) => id).sort()).toEqual([...inUse.operations].sort())
  for (const pattern of inUse.webhooks) {
    const names = Object.keys(webhooks.events).filter((name) => name.startsWith(pattern.replace('*', '')))
    expect([pattern, names.length]).not.toEqual([pattern, 0])
  }
  expect(statSync(new URL('rest.json', import.meta.url)).size).toBeLessThan(600_000)
  expect(statSync(new URL('webhooks.json', import.meta.url)).size).toBeLessThan(700_000)
})

test('every reference leads somewhere, and nothing is there that nobody refers to', () => {
  for (const { schemas, ...rest_ } of [rest, webhooks]) {
    const referred = new Set(
      [...JSON.stringify({ rest_, schemas }).matchAll(/"\$ref":"([^"]+)"/g)].map(([, name]) => name),
    )
    expect([...referred].sort()).toEqual(Object.keys(schemas).sort())
  }
})
