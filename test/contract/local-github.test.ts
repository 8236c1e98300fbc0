import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startAsked, type AskedGitHub } from './asked-github.js'
import { createContract } from './validate.js'
import { type TrafficWatch, watchTraffic } from './watch-traffic.js'
import { useEveryOperation } from './every-operation.js'

let github: AskedGitHub | undefined
let failures: string[]
let traffic: TrafficWatch | undefined

beforeAll(async () => {
  const { asked, idle } = (github = await startAsked())
  traffic = watchTraffic(createContract(), () => asked.url)
  failures = await useEveryOperation(asked)
  await idle()
}, 60_000)

afterAll(async () => {
  traffic?.stop()
  await github?.close()
})

test('the local GitHub does what its clients ask, and refuses as GitHub does', () => {
  expect(failures).toEqual([])
})

test('what the local GitHub answers and sends is as GitHub describes itself', () => {
  expect(traffic?.report()).toBe('')
})
