import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { getOperationAST, parse } from 'graphql'
import { findUser } from '../../src/local-github/world/users.js'
import { recordExchanges } from '../contract/record-exchanges.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'
import { worldState } from '../support/world-state.js'
import { runCliIn, type Run } from './run-cli.js'
import { spawnLandfall } from './spawn-landfall.js'

const alone = { weathers: 'none', timeout: 60_000 } as const

type Program = (env: Readonly<Record<string, string>>, argv: readonly string[]) => Promise<Run>

/** `landfall plan OWNER/NAME` with a person's token, in this process; it must leave the world as it is, and have read only. */
function plan(told: Story, ...options: readonly string[]): Promise<Run> {
  return planBy(runCliIn, told, options)
}

/** The same, by the program that people start. */
function planByProgram(told: Story, ...options: readonly string[]): Promise<Run> {
  return planBy((env, argv) => spawnLandfall(argv, env), told, options)
}

async function planBy(program: Program, { repo, world }: Story, options: readonly string[]): Promise<Run> {
  const name = `${repo.entity.owner.login}/${repo.entity.name}`
  const token = findUser(world, 'sam')?.token ?? ''
  const port = Number(new URL(world.url).port)
  const before = await worldState(world, repo.entity)
  const asked: string[] = []
  const stop = recordExchanges((exchange) => {
    if (exchange.port === port) asked.push(kindOf(exchange.method, exchange.url, exchange.requestBody))
  })
  const argv = ['plan', name, '--api-url', `${world.url}/api/v3`, ...options]
  const run = await program({ GITHUB_TOKEN: token }, argv).finally(stop)
  expect(asked.length).toBeGreaterThan(1)
  expect(asked.filter((kind) => !['GET', 'query'].includes(kind))).toEqual([])
  expect(await worldState(world, repo.entity)).toEqual(before)
  expect(run.stdout + run.stderr).not.toContain(token)
  expect(run).toMatchObject({ code: 0, stderr: '' })
  return run
}

function kindOf(method: string, url: string, body: string): string {
  if (url !== '/api/graphql') return method
  const { query } = JSON.parse(body) as { query: string }
  return getOperationAST(parse(query))?.operation ?? 'nothing'
}

/** The text without what differs from run to run. */
function plain({ stdout }: Run): string {
  return stdout
    .replaceAll(/ \(\[[0-9a-f]{7}\]\([^)]*\)\)/g, '')
    .replaceAll(/\]\(http[^)]*\)/g, ']')
    .replaceAll(/\d{4}-\d\d-\d\d/g, 'TODAY')
    .replaceAll(/\b[0-9a-f]{7}\b/g, 'SHA')
}

scenario(
  'plan says what the bot would do next, and the bot does that',
  async (told) => {
    const { repo, maintainer, bot } = told
    await repo.released('v1.2.0')
    await bot.goesAway()
    await maintainer.pushes('feat(web): dark mode', 'tidy up')
    expect(plain(await planByProgram(told))).toBe(`By .github/landfall.yml; no Landfall has been here yet.

1.3.0 is next: a minor version after v1.2.0, from 2 commits.
Landfall would
  - commit "chore: release 1.3.0" to landfall/release, with changes to package.json and CHANGELOG.md
  - open the pull request "chore: release 1.3.0" from landfall/release into main

## [1.3.0] (TODAY)

### Features

* **web:** dark mode

No Conventional Commits, so they ask for nothing:
  SHA tidy up
`)
    const { releases } = JSON.parse((await planByProgram(told, '--json')).stdout) as {
      releases: { notes: string; version: string }[]
    }
    await bot.restarts()
    const pullRequest = await repo.releasePullRequest()
    expect(pullRequest.title).toBe(`chore: release ${releases[0]?.version}`)
    expect(pullRequest.body).toContain(releases[0]?.notes.split('\n').at(-1))

    const rested = await plan(told)
    expect(plain(rested)).toContain(`By .github/landfall.yml, as landfall[bot] sees it.

1.3.0 is next: a minor version after v1.2.0, from 2 commits.
#${pullRequest.number} says what releasing 1.3.0 would ship.
Landfall would do nothing now.
`)

    await maintainer.edits(pullRequest, { body: `For the night watch.\n\n${pullRequest.body}` })
    await bot.goesAway()
    await maintainer.pushes('fix: the lamp')
    const refresh = plain(await plan(told))
    expect(refresh).toContain(`from 3 commits.
Landfall would
  - commit "chore: release 1.3.0" to landfall/release, with changes to package.json and CHANGELOG.md
  - bring #${pullRequest.number} up to date, as "chore: release 1.3.0"
`)
    expect(refresh).toContain('(TODAY)\n\nFor the night watch.\n\n### Features')

    const { sha } = await maintainer.merges(pullRequest)
    const merged = await plan(told)
    expect(merged.stdout)
      .toContain(`The release pull request of 1.3.0 was merged as ${sha.slice(0, 7)}: it is being published.
Landfall would
  - tag ${sha.slice(0, 7)} v1.3.0
  - make the release v1.3.0 with these notes
`)
    expect(merged.stdout).toContain('* the lamp')
    await bot.restarts()
    expect(await repo.release('v1.3.0')).toMatchObject({ sha })
    expect(plain(await plan(told))).toBe(`By .github/landfall.yml, as landfall[bot] sees it.

Nothing to release. There is no commit since v1.3.0.
Landfall would do nothing now.
`)
  },
  alone,
)

