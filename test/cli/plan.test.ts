import { afterEach, describe, expect, test } from '@jest/globals'
import { forget, gitStory, type Step } from '../support/git-story.js'
import { runCli } from './run-cli.js'

const acting = /[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/

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

  test('lets no commit act on the terminal', async () => {
    const hostile = 'tidy\u001b[2J up\u0007\u009b1A\r\u202egnp'
    const path = story(
      { message: 'feat: a', files: { '.github/landfall.yml': '' }, tags: ['v1.2.0'] },
      { message: hostile },
      { message: `fix: ${hostile}` },
    )
    const { stdout } = await runCli('plan', path)
    expect(stdout).toContain('1.2.1 is next')
    expect(stdout).toContain('tidy�[2J up��1A��gnp')
    expect(stdout).not.toMatch(acting)

    const json = await runCli('plan', path, '--json')
    expect(json.stdout).not.toMatch(acting)
    expect(JSON.parse(json.stdout)).toMatchObject({ releases: [{ unread: [{ subject: hostile }] }] })
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

  test('leaves out what was committed before `since`, where nothing was released yet', async () => {
    const config = { '.github/landfall.yml': "since: '2026-01-01T00:02:00Z'\n" }
    const path = story(
      { message: 'feat: old', files: config },
      { message: 'fix: just before' },
      { message: 'fix: just then' },
      { message: 'feat: new' },
    )
    const { stdout } = await runCli('plan', path)
    expect(stdout).toContain('1.0.0 is next: the first release, from 2 commits. Landfall would')
    expect(stdout).toContain('just then')
    expect(stdout).toContain('new')
    expect(stdout).not.toMatch(/\* (?:old|just before)/)
    expect(stdout).toContain('Left out, being older than `since`: 2 commits.')
  })

  test('leaves out nothing by `since` after a release', async () => {
    const config = { '.github/landfall.yml': 'since: 2030-01-31\n' }
    const path = story({ message: 'feat: a', files: config, tags: ['v1.2.0'] }, { message: 'fix: b' })
    const { stdout } = await runCli('plan', path)
    expect(stdout).toContain('1.2.1 is next: a patch version after v1.2.0, from 1 commit. Landfall would')
    expect(stdout).not.toContain('Left out')
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
