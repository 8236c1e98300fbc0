import { describe, expect, test } from '@jest/globals'
import { marked } from 'marked'
import { escapeMarkdown, escapeScope, neutralise } from '../../../src/decide/release/escape-markdown.js'
import { link, notesOf } from './commits.js'

const gap = '\u200b'

describe('what is printed of a commit message', () => {
  test.each([
    ['plain words', 'plain words'],
    ['thanks @user, @org/team', `thanks @${gap}user, @${gap}org/team`],
    ['use @scope/pkg', `use @${gap}scope/pkg`],
    ['mail a@example.com, pkg@1.2.3', 'mail a@example.com, pkg@1.2.3'],
    ['fixes #3', `f${gap}ixes [#3](https://github.com/octo/sea/issues/3)`],
    ['Closes: #3', `C${gap}loses: [#3](https://github.com/octo/sea/issues/3)`],
    ['resolved GH-3', `r${gap}esolved GH-3`],
    ['fix octo/sky#3', `f${gap}ix octo/sky#${gap}3`],
    ['close https://github.com/octo/sky/issues/3', `c${gap}lose <https://github.com/octo/sky/issues/3>`],
    ['_fixes #3', `\\_f${gap}ixes [#3](https://github.com/octo/sea/issues/3)`],
    ['fix **#3**', `f${gap}ix \\*\\*[#3](https://github.com/octo/sea/issues/3)\\*\\*`],
    ['#3@user', `[#3](https://github.com/octo/sea/issues/3)@${gap}user`],
    ['x/b/c#3', `x/b/c#${gap}3`],
    ['www.e.example[a](b)', `www${gap}.e.example\\[a\\](b)`],
    ['http://a[b], _https://e.example/', '<http://a>\\[b\\], \\_<https://e.example/>'],
    ['$a$ or $5', '<span>$</span>a<span>$</span> or <span>$</span>5'],
    ['costs $5', 'costs $5'],
    ['__init__', '\\_\\_init\\_\\_'],
    ['fixes three bugs', 'fixes three bugs'],
    ['dark mode (#12)', 'dark mode ([#12](https://github.com/octo/sea/issues/12))'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['</details> & <owner>/<repo> &lt;', '&lt;/details&gt; & &lt;owner&gt;/&lt;repo&gt; &amp;lt;'],
    ['[a](javascript:b) ![c](d)', '\\[a\\](javascript:b) !\\[c\\](d)'],
    ['a | b * c ~~d~~', 'a \\| b \\* c \\~\\~d\\~\\~'],
    ['snake_case and _this_', 'snake_case and \\_this\\_'],
    ['`code <b>` and `open', '`code <b>` and \\`open'],
    ['`<!-- a -->` <!-- b', `\`<${gap}!-- a -->\` &lt;!-- b`],
    ['``` fence', '\\`\\`\\` fence'],
    ['# heading', '\\# heading'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['{{title}} ${{ secrets.A }}', '{{title}} ${{ secrets.A }}'],
    ['back\\slash', 'back\\\\slash'],
    ['bell\u0007 and \u202egnp.exe', 'bell and gnp.exe'],
    ['see https://example.com/a_b?c=@d.', 'see <https://example.com/a_b?c=%40d>.'],
  ])('%j', (text, printed) => {
    expect(escapeMarkdown(text, link)).toBe(printed)
  })

  test.each([
    '<script>',
    '</details>',
    '[a](b)',
    '![a](b)',
    '*a* _b_ **c**',
    '`a',
    '~~a~~',
    '| a |',
    '# a',
    '> a',
    '***',
  ])('%j is shown as it was written', async (text) => {
    const html = await marked.parse(`* ${escapeMarkdown(text)}`)
    const shown = html.replace(/<[^>]*>/g, '').trim()
    expect(decode(shown)).toBe(text)
  })
})

test('a scope that closes with what follows does not', () => {
  expect(escapeScope('fix')).toBe(`f${gap}ix`)
  expect(escapeScope('prefix/core')).toBe('prefix/core')
})

test('plain text is made harmless without Markdown', () => {
  expect(neutralise('fixes #3 by @user\n<b>')).toBe(`f${gap}ixes #3 by @${gap}user <b>`)
})

test('a long text is cut, whole characters only, and says so', () => {
  expect(neutralise('é'.repeat(4000))).toBe('é'.repeat(4000))
  expect(neutralise('😀'.repeat(4001))).toBe(`${'😀'.repeat(4000)}…`)
  expect(neutralise(`${' '.repeat(9000)}word`)).toBe('word')
})

test.each(['fix.', 'fix:https://', 'fix ', 'a.', '@', '`` ` ', '[', '&', '#1 ', ' ', '<!--'])(
  '%j, over and over, takes no time',
  (part) => {
    const before = performance.now()
    escapeMarkdown(part.repeat(50_000), link)
    escapeScope(part.repeat(50_000))
    expect(performance.now() - before).toBeLessThan(1000)
  },
)

test('templates and long texts go through the writer untouched', async () => {
  const notes = await notesOf([`fix: {{#each x}} ${'long '.repeat(300)}`])
  expect(notes).toContain('{{#each x}}')
  expect(notes).toContain('…')
})

function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replaceAll('&#39;', "'")
}
