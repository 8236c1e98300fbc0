import { describe, expect, test } from '@jest/globals'
import { commit, link, notesOf, plan, rules } from './commits.js'

test('the notes: breaking changes first, then a section for each type', async () => {
  const commits = [
    commit('fix: empty input (#12)'),
    commit('refactor(core)!: drop Node 16\n\nBREAKING CHANGE: Node 18 is needed,\nor newer\nReviewed-by: someone'),
    commit('feat(web): dark mode'),
    commit('perf: faster start'),
    commit('revert: feat: light mode'),
    commit('chore: tidy'),
    commit('security: no more holes'),
  ]
  const types = { ...rules.types, security: 'patch' as const }
  const [fix, refactor, feature, perf, revert, , security] = commits.map(({ sha }) => {
    return `([${sha.slice(0, 7)}](https://github.com/octo/sea/commit/${sha}))`
  })
  expect(await notesOf(commits, { link, rules: { ...rules, types } })).toBe(
    `## [2.0.0](https://github.com/octo/sea/compare/v1.2.3...v2.0.0) (2026-01-31)

### ⚠ BREAKING CHANGES

* **core:** Node 18 is needed, or newer ${refactor}

### Features

* **web:** dark mode ${feature}

### Bug Fixes

* empty input ([#12](https://github.com/octo/sea/issues/12)) ${fix}

### Performance Improvements

* faster start ${perf}

### Reverts

* feat: light mode ${revert}

### Security

* no more holes ${security}`,
  )
})

test('without a link to the repository shas and numbers stand alone', async () => {
  const fix = commit('fix: a (#12)')
  expect(await notesOf([fix])).toBe(`## 1.2.4 (2026-01-31)\n\n### Bug Fixes\n\n* a (#12) ${fix.sha.slice(0, 7)}`)
})

test('each of the many footers of a commit is told, each once', async () => {
  const footers = Array.from({ length: 162 }, (_, index) => `BREAKING CHANGE: part ${index % 160}`).join('\n')
  const notes = await notesOf([`feat: a\n\n${footers}`])
  expect(notes.match(/^\* part \d+ /gm)).toHaveLength(160)
})

test('the entries say which is breaking and what each asks for', async () => {
  const result = await plan(['feat(web)!: a', 'fix: b', 'chore: c'])
  expect(result).toMatchObject({
    entries: [
      { type: 'feat', scope: 'web', description: 'a', breaking: true, bump: 'major' },
      { type: 'fix', scope: undefined, description: 'b', breaking: false, bump: 'patch' },
    ],
  })
})

describe('a change that was taken back before anyone had it', () => {
  const feature = commit('feat: light mode')
  const revert = commit(`Revert "feat: light mode"\n\nThis reverts commit ${feature.sha}.`)
  const fix = commit('fix: a')

  test('leaves the notes together with its revert', async () => {
    const notes = await notesOf([feature, revert, fix])
    expect(notes).toContain('* a ')
    expect(notes).not.toContain('light mode')
  })

  test('is found by its title too, as in a squashed pull request', async () => {
    const squashed = commit('Revert "feat: light mode (#3)" (#4)\n\nReverts octo/sea#3')
    expect(await notesOf([commit('feat: light mode (#3)'), squashed, fix])).not.toContain('light mode')
  })

  test('is told where the revert was reverted', async () => {
    const again = commit(`Reapply "feat: light mode"\n\nThis reverts commit ${revert.sha}.`)
    const notes = await notesOf([feature, revert, again, fix])
    expect(notes.match(/light mode/g)).toHaveLength(1)
    expect(notes).toContain('### Features')
  })

  test('is told where else the notes would be empty', async () => {
    expect(await notesOf([feature, revert])).toContain('light mode')
  })

  test('reverts that claim each other in a circle do no harm', async () => {
    const shas = ['a', 'b'].map((digit) => digit.repeat(40))
    const circle = shas.map((sha, index) => ({
      ...commit(`Revert "feat: ${index}"\n\nThis reverts commit ${shas[1 - index]}.`),
      sha,
    }))
    expect(await notesOf([...circle, fix])).toContain('* a ')
  })

  test('stays where the revert is of something older', async () => {
    const older = commit('Revert "feat: old"\n\nThis reverts commit 0123456789012345678901234567890123456789.')
    expect(await notesOf([feature, older])).toContain('* feat: old')
  })
})

test('a merge does not repeat what it brought', async () => {
  const feature = commit('feat: dark mode')
  const merges = [
    commit('feat: dark mode (#12)', ['a', 'b']),
    commit('Merge pull request #12 from octo/dark\n\nfeat: dark mode', ['a', 'b']),
  ]
  expect((await notesOf([feature, ...merges])).match(/dark mode/g)).toHaveLength(1)
  expect(await notesOf([commit('chore: wip'), commit('feat: light mode (#13)', ['a', 'b'])])).toContain('light mode')
  expect(await plan(merges.slice(1))).toMatchObject({ kind: 'no-release', unread: [] })
})
