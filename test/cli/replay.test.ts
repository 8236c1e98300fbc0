import { afterEach, describe, expect, test } from '@jest/globals'
import { forget, gitStory, type Step } from '../support/git-story.js'
import { replayJson, runCli } from './run-cli.js'

const made: string[] = []
afterEach(() => made.splice(0).forEach(forget))

function story(...steps: readonly Step[]): string {
  const path = gitStory(steps)
  made.push(path)
  return path
}

function released(tag: string, ...messages: readonly string[]): Step[] {
  const version = tag.replace(/^.*?(?=\d+\.)/, '')
  return [...messages.map((message) => ({ message })), { message: `chore: release ${version}`, tags: [tag] }]
}

describe('the JSON', () => {
  test('has exactly the agreed shape, and nothing else is on stdout', async () => {
    const path = story(
      ...released('v1.0.0', 'feat: a'),
      ...released('v1.1.0', 'feat: b', 'docs: c'),
      ...released('v1.1.2', 'fix: d'),
    )
    const run = await runCli('replay', path, '--json')
    expect(run.code).toBe(0)
    expect(JSON.parse(run.stdout)).toEqual({
      repository: 'story',
      agreement: 0.5,
      releases: [
        {
          tag: 'v1.1.0',
          previousTag: 'v1.0.0',
          actual: '1.1.0',
          predicted: '1.1.0',
          agrees: true,
          reason: expect.stringMatching(/^"feat: b" \([0-9a-f]{7}\) asks for a minor version\.$/),
          commits: 3,
        },
        {
          tag: 'v1.1.2',
          previousTag: 'v1.1.0',
          actual: '1.1.2',
          predicted: '1.1.1',
          agrees: false,
          reason: expect.stringContaining('1.1.2 is no single step from 1.1.0: chosen by hand.'),
          commits: 2,
        },
      ],
    })
    expect(run.stderr).toContain('assumed from the history')
  })

  test('predicts null where nothing asks for a release', async () => {
    const path = story(...released('v1.0.0', 'feat: a'), ...released('v1.0.1', 'docs: b'))
    const { releases } = await replayJson(path)
    expect(releases[0]).toMatchObject({
      predicted: null,
      reason: expect.stringContaining('released all the same, as a patch'),
    })
  })
})

describe('the previous release', () => {
  test('is the highest stable one reachable, prereleases and other branches aside', async () => {
    const path = story(
      ...released('v1.0.0', 'feat: a'),
      ...released('v1.1.0', 'feat: b'),
      { message: 'feat!: c', tags: ['v2.0.0-rc.1'] },
      { message: 'fix: old', branch: '1.x', from: 'refs/tags/v1.0.0', tags: ['v1.0.1'] },
      { message: 'fix: older', branch: '1.x', tags: ['v1.0.2'] },
      { message: 'fix: d' },
      { message: "Merge branch '1.x'", merges: '1.x' },
      { message: 'chore: release 2.0.0', tags: ['v2.0.0'] },
    )
    const { agreement, releases } = await replayJson(path)
    expect(releases.map(({ tag, previousTag }) => [tag, previousTag])).toEqual(
      expect.arrayContaining([
        ['v1.0.1', 'v1.0.0'],
        ['v1.0.2', 'v1.0.1'],
        ['v1.1.0', 'v1.0.0'],
        ['v2.0.0', 'v1.1.0'],
      ]),
    )
    expect(agreement).toBe(1)
  })

  test('may have been tagged in another format, or by an annotated tag', async () => {
    const path = story(
      ...released('1.0.0', 'feat: a'),
      ...released('release-1.1.0', 'feat: b'),
      { message: 'fix: c', tags: ['v1.1.1'], annotated: true },
      { message: 'fix: d', tags: ['v1.1.2'], annotated: true },
    )
    const { releases } = await replayJson(path)
    expect(releases.map(({ tag, previousTag, agrees }) => [tag, previousTag, agrees])).toEqual([
      ['release-1.1.0', '1.0.0', true],
      ['v1.1.1', 'release-1.1.0', true],
      ['v1.1.2', 'v1.1.1', true],
    ])
  })

  test('may stand on the same commit', async () => {
    const path = story(...released('v1.0.0', 'feat: a'), {
      message: 'fix: b',
      tags: ['v1.0.1', 'v1.0.2', 'v1', 'latest'],
    })
    const { releases } = await replayJson(path)
    expect(releases).toMatchObject([
      { tag: 'v1.0.1', previousTag: 'v1.0.0', agrees: true },
      { tag: 'v1.0.2', previousTag: 'v1.0.1', predicted: null, commits: 0 },
    ])
  })
})

