import { describe, expect, test } from '@jest/globals'
import { parseCommand, printCommand } from '../../src/model/command.js'
import { parseCommandReply, printCommandReply, type CommandReply } from '../../src/model/command-reply.js'

describe('a command', () => {
  test.each([
    ['/release as 2.0.0', { kind: 'release-as', version: '2.0.0' }],
    ['Well.\r\n\r\n/Release AS v2.0.0  \r\nThanks!', { kind: 'release-as', version: '2.0.0' }],
    ['/release refresh', { kind: 'release-refresh' }],
    ['/release', { kind: 'unknown', nearest: ['/release as 2.0.0', '/release refresh'] }],
    ['/release 3.1.0', { kind: 'unknown', nearest: ['/release as 3.1.0'] }],
    ['/release to 3.1.0', { kind: 'unknown', nearest: ['/release as 3.1.0'] }],
    ['/release as 2.0.0-rc.1', { kind: 'unknown', nearest: ['/release as 2.0.0'] }],
    ['/release as', { kind: 'unknown', nearest: ['/release as 2.0.0'] }],
    ['/release refrehs', { kind: 'unknown', nearest: ['/release refresh'] }],
    ['/release refresh\n/release as 2.0.0', { kind: 'unknown', nearest: ['/release as 2.0.0', '/release refresh'] }],
  ])('%j', (body, command) => {
    expect(parseCommand(body)).toEqual(command)
  })

  test.each([
    '',
    '> /release as 2.0.0',
    ' /release as 2.0.0',
    '```\n/release as 2.0.0\n```',
    '/releases',
    'a /release',
  ])('%j is none', (body) => {
    expect(parseCommand(body)).toBeUndefined()
  })

  test.each([{ kind: 'release-as', version: '2.0.0' }, { kind: 'release-refresh' }] as const)(
    '%j reads as printed',
    (command) => {
      expect(parseCommand(printCommand(command))).toEqual(command)
    },
  )
})

describe('a reply', () => {
  test.each<CommandReply>([
    { comment: 12, accepted: undefined },
    { comment: 2 ** 40, accepted: { kind: 'release-as', version: '2.0.0', login: 'maya-x' } },
    { comment: 12, accepted: { kind: 'release-refresh' } },
  ])('%j reads as printed', (reply) => {
    expect(parseCommandReply(printCommandReply(reply, 'Words.'))).toEqual(reply)
  })

  test('a marker that is not the first line is none', () => {
    expect(parseCommandReply(`Words.\n${printCommandReply({ comment: 1, accepted: undefined }, '')}`)).toBeUndefined()
  })
})
