import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseCommandReply, printCommandReply } from '../../src/model/command-reply.js'
import { parseDeployCommand, printDeployCommand, type DeployCommand } from '../../src/model/deploy-command.js'
import { noRecord, parseRecord, printRecord, type EnvironmentRecord } from '../../src/model/environment-record.js'
import { parsePurpose, printPurpose } from '../../src/model/deployment.js'
import { cpuTime } from './cpu-time.js'
import { anyMessage, oddText } from './odd-text.js'
import { tries } from './seed.js'

const environments = ['staging', 'production']
const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/)
const prefix = fc.option(fc.stringMatching(/^[a-z][a-z0-9-]{2,10}$/), { nil: undefined })

const command: fc.Arbitrary<DeployCommand> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('deploy', 'rollback'),
    environment: word,
    target: fc.option(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+/@-]{0,30}$/), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('lock' as const),
    environment: word,
    forMs: fc.option(
      fc.integer({ min: 1, max: 9_999 }).map((minutes) => minutes * 60_000),
      { nil: undefined },
    ),
    reason: fc.stringMatching(/^(?:[a-eg-z][a-z]{0,9}(?: [a-z]{1,9}){0,4})?$/),
  }),
  fc.record({ kind: fc.constantFrom('unlock', 'approve'), environment: word }),
  fc.constant({ kind: 'help' as const }),
)

test('what is printed is read back', () => {
  fc.assert(
    fc.property(command, prefix, (said, before) => {
      const body = `Hello.\n\n${printDeployCommand(said, before)}\n`
      expect(parseDeployCommand(body, { prefix: before, environments })).toEqual(said)
    }),
    tries(500),
  )
})

test('quoted, in a fence, or after other words it is none', () => {
  fc.assert(
    fc.property(command, (said) => {
      const line = printDeployCommand(said)
      const known = { prefix: undefined, environments }
      for (const body of [`> ${line}`, `\`\`\`\n${line}\n\`\`\``, `please ${line}`, ` ${line}`, `~~~\n${line}`]) {
        expect(parseDeployCommand(body, known)).toBeUndefined()
      }
    }),
    tries(200),
  )
})

test('two are answered, and none is followed', () => {
  fc.assert(
    fc.property(command, command, (one, other) => {
      const body = `${printDeployCommand(one)}\n${printDeployCommand(other)}`
      expect(parseDeployCommand(body, { prefix: undefined, environments })).toEqual({ kind: 'several' })
    }),
    tries(100),
  )
})

test('whatever anybody writes is read at once, and names no environment that is no name', async () => {
  parseDeployCommand('/deploy staging', { prefix: undefined, environments })
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyMessage, oddText), prefix, async (text, before) => {
      for (const body of [text, `/deploy ${text}`, `/lock staging ${text}`, `/${before ?? 'landfall'} ${text}`]) {
        let read: ReturnType<typeof parseDeployCommand>
        const took = await cpuTime(() => {
          read = parseDeployCommand(body, { prefix: before, environments })
        })
        expect(took).toBeLessThanOrEqual(100)
        if (read !== undefined && 'environment' in read) expect(read.environment).toMatch(/^[A-Za-z0-9][\w-]{0,62}$/)
        if (read?.kind === 'lock') expect(read.reason.length).toBeLessThanOrEqual(200)
      }
    }),
    tries(200),
  )
})

test('no text of a stranger becomes a marker, and a marker says what was agreed', () => {
  const sha = 'a'.repeat(40)
  const at = '2026-06-01T12:00:00.000Z'
  fc.assert(
    fc.property(anyMessage, word, fc.constantFrom('waiting', 'starting', 'running', 'ended'), (text, name, stage) => {
      const accepted = {
        kind: 'deploy',
        task: 'deploy',
        environment: name,
        sha,
        login: 'maya',
        from: 'head',
        stage,
        at,
      } as const
      expect(parseCommandReply(printCommandReply({ comment: 7, accepted }, text))).toEqual({ comment: 7, accepted })
      const approval = { kind: 'approve', environment: name, sha, login: 'sam' } as const
      expect(parseCommandReply(printCommandReply({ comment: 7, accepted: approval }, text))?.accepted).toEqual(approval)
      expect(parseCommandReply(printCommandReply({ comment: 7, accepted: undefined }, text))?.accepted).toBeUndefined()
    }),
    tries(200),
  )
})

test('a record is read back, whatever its reason says; any other message is none', () => {
  fc.assert(
    fc.property(anyMessage, (text) => {
      const at = '2026-06-01T12:00:00.000Z'
      const owner = { kind: 'person', login: 'maya' } as const
      const lock = { owner, by: 'maya', reason: text, at, until: undefined, cause: 'command', comment: 3 } as const
      const record: EnvironmentRecord = { ...noRecord, lock, waiting: [3], claim: { key: 'comment:1', at } }
      expect(parseRecord(printRecord('staging', record))).toEqual(record)
      expect(parseRecord(text)).toBeUndefined()
      expect(parsePurpose(text)).toBeUndefined()
      const purpose = { key: text, task: 'deploy', thread: 5, by: text } as const
      expect(parsePurpose(JSON.stringify(printPurpose(purpose)))).toEqual(purpose)
    }),
    tries(200),
  )
})