describe('conventions are worked out', () => {
  test('what types ask for, when more than one release shows it', async () => {
    const path = story(
      ...released('v1.0.0', 'feat: a'),
      ...released('v1.0.1', 'docs: b'),
      ...released('v1.0.2', 'docs: c'),
      ...released('v1.0.3', 'ci: only once'),
    )
    const { releases } = await replayJson(path)
    expect(releases.map(({ agrees }) => agrees)).toEqual([true, true, false])
  })

  test('what moves before 1.0', async () => {
    const path = story(
      ...released('0.1.0', 'feat: a'),
      ...released('0.1.1', 'feat: b'),
      ...released('0.2.0', 'feat!: c'),
    )
    expect((await replayJson(path)).agreement).toBe(1)
  })

  test('commits without types', async () => {
    const path = story(
      ...released('v1.0.0', 'Start'),
      ...released('v1.0.1', 'Mend'),
      ...released('v1.0.2', 'Mend more'),
    )
    const run = await runCli('replay', path)
    expect(run.stdout).toContain('Any other commit, with a type or without, asks for a patch version.')
    expect(run.stdout).toContain('2 of 2 releases agree (100.0 %). First releases are not compared: v1.0.0.')
  })

  test('the same of a history of nothing but first releases', async () => {
    expect(await replayJson(story(...released('v1.0.0', 'feat: a')))).toMatchObject({ agreement: 1, releases: [] })
  })
})

describe('a monorepo', () => {
  function packageReleased(name: string, folder: string, version: string, separator: string): Step {
    const files = [`${folder}/CHANGELOG.md`, `${folder}/package.json`]
    return { message: `chore(main): release ${name} ${version}`, files, tags: [`${name}${separator}${version}`] }
  }

  test.each([
    ['core', 'web', '-v'],
    ['core', 'web', '@'],
    ['@octo/core', '@octo/web', '@'],
    ['core', 'web', '/v'],
  ])('%s and %s, tagged with %s, each have their own commits', async (core, web, separator) => {
    const path = story(
      { message: 'feat: core', files: ['packages/core/a.ts', 'packages/core/package.json'] },
      { message: 'feat: web', files: ['packages/web/a.ts', 'packages/web/package.json'] },
      packageReleased(core, 'packages/core', '1.0.0', separator),
      packageReleased(web, 'packages/web', '1.0.0', separator),
      { message: 'feat: more core', files: ['packages/core/b.ts'] },
      { message: 'fix: web', files: ['packages/web/b.ts'] },
      packageReleased(core, 'packages/core', '1.1.0', separator),
      packageReleased(web, 'packages/web', '1.0.1', separator),
    )
    const { agreement, releases } = await replayJson(path)
    expect(releases.map(({ tag }) => tag)).toEqual([`${core}${separator}1.1.0`, `${web}${separator}1.0.1`])
    expect(agreement).toBe(1)
  })

  test('a component that was renamed, and moved, goes on', async () => {
    const path = story(
      packageReleased('client', 'packages/client', '1.0.0', '@'),
      packageReleased('core', 'packages/core', '1.0.0', '@'),
      { message: 'feat: a', files: ['packages/client/a.ts'] },
      packageReleased('client', 'packages/client', '1.1.0', '@'),
      { message: 'fix: move', files: ['packages/web/a.ts'] },
      packageReleased('client', 'packages/web', '1.1.1', '@'),
      { message: 'feat: b', files: ['packages/web/b.ts'] },
      { message: 'feat: c', files: ['packages/core/c.ts'] },
      packageReleased('web', 'packages/web', '1.2.0', '@'),
    )
    const { agreement, releases } = await replayJson(path)
    expect(releases.map(({ tag, previousTag }) => [tag, previousTag])).toEqual([
      ['client@1.1.0', 'client@1.0.0'],
      ['client@1.1.1', 'client@1.1.0'],
      ['web@1.2.0', 'client@1.1.1'],
    ])
    expect(agreement).toBe(1)
  })

  test('folders are told by name where releases change nothing', async () => {
    const path = story(
      {
        message: 'feat: a',
        files: ['packages/core/package.json', 'packages/web/package.json'],
        tags: ['core@1.0.0', 'web@1.0.0'],
      },
      { message: 'feat: b', files: ['packages/core/b.ts'], tags: ['core@1.1.0'] },
      { message: 'fix: c', files: ['packages/web/c.ts'], tags: ['web@1.0.1'] },
    )
    expect((await replayJson(path)).agreement).toBe(1)
  })
})

describe('with a configuration', () => {
  const config = 'release:\n  types: { docs: patch }\n'

  test('from HEAD', async () => {
    const path = story(...released('v1.0.0', 'feat: a'), ...released('v1.0.1', 'docs: b'), {
      message: 'chore: configure',
      files: { '.github/landfall.yml': config },
    })
    const run = await runCli('replay', path)
    expect(run.stdout).toContain('By .github/landfall.yml.')
    expect(run.stdout).toContain('1 of 1 releases agree')
  })

  test('whose tag format finds nothing', async () => {
    const path = story(...released('1.0.0', 'feat: a'), {
      message: 'chore: b',
      files: { '.github/landfall.yml': config },
    })
    const run = await runCli('replay', path)
    expect(run.code).toBe(1)
    expect(run.stderr).toMatch(
      /^landfall: \S+ has no tag of a stable version in the format v\$\{version\}; its tags are like 1\.0\.0\. Set release\.tag in the configuration\.\n$/,
    )
  })
})

test('reasons let no commit act on the terminal', async () => {
  const path = story(...released('v1.0.0', 'feat: a'), ...released('v1.0.1', 'fix: \u001b[2J\u009b1A b\r\u202ec'))
  for (const flags of [[], ['--json']]) {
    const { stdout } = await runCli('replay', path, ...flags)
    expect(stdout).toContain('asks for a patch version')
    expect(stdout).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
  }
})