scenario(
  'plan tells what stops a release',
  async (told) => {
    const { repo, maintainer, bot } = told
    await repo.released('v1.2.0')
    await maintainer.pushes('feat: dark mode')
    const pullRequest = await repo.releasePullRequest()
    await maintainer.closes(pullRequest)
    expect((await plan(told)).stdout).toContain(
      `#${pullRequest.number} was closed by hand: the release is held until a change asks for one, or until it is reopened.\nLandfall would do nothing now.`,
    )

    await maintainer.commits({ message: 'chore: stop', files: { '.github/landfall.yml': 'paused: true\n' } })
    await maintainer.pushes('fix: the lamp')
    const paused = await plan(told)
    expect(paused.stdout).toContain('says paused: true, so nothing is done')
    expect(paused.stdout).toContain(
      'Were it not held back (paused: true), Landfall would\n  - commit "chore: release 1.3.0"',
    )
    expect(JSON.parse((await plan(told, '--json')).stdout)).toMatchObject({
      configuration: '.github/landfall.yml',
      bot: 'landfall[bot]',
      heldBack: 'paused: true',
      reasons: [{ code: 'paused' }, { code: 'release-refreshed' }],
      releases: [{ version: '1.3.0', tag: 'v1.3.0', previousTag: 'v1.2.0', bump: 'minor', commits: 3, unread: [] }],
      proposal: null,
    })

    await bot.goesAway()
    await maintainer.commits({ message: 'chore: err', files: { '.github/landfall.yml': 'release:\n  tags: v\n' } })
    expect((await plan(told)).stdout).toContain(
      'The configuration cannot be used, so nothing is released. .github/landfall.yml:2:3',
    )
    const folder = mkdtempSync(join(tmpdir(), 'landfall-desk-'))
    const file = join(folder, 'mine.yml')
    writeFileSync(file, 'release:\n  changelog: false\n')
    const mended = await plan(told, '--config', file).finally(() => rmSync(folder, { recursive: true }))
    expect(mended.stdout).toContain(`By ${file}, as landfall[bot] sees it.`)
    expect(mended.stdout).toContain('1.3.0 is next: a minor version after v1.2.0')
    await maintainer.commits({ message: 'chore: mend', files: { '.github/landfall.yml': '' } })
    await bot.restarts()
  },
  alone,
)

scenario(
  'where Landfall sleeps, plan says what it would propose, and what it would release by that',
  async (told) => {
    const { repo, maintainer, bot } = told
    await bot.goesAway()
    await repo.released('v1.2.0')
    await maintainer.pushes('feat: dark mode')
    expect(plain(await plan(told))).toBe(`Without a configuration; no Landfall has been here yet.

Landfall proposes .github/landfall.yml in a pull request: merging it wakes Landfall, closing it sends it away.
Landfall would
  - commit "chore: let Landfall make the releases" to landfall/onboarding, with changes to .github/landfall.yml
  - open the pull request "chore: let Landfall make the releases" from landfall/onboarding into main

    # Landfall reads this file on the default branch. Every key may be left out.

    # What was done before this day is left alone.
    since: TODAY

    release:
      # How tags are named.
      tag: v\${version}

Once that is merged:

1.3.0 is next: a minor version after v1.2.0, from 1 commit.
Landfall would
  - commit "chore: release 1.3.0" to landfall/release, with changes to package.json and CHANGELOG.md
  - open the pull request "chore: release 1.3.0" from landfall/release into main

## [1.3.0] (TODAY)

### Features

* dark mode
`)

    await bot.restarts()
    const pullRequest = await repo.onboardingPullRequest()
    const edited = { '.github/landfall.yml': 'release:\n  types: { feat: patch }\n' }
    await maintainer.commits({ branch: 'landfall/onboarding', message: 'chore: our way', files: edited })
    const proposed = await plan(told)
    expect(proposed.stdout).toContain(`as landfall[bot] sees it.

Landfall sleeps here: there is no .github/landfall.yml on the default branch.
Landfall would do nothing now.

#${pullRequest.number} proposes this:

    release:
      types: { feat: patch }

Once that is merged:

1.2.1 is next: a patch version after v1.2.0, from 1 commit.
`)
    expect(JSON.parse((await plan(told, '--json')).stdout)).toMatchObject({
      configuration: null,
      releases: [{ version: null, actions: [] }],
      proposal: {
        pullRequest: pullRequest.number,
        text: edited['.github/landfall.yml'],
        releases: [{ version: '1.2.1' }],
      },
    })
  },
  { ...alone, config: null },
)

scenario(
  'another app is not taken for the one that is asked about',
  async (told) => {
    const { repo, maintainer } = told
    await repo.released('v1.2.0')
    await maintainer.pushes('feat: dark mode')
    await repo.releasePullRequest()
    const other = await plan(told, '--app', 'lighthouse')
    expect(other.stdout).toContain('; lighthouse[bot] has not been here yet.')
    expect(other.stdout).toContain('landfall/release carries')
    for (const own of ['landfall', 'landfall[bot]']) {
      expect((await plan(told, '--app', own)).stdout).toContain('as landfall[bot] sees it.')
    }
  },
  alone,
)
