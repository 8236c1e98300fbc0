import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readConfig, type ReadConfig } from '../../src/model/config.js'
import { environmentPattern } from '../../src/model/environment.js'
import { cpuTime } from './cpu-time.js'
import { oddText } from './odd-text.js'
import { tries } from './seed.js'

/** A configuration holds so many characters at most; whatever is in them is read in a moment. */
const mostCharacters = 100_000
const mostMs = 500

/** What every object answers to, whoever made it. */
const inherited = Object.getOwnPropertyNames(Object.prototype)

const name = fc.stringMatching(/^[a-z][A-Za-z0-9_-]{0,12}$/).filter((one) => !inherited.includes(one))
const time = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom('m', 'h', 'd')).map((parts) => parts.join(''))
const rules = fc.record(
  {
    on: fc.constantFrom('merge', 'release', 'command'),
    checks: fc.oneof(fc.constantFrom('all', 'required'), fc.array(fc.string(), { minLength: 1, maxLength: 3 })),
    reviews: fc.constantFrom('required', 'off'),
    approvals: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom('1', '2 by maintain', '1 by release-managers')),
    allow: fc.subarray(['drafts', 'forks', 'behind', 'self-approval']),
    freeze: fc.subarray(['Fri 16:00 - Mon 08:00', '22:00 - 06:00', '2026-12-20 - 2027-01-04']),
    'time-zone': fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata'),
    timeout: time,
    'on-failure': fc.constantFrom('rollback', 'lock', 'nothing'),
    workflow: fc.constantFrom('deploy.yml', 'a-b.yaml'),
  },
  { requiredKeys: [] },
)

const keys = [
  'on',
  'after',
  'soak',
  'checks',
  'reviews',
  'approvals',
  'allow',
  'freeze',
  'time-zone',
  'timeout',
  'on-failure',
  'workflow',
]
const key = fc.oneof(fc.constantFrom(...keys, '__proto__', 'prototype', ...inherited), name, oddText)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'value' },
    oddText,
    fc.constantFrom(
      ...keys,
      ...inherited,
      'staging',
      '1 by maintain',
      '30m',
      '99 - 99',
      'Fri 99:99 - Mon 08:00',
      '2026-99-99 - 2027-01-01',
    ),
    fc.constantFrom(null, true, false, 0, -1, 1e308, 1.5, ''),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

/** Reads it within the bound, and holds against the answer all that must be so whatever was written. */
async function readsAtOnce(text: string): Promise<ReadConfig> {
  const before = JSON.stringify(inherited)
  let read: ReadConfig | undefined
  expect(await cpuTime(() => void (read = readConfig(text)), mostMs)).toBeLessThanOrEqual(mostMs)
  if (read === undefined) throw new Error('nothing was read')
  expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(before)
  expect(Object.keys({})).toEqual([])
  if (read.kind === 'valid') {
    const names = read.config.environments.map((one) => one.name)
    for (const one of read.config.environments) {
      expect(one.name).toMatch(environmentPattern)
      expect(one.name in {}).toBe(false)
      if (one.after !== undefined) expect(names).toContain(one.after)
      expect(one.timeoutMs).toBeGreaterThan(0)
    }
    return read
  }
  const lines = text.split('\n')
  expect(read.problems.length).toBeGreaterThan(0)
  expect(read.problems.length).toBeLessThanOrEqual(21)
  for (const { line, column, message } of read.problems) {
    expect(message).not.toBe('')
    expect(line).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(lines.length)
    expect(column).toBeGreaterThanOrEqual(1)
    expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1)
  }
  return read
}

// YAML reads what JSON writes.
const write = (environments: unknown): string =>
  `environments: ${JSON.stringify(environments, null, 1).replaceAll('\n', '\n ')}\n`

