import { execFileSync } from 'node:child_process'
import { expect } from '@jest/globals'
import type { RepositoryView } from '../support/repository-view.js'
import { scenario } from '../support/scenario.js'

const daySeconds = 24 * 60 * 60

/** Commits on the default branch, each tagged; so many days before now, and nobody is told. */
async function tagged(
  repo: RepositoryView,
  steps: readonly { readonly tag: string; readonly daysAgo: number; readonly annotated?: boolean }[],
): Promise<void> {
  const ref = `refs/heads/${repo.entity.defaultBranch}`
  const start = await repo.head()
  const now = Math.floor(Date.now() / 1_000)
  const stream = steps.map(({ tag, daysAgo, annotated }, index) => {
    const who = `A Contributor <contributor@example.com> ${now - daysAgo * daySeconds} +0000`
    const from = index === 0 ? `from ${start}\n` : ''
    const commit = `commit ${ref}\nauthor ${who}\ncommitter ${who}\ndata 5\nchore\n${from}\n`
    const lightweight = `reset refs/tags/${tag}\nfrom ${ref}\n\n`
    return commit + (annotated ? `tag ${tag}\nfrom ${ref}\ntagger ${who}\ndata 4\nThe.\n` : lightweight)
  })
  execFileSync('git', ['-C', repo.entity.path, 'fast-import', '--quiet'], { input: stream.join('') })
}

for (const annotated of [false, true]) {
  scenario(
    `the highest version counts, though ${annotated ? 'annotated and ' : ''}behind a hundred tags of newer commits`,
    async ({ repo, maintainer, bot }) => {
      await bot.goesAway()
      const nights = Array.from({ length: 110 }, (_, night) => ({ tag: `nightly-${night}`, daysAgo: 150 - night }))
      await tagged(repo, [{ tag: 'v2.0.0', daysAgo: 200, annotated }, ...nights, { tag: 'v1.9.9', daysAgo: 1 }])
      await maintainer.tags('v3.0.0', await maintainer.beginsAnew('chore: elsewhere'))
      await bot.restarts()
      await maintainer.pushes('fix: a')
      expect((await repo.releasePullRequest()).title).toBe('chore: release 2.0.1')
    },
  )
}
