import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { load } from 'js-yaml'
import { configJsonSchema, configKeys } from '../../src/model/config-json-schema.js'
import { writeReference } from '../../src/model/config-reference.js'
import { readConfig } from '../../src/model/config.js'

const page = readFileSync('docs/configuration.md', 'utf8')
const isRight = new Ajv().compile(configJsonSchema())

describe('the reference, from the same source as the reader', () => {
  test('docs/landfall.schema.json is what the source says (else: npm run docs)', () => {
    expect(readFileSync('docs/landfall.schema.json', 'utf8')).toBe(`${JSON.stringify(configJsonSchema(), null, 2)}\n`)
  })

  test('docs/configuration.md is what the source says (else: npm run docs)', () => {
    expect(writeReference(page)).toBe(page)
  })

  test('every key says what it does', () => {
    expect(configKeys().filter(({ schema }) => !schema.description)).toEqual([])
  })

  test('a page without its marks is a mistake', () => {
    expect(() => writeReference('# Configuration')).toThrow('there is no <!-- example -->')
  })

  test('the examples of the page are valid, and the first one changes nothing', () => {
    const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text ?? '')
    expect(examples.map((text) => readConfig(text).kind)).toEqual(examples.map(() => 'valid'))
    expect(readConfig(examples[0] ?? '')).toEqual(readConfig(''))
  })
})

describe('what an editor says by the schema', () => {
  test.each([
    '{}',
    'release:',
    'release: {types:, pre-1.0:, files:, assets:}',
    'since: 2026-01-31T10:00:00+02:00\npaused: true',
    'release: {tag: "core-v${version}", types: {docs: patch, "*": none}, pre-1.0: {feature: patch}}',
    'release: {changelog: false, first-version: 0.1.0, refresh: 15m, draft: true}',
    'release: {files: [a.ts, {path: b.json, json: $.version}], assets: ["a-${version}.zip"]}',
  ])('%j is right for both', (text) => {
    expect(readConfig(text).kind).toBe('valid')
    isRight(load(text))
    expect(isRight.errors).toBeNull()
  })

  test.each([
    'sinse: 2026-01-31',
    'since: yesterday',
    'paused: yes',
    'release: {tags: v}',
    'release: {tag: v}',
    'release: {types: {feat: huge}}',
    'release: {pre-1.0: {feature: major}}',
    'release: {first-version: 1.0}',
    'release: {refresh: 90x}',
    'release: {files: [{path: b.json}]}',
    'release: {assets: a.zip}',
  ])('%j is wrong for both', (text) => {
    expect(readConfig(text).kind).toBe('invalid')
    expect(isRight(load(text))).toBe(false)
  })
})
