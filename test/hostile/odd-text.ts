import fc from 'fast-check'

/** What real commit messages had in them that a parser or a renderer of Markdown fell over, and what a hostile one would add. */
export const oddities: readonly string[] = [
  ...[
    '\r',
    '\r\n',
    '\ufeff',
    '\u0007',
    '\f',
    '\u200b',
    '\u200d',
    '\u00a0',
    '\u202e',
    '\u2066',
    '\u061c',
    '\u2028',
    '\u00ad',
  ],
  ...['feat!(scope): ', 'feat :', 'fix: fix: ', '✨ ', '😀', 'é', '\u0301', '日本', '[WIP] '],
  ...[
    '<script>alert(1)</script>',
    '<b>',
    '</details>',
    '<owner>/<repo>',
    '<!-- ',
    ' -->',
    '<!-- /landfall:release -->',
    '<a href=x>',
  ],
  ...[
    'javascript:alert(1)',
    '[a](javascript:b)',
    '![a](https://e.example/p.png)',
    '[a]: https://e.example',
    '[a][b]',
    '[^1]',
  ],
  ...[
    '{{version}}',
    '{{{x}}}',
    '${{ secrets.A }}',
    '{{#each notes}}',
    '&lt;',
    '&#64;user',
    '&copy;',
    '&',
    '\\',
    '\\@user',
  ],
  ...['`', '``', '```', '~~~', '```math', '|', '| - |', '*', '**', '_', '__init__', '~', '~~', '$', '$$', '$`', '$a$'],
  ...['# ', '#', '- ', '+ ', '1. ', '1) ', '> ', '---', '===', '- [ ] ', '    ', '\t', '> [!NOTE] '],
  ...['@user', '@org/team', '@scope/pkg', 'a@example.com', 'pkg@1.2.3', '_@user', '/@user', '.@user', '@'],
  ...[
    'fixes',
    'Closes:',
    'RESOLVED',
    'fix',
    '_closes',
    'close',
    ' #3',
    '#3',
    'GH-3',
    'octo/sea#3',
    'a/b/c#3',
    '(#12)',
    '#',
    '3',
  ],
  ...[
    'https://github.com/octo/sea/issues/3',
    'https://e.example/a_b?c=@d',
    'http://',
    'www.e.example',
    '_https://e.example/',
    '/deploy production',
  ],
  ...[
    'Co-authored-by: A <a@example.com>',
    'BEGIN_COMMIT_OVERRIDE',
    'Revert "',
    '"',
    "'",
    ':',
    '(',
    ')',
    '!',
    '.',
    ',',
    '/',
    '0123456789abcdef',
  ],
]

const word = fc.stringMatching(/^[a-z]{1,8}$/)
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...oddities) },
  { weight: 2, arbitrary: word },
  { weight: 2, arbitrary: fc.constant(' ') },
)

/** One line's worth of odd text. */
export const oddText = fc.oneof(
  { weight: 5, arbitrary: fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 40 }) },
)

/** Odd text, over and over: what makes a search take its time. */
export const longText = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 60_000 }))
  .map(([pieces, length]) => {
    const text = pieces.join('')
    return text.repeat(Math.ceil(length / text.length)).slice(0, length)
  })

const scope = fc.constantFrom(
  '',
  '(core)',
  '(a/b, @c/d*)',
  '($x)',
  '(fix)',
  '(_a_)',
  '(<b>)',
  '(`)',
  '(closes #3 @user)',
  '(a|b)',
  '(\\)',
)
const type = fc.constantFrom(
  'feat',
  'fix',
  'perf',
  'Feat',
  'fixes',
  'fix_',
  '__proto__',
  'constructor',
  'revert',
  '-',
  'chore',
)
const footer = oddText.map((text) => `BREAKING CHANGE: ${text}`)
const body = fc.array(fc.oneof(oddText, footer), { maxLength: 4 }).map((lines) => lines.join('\n'))

/** A Conventional Commit, or nearly one, with odd text wherever text may stand. */
export const oddMessage = fc
  .record({
    type,
    scope,
    mark: fc.constantFrom('', '', '!'),
    text: oddText,
    gap: fc.constantFrom('\n\n', '\n', '\r\n\r\n'),
    body,
  })
  .map((made) => `${made.type}${made.scope}${made.mark}: ${made.text}${made.gap}${made.body}`)

/** A message that need not be anything. */
export const anyMessage = fc.oneof(
  oddMessage,
  fc.tuple(oddText, body).map(([subject, rest]) => `${subject}\n\n${rest}`),
  longText,
)
