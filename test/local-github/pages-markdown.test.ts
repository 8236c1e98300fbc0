import { describe, expect, test } from '@jest/globals'
import { linkReferences } from '../../src/local-github/pages/components/link-references.js'
import { markdown } from '../../src/local-github/pages/components/markdown.js'
import { inWords } from '../../src/local-github/pages/components/relative-time.js'
import { diffLines } from '../../src/local-github/pages/components/diff-lines.js'
import { timeline } from '../../src/local-github/pages/components/timeline.js'
import type { Repository, ThreadEvent, User } from '../../src/local-github/world/entities.js'

const sha = '0123456789abcdef0123456789abcdef01234567'
const repository = {
  name: 'harbour',
  owner: { login: 'maya' },
  issues: new Map([[1, {}]]),
  pullRequests: new Map([[2, {}]]),
} as unknown as Repository
const references = { repository, commits: new Map([[sha.slice(0, 7), sha]]) }

function shown(source: string, file?: { ref: string; path: string }): string {
  return markdown(source, { references, breaks: file === undefined, ...(file && { file }) }).toString()
}

describe('Markdown', () => {
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a handler', '<img src="x.png" onerror="alert(1)">'],
    ['a style', '<b style="position:fixed">x</b><style>body{display:none}</style>'],
    ['a javascript link', '[x](javascript:alert(1)) <a href="JaVaScRiPt:alert(1)">y</a> [z](&#106;avascript:alert(1))'],
    ['a data page', '[x](data:text/html,<script>alert(1)</script>)'],
    ['a frame', '<iframe src="https://example.com"></iframe><object data="x"></object><embed src="x">'],
    ['a form', '<form action="/switch-user" method="post"><button name="login" value="sam">x</button></form>'],
    ['svg', '<svg onload="alert(1)"><a xlink:href="javascript:alert(1)">x</a></svg>'],
    ['an unclosed tag', '<img src=x onerror=alert(1) <p'],
    ['meta and base', '<meta http-equiv="refresh" content="0;url=//evil"><base href="//evil/">'],
  ])('%s does nothing', (_, source) => {
    expect(shown(source)).not.toMatch(
      /<(?:script|style|iframe|object|embed|form|button|svg|meta|base)|<[^>]*\s(?:on\w+|style)=|(?:href|src)="(?:javascript|data:text)/i,
    )
  })

  test('HTML comments are hidden, details are not', () => {
    const html = shown('<!-- marker -->\n<details><summary>More</summary>\n\n**bold**\n\n</details>')
    expect(html).not.toContain('marker')
    expect(html).toContain('<details><summary>More</summary>')
    expect(html).toContain('<strong>bold</strong>')
  })

  test('#12 and shas lead to what they name, where there is such a thing', () => {
    const html = shown(`Closes #1, see #2 and 0123456, not #3, abcdef0 nor \`#1\` nor [#1](https://example.com)`)
    expect(html).toContain('<a href="/maya/harbour/issues/1" rel="nofollow noopener">#1</a>, see')
    expect(html).toContain('<a href="/maya/harbour/pull/2" rel="nofollow noopener">#2</a>')
    expect(html).toContain(`<a href="/maya/harbour/commit/${sha}" rel="nofollow noopener">0123456</a>`)
    expect(html).toContain(
      'not #3, abcdef0 nor <code>#1</code> nor <a href="https://example.com" rel="nofollow noopener">#1</a>',
    )
  })

  test('relative links of a file lead to the files beside it', () => {
    const file = { ref: 'main', path: 'docs/guide.md' }
    expect(shown('[a](other.md#top) [b](../src/x%20y.js) [c](/maya) [d](#here)', file)).toMatch(
      /href="\/maya\/harbour\/blob\/main\/docs\/other\.md#top".*href="\/maya\/harbour\/blob\/main\/src\/x%20y\.js".*href="\/maya".*href="#here"/,
    )
    expect(shown('![p](img/a.png)', file)).toContain('src="/maya/harbour/raw/main/docs/img/a.png"')
  })

  test('a comment keeps its line breaks', () => {
    expect(shown('one\r\ntwo')).toMatch(/one<br \/>\s*two/)
  })

  test.each([
    '`'.repeat(5001),
    '[](' + '('.repeat(2000),
    '> '.repeat(3000),
    '<div>'.repeat(3000),
    '* feat: x\n'.repeat(3000),
    '\u0007\u0000\ufeff',
  ])('hard input is shown all the same (%#)', (source) => {
    const from = performance.now()
    expect(shown(source)).toContain('class="prose"')
    expect(performance.now() - from).toBeLessThan(5000)
  })
})

describe('subjects', () => {
  test('are escaped, and link within', () => {
    const html = linkReferences('fix: <b> & "q" (#2)', references, '/to').toString()
    expect(html).toBe(
      '<a class="subject" href="/to">fix: &lt;b&gt; &amp; &quot;q&quot; (</a><a href="/maya/harbour/pull/2">#2</a><a class="subject" href="/to">)</a>',
    )
  })
})

test.each([
  [0, 'just now'],
  [30, '30 seconds ago'],
  [60, '1 minute ago'],
  [3 * 3600 + 59, '3 hours ago'],
  [86_400, 'yesterday'],
  [5 * 86_400, '5 days ago'],
  [40 * 86_400, 'on Jan 20'],
  [400 * 86_400, 'on Jan 25, 2025'],
  [-120, 'in 2 minutes'],
])('%d seconds back is "%s"', (seconds, words) => {
  const now = new Date('2026-03-01T12:00:00Z')
  expect(inWords(now, new Date(now.getTime() - seconds * 1000))).toBe(words)
})

test('a diff counts the lines of both sides', () => {
  const { shown: lines, left } = diffLines(
    '@@ -1,2 +1,3 @@ f\n-old\n+new\n+more\n same\n\\ No newline at end of file\n',
    100,
  )
  expect(left).toBe(0)
  expect(lines.map(({ kind, before, after }) => [kind, before, after])).toEqual([
    ['hunk', undefined, undefined],
    ['del', 1, undefined],
    ['add', undefined, 1],
    ['add', undefined, 2],
    ['same', 2, 3],
    ['hunk', undefined, undefined],
  ])
  expect(diffLines('@@ -1 +1 @@\n-a\n+b\n', 1)).toMatchObject({ left: 2 })
})

test('labels given in one go are one entry', () => {
  const maya = { id: 1, login: 'maya' } as User
  const labeled = (detail: string): ThreadEvent => ({
    kind: 'labeled',
    actor: maya,
    at: '2026-03-01T12:00:00Z',
    detail,
  })
  const entries = timeline({
    since: '2026-03-01T11:00:00Z',
    until: undefined,
    comments: [],
    events: [labeled('a'), labeled('b')],
    commits: [],
  })
  expect(entries).toMatchObject([{ kind: 'event', details: ['a', 'b'] }])
})
