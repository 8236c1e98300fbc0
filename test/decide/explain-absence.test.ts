import { describe, expect, test } from '@jest/globals'
import { explainAbsence } from '../../src/decide/explain-absence.js'

const tokens = 'https://api.github.com/app/installations/5/access_tokens'

describe('what trying again would not mend', () => {
  test.each<[string, Parameters<typeof explainAbsence>[0], RegExp]>([
    ['an installation that is gone', { status: 404, url: tokens, message: 'Not Found' }, /uninstalled/],
    [
      'one that is suspended',
      { status: 403, url: tokens, message: 'This installation has been suspended' },
      /suspended/,
    ],
    [
      'a repository that is gone',
      { status: undefined, url: '', message: "Could not resolve to a Repository with the name 'acme/harbour'." },
      /The repository is gone/,
    ],
    [
      'one that was archived meanwhile',
      {
        status: 403,
        url: 'https://api.github.com/repos/acme/harbour/pulls',
        message: 'Repository was archived so is read-only.',
      },
      /read-only/,
    ],
    ['one that is blocked', { status: 451, url: '', message: 'Repository access blocked' }, /read-only/],
  ])('%s', (_, request, sentence) => {
    expect(explainAbsence(request)).toMatchObject({ code: 'gone', text: expect.stringMatching(sentence) })
  })

  test.each([
    ['a server in trouble', { status: 502, url: tokens, message: 'Bad Gateway' }],
    ['a limit', { status: 403, url: tokens, message: 'You have exceeded a secondary rate limit' }],
    [
      'a file that is not there',
      { status: 404, url: 'https://api.github.com/repos/acme/harbour/contents/a', message: 'Not Found' },
    ],
  ])('but %s is tried again', (_, request) => {
    expect(explainAbsence(request)).toBeUndefined()
  })
})