describe('the key `environments`', () => {
  test('takes what is right, in the order in which it is listed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, rules, { minKeys: 1, maxKeys: 5, noNullPrototype: true }), async (given) => {
        const read = await readsAtOnce(write(given))
        if (read.kind === 'invalid') throw new Error(JSON.stringify(read.problems))
        const { environments } = read.config
        expect(environments.map((one) => one.name)).toEqual(Object.keys(given))
        for (const one of environments) {
          const { on = 'command', checks = 'all', allow = [], workflow } = given[one.name] ?? {}
          expect(one).toMatchObject({ on, checks, allow, workflow })
        }
      }),
      tries(200),
    )
  })

  test('says where it is wrong, and harms nothing, whatever stands there', async () => {
    const section = fc.oneof(value, fc.dictionary(key, fc.oneof(value, rules), { maxKeys: 6, noNullPrototype: true }))
    await fc.assert(
      fc.asyncProperty(section, async (given) => void (await readsAtOnce(write(given)))),
      tries(400),
    )
  })

  test('so it does where a text is cut, and mixed with another', async () => {
    const whole = write({ staging: { freeze: ['22:00 - 06:00'] }, production: { after: 'staging', soak: '30m' } })
    const odd = fc.oneof(
      oddText,
      fc.constantFrom(
        '&a ',
        '*a',
        '!!js/function ',
        '<<: ',
        '? ',
        '- - ',
        '{',
        '}',
        '[',
        '"',
        '%YAML 9.9\n',
        '\t',
        '\u0000',
        '---\n',
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(20), odd, async (at, cut, text) => {
        await readsAtOnce(whole.slice(0, at) + text + whole.slice(at + cut))
      }),
      tries(400),
    )
  })

  test.each(inherited.filter((one) => environmentPattern.test(one)))(
    'takes no environment named %s, nor one after it, since every object has that',
    async (word) => {
      expect(await readsAtOnce(`environments:\n  ${word}: {}\n`)).toMatchObject({ problems: [{ line: 2, column: 3 }] })
      const after = await readsAtOnce(`environments:\n  staging:\n    after: ${word}\n`)
      expect(after).toMatchObject({ problems: [{ line: 3, column: 5 }] })
      expect(await readsAtOnce(`done:\n  when: live:${word}\n`)).toMatchObject({ kind: 'invalid' })
    },
  )

  test('takes thirty environments, and says which is one too many', async () => {
    const many = (count: number) =>
      `environments:\n${Array.from({ length: count }, (_, index) => `  e${index}: {}\n`).join('')}`
    expect(await readsAtOnce(many(30))).toMatchObject({ kind: 'valid' })
    expect(await readsAtOnce(many(32))).toMatchObject({ problems: [{ line: 32, column: 3 }] })
  })

  test('sets no prototype', async () => {
    for (const text of ['environments:\n  __proto__: { on: merge }\n', 'environments:\n  __proto__: 1\n'])
      expect(await readsAtOnce(text)).toMatchObject({ problems: [{ line: 2, column: 3 }] })
    expect(await readsAtOnce('__proto__:\n  environments: { a: {} }\n')).toMatchObject({ kind: 'invalid' })
  })
})

describe('as much as a configuration holds', () => {
  const filled = (line: (index: number) => string): string => {
    let text = 'environments:\n'
    for (let index = 0; text.length + 60 < mostCharacters; index += 1) text += line(index)
    return text
  }

  test.each<[string, string]>([
    ['a chain', filled((index) => ` e${index}: {after: e${index + 1}}\n`)],
    ['a circle', filled((index) => ` e${index}: {after: e${index + 1}}\n`).replace(/e\d+\}\n$/, 'e0}\n')],
    ['mistakes', filled((index) => ` e${index}: {on: never}\n`)],
    ['names that are none', filled((index) => ` e.${index}: {}\n`)],
    ['windows', `${filled((index) => (index === 0 ? ' a:\n  freeze:\n' : '   - "22:00 - 06:00"\n'))}`],
    ['depth', `environments: ${'['.repeat(2_000)}${']'.repeat(2_000)}\n`],
    [
      'aliases',
      `environments:\n a: &a {on: merge}\n${Array.from({ length: 4_000 }, (_, at) => ` b${at}: *a\n`).join('')}`,
    ],
    [
      'aliases of aliases',
      [
        'environments:',
        ' a0: &a0 [x, x]',
        ...Array.from({ length: 30 }, (_, at) => ` a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`),
        '',
      ].join('\n'),
    ],
  ])('is read at once: %s', async (_, text) => {
    await readsAtOnce(text)
  })
})
