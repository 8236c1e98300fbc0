import { describe, expect, test } from '@jest/globals'
import { mayBeCommand, parseQuestions } from '../../src/model/question.js'

describe('the questions of a comment', () => {
  test.each([
    ['/status', ['status']],
    ['Hello.\r\n/why  \r\nThank you.', ['why']],
    ['/why\n/status\n/why', ['why', 'status']],
    ['/stat', []],
    ['/statuses', []],
    ['/status status', []],
    ['/status please', []],
    ['/Status', []],
    ['status', []],
    [' /status', []],
    ['    /status', []],
    ['> /status', []],
    ['Is /status right?', []],
    ['```\n/status\n```', []],
    ['~~~~\n/status\n~~~', []],
    ['```\nno\n```\n/status', ['status']],
    ['/landfall status', []],
  ])('%j', (body, expected) => {
    expect(parseQuestions(body, undefined)).toEqual(expected)
  })

  test.each([
    ['/landfall status', ['status']],
    ['/landfall \t why', ['why']],
    ['/landfall', []],
    ['/landfall stat', []],
    ['/landfall status now', []],
    ['/status', []],
    ['/other status', []],
  ])('with the prefix landfall: %j', (body, expected) => {
    expect(parseQuestions(body, 'landfall')).toEqual(expected)
  })

  test('whatever can be a command is looked at', () => {
    expect(['/status', 'Hello.\n/landfall why', '/deploy staging'].map(mayBeCommand)).toEqual([true, true, true])
    expect(['Hello.', '> /status', 'either/or', '//status', '/ status'].map(mayBeCommand)).not.toContain(true)
  })
})
