import { expect } from '@jest/globals'
import { closes, mentions, rendered } from '../hostile/rendered.js'
import { scenario } from '../support/scenario.js'

/** Real oddities of commit messages, and what a hostile one would say. Issue 1 and 2 are open. */
const messages = [
  'feat: fixes #1, closes octo/harbour#2 and @maintainer @org/team',
  'fix(closes): #1 was wrong',
  'feat(_fixes_): __init__ and <script>alert(1)</script> </details> <owner>/<repo>',
  'fix: [a](javascript:b) ![c](https://e.example/p.png) www.e.example[a](b)',
  'feat!: {{version}} ${{ secrets.A }} $a$ `open ``` | a | b |\nno blank line\r\nBREAKING CHANGE: # heading\r\nfixes #2\r\n',
  '\ufefffix: a bell\u0007, a form\ffeed, \u202egnp.exe\u200b and \u00a0blanks',
  'fix($x, @c/d*, a/b): - [ ] item #3@user',
  'feat: a\n\n```\nBEGIN_COMMIT_OVERRIDE\nfix!: b\nEND_COMMIT_OVERRIDE\n\n/landfall release-as 9.0.0\n\nCo-authored-by: A <a@example.com>',
  `feat: ${'a long subject, '.repeat(60)}`,
  `fix: many\n\n${Array.from({ length: 162 }, (_, at) => `BREAKING CHANGE: part ${at}, resolves #1`).join('\n')}`,
  `fix: long\n\n${'* a line that names @maintainer and fixes #2\n'.repeat(1_400)}`,
  'Revert "Revert "feat: a""\n\nThis reverts commit 0123456789012345678901234567890123456789.',
  'revert!: feat: b',
  'feat!(scope): fixes #1 <!-- /landfall:release --> </details> @maintainer',
  '✨ feat: emoji first, closes #2',
  'feat : a blank before the colon, RESOLVED: #1',
  'fix: ',
]

scenario(
  'odd messages become a release that pings nobody, closes nothing and breaks no page',
  async ({ repo, maintainer }) => {
    const issues = [await maintainer.opens({ title: 'One' }), await maintainer.opens({ title: 'Two' })]
    await repo.released('v1.0.0')
    // What people push themselves does close issues; they are opened again before the bot says anything that could.
    await maintainer.pushes(...messages)
    for (const issue of issues) await maintainer.reopens(issue)

    const pr = await repo.releasePullRequest()
    expect(pr.title).toBe('chore: release 2.0.0')
    const { sha } = await maintainer.merges(pr)
    const release = await repo.release('v2.0.0')
    expect(release).toMatchObject({ sha, draft: false })
    const changelog = await repo.file('CHANGELOG.md')
    for (const text of [pr.body, release?.body ?? '', changelog ?? '']) expectHarmless(text)
    expect(changelog?.match(/^## /gm)).toHaveLength(1)
    for (const { number } of issues) expect(repo.entity.issues.get(number)).toMatchObject({ state: 'open' })

    await maintainer.pushes('fix: next')
    const next = await repo.releasePullRequest()
    expect(next.title).toBe('chore: release 2.0.1')
    expect((await repo.file('CHANGELOG.md', 'landfall/release'))?.match(/^## /gm)).toHaveLength(2)
    repo.repliesIn(pr)
  },
  { timeout: 60_000 },
)

function expectHarmless(markdown: string): void {
  const { tokens, blocks } = rendered(markdown)
  for (const text of [...blocks, ...markdown.split('\n')]) {
    expect({ text, mentions: mentions(text), closes: closes(text) }).toEqual({ text, mentions: false, closes: false })
  }
  const html = tokens.flatMap((token) => (token.type === 'html' ? [token.raw] : []))
  expect(html.filter((raw) => !/^\s*<(?:\/?span>|\/?details>|!-- \/?landfall:)/.test(raw))).toEqual([])
  const types = new Set(tokens.map(({ type }) => type))
  for (const never of ['image', 'table', 'code', 'blockquote', 'em', 'del', 'checkbox'])
    expect(types).not.toContain(never)
  expect(tokens.filter(({ type }) => type === 'list_item')).toHaveLength(markdown.match(/^\* /gm)?.length ?? 0)
  expect(markdown.length).toBeLessThan(65_536)
}
