import { afterEach, describe, expect, test } from '@jest/globals'
import { forget, gitStory, type Step } from '../support/git-story.js'
import { runCli } from './run-cli.js'

const made: string[] = []
afterEach(() => made.splice(0).forEach(forget))

function story(...steps: readonly Step[]): string {
  const path = gitStory(steps)
  made.push(path)
  return path
}

describe('landfall plan', () => {
  test('says the next version, its notes and what would be done', async () => {
    const path = story(
      { message: 'feat: a', files: ['package.json'], tags: ['v1.2.0'] },
      { message: 'feat(web): dark mode' },
      { message: 'tidy up' },
      { message: 'chore: configure', files: { '.github/landfall.yml': 'release:\n  changelog: HISTORY.md\n' } },
    )
    const { code, stdout } = await runCli('plan', path)
    expect(code).toBe(0)
    expect(stdout).toMatch(
      new RegExp(
        [
          'By \\.github/landfall\\.yml\\.',
          '',
          '1\\.3\\.0 is next: a minor version after v1\\.2\\.0, from 3 commits\\. Landfall would',
          '  - open or refresh the release pull request "chore: release 1\\.3\\.0"',
          '  - in it, move the version in package\\.json',
          '  - in it, add the entry to HISTORY\\.md',
          '  - once it is merged, tag the merge v1\\.3\\.0',
          '  - make the release v1\\.3\\.0 with these notes',
          '',
          '## 1\\.3\\.0 \\(2026-01-01\\)',
          '',
          '### Features',
          '',
          '\\* \\*\\*web:\\*\\* dark mode [0-9a-f]{7}',
          '',
          'No Conventional Commits, so they ask for nothing:',
          '  [0-9a-f]{7} tidy up',
        ].join('\n'),
      ),
    )
  })

  test('says why there is nothing', async () => {
    const path = story({ message: 'feat: a', tags: ['v1.2.0'] }, { message: 'docs: b' })
    const { stdout } = await runCli('plan', path)
    expect(stdout).toContain('Nothing to release. The one commit since v1.2.0 does not ask for a release.')
  })

  test('prints JSON', async () => {
    const path = story({ message: 'feat: a', tags: ['v1.2.0'] }, { message: 'fix: b' })
    const { stdout } = await runCli('plan', path, '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      repository: 'story',
      configuration: null,
      assumed: expect.arrayContaining(['Tags are named v${version}; all commits count.']),
      releases: [{ version: '1.2.1', tag: 'v1.2.1', previousTag: 'v1.2.0', bump: 'patch', commits: 1, unread: [] }],
    })
  })

  test('plans the first release of a repository without tags', async () => {
    const { stdout } = await runCli('plan', story({ message: 'feat: a' }))
    expect(stdout).toContain('1.0.0 is next: the first release, from 1 commit. Landfall would')
  })

  test('plans each component of a monorepo', async () => {
    const path = story(
      { message: 'feat: a', files: ['packages/core/package.json'], tags: ['core@1.0.0'] },
      { message: 'feat: a', files: ['packages/web/package.json'], tags: ['web@1.0.0'] },
      { message: 'fix: b', files: ['packages/web/b.ts'] },
    )
    const { stdout } = await runCli('plan', path, '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      releases: [
        { component: 'core', version: null },
        {
          component: 'web',
          tag: 'web@1.0.1',
          actions: expect.arrayContaining(['in it, move the version in packages/web/package.json']),
        },
      ],
    })
  })
})
