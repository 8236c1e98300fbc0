import { describe, expect } from '@jest/globals'
import { nodeIdOf } from '../../src/local-github/world/ids.js'
import { enqueue } from '../../src/local-github/world/merge-queue.js'
import { createStatus } from '../../src/local-github/world/statuses.js'
import { configCheckName, previewCheckName, releaseCheckName } from '../../src/model/check-run.js'
import type { CheckRunView, RepositoryView } from '../support/repository-view.js'
import { scenario } from '../support/scenario.js'
import type { Story } from '../support/story.js'

function releaseCheck(repo: RepositoryView, sha: string | undefined): CheckRunView | undefined {
  return repo.checksOn(sha)[releaseCheckName]
}

/** The default branch takes changes through a queue that wants our check, and another one that a person gives. */
function requireQueue({ world, repo }: Story): void {
  const id = world.ids.number()
  const at = world.clock().toISOString()
  const required = [releaseCheckName, 'ci'].map((context) => ({ context }))
  world.records(repo.entity).rulesets.set(id, {
    id,
    nodeId: nodeIdOf('RRS', id),
    name: 'a queue',
    target: 'branch',
    enforcement: 'active',
    include: ['~DEFAULT_BRANCH'],
    exclude: [],
    bypass: [],
    rules: [
      { type: 'merge_queue', parameters: { merge_method: 'MERGE' } },
      { type: 'required_status_checks', parameters: { required_status_checks: required } },
    ],
    createdAt: at,
    updatedAt: at,
  })
}

async function queues(story: Story, number: number): Promise<void> {
  const { world, repo, settles } = story
  const pullRequest = repo.entity.pullRequests.get(number)
  if (pullRequest === undefined) throw new Error(`there is no #${number}`)
  await passesCi(story, pullRequest.head.sha)
  await enqueue(world, repo.entity, { kind: 'user', user: repo.entity.owner }, pullRequest)
  await settles()
}

async function passesCi({ world, repo, settles }: Story, sha: string): Promise<void> {
  const actor = { kind: 'user', user: repo.entity.owner } as const
  await createStatus(world, repo.entity, actor, { sha, state: 'success', context: 'ci' })
  await settles()
}

function groupOf({ world, repo }: Story, number: number): string {
  const entry = world.records(repo.entity).queue.find(({ pullRequest }) => pullRequest === number)
  return entry?.group?.sha ?? ''
}

describe('checks', () => {
  scenario('every pull request has it, so that it can be required', async ({ repo, maintainer, contributor }) => {
    await repo.released('v1.0.0')
    const ordinary = await contributor.proposes('feat: a')
    expect(releaseCheck(repo, ordinary.head.sha)).toMatchObject({ conclusion: 'success' })
    await maintainer.pushes('fix: b')
    const pr = await repo.releasePullRequest()
    expect(releaseCheck(repo, pr.head.sha)).toMatchObject({
      conclusion: 'success',
      title: 'Lists exactly what merging it ships',
    })
    await maintainer.merges(ordinary)
    const refreshed = await repo.releasePullRequest()
    expect(refreshed.title).toBe('chore: release 1.1.0')
    expect(releaseCheck(repo, refreshed.head.sha)).toMatchObject({ conclusion: 'success' })
  })

  scenario(
    'it fails while the release pull request lists less than it ships, until somebody has it refreshed',
    async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const pr = await repo.releasePullRequest()
      expect(releaseCheck(repo, pr.head.sha)).toMatchObject({ conclusion: 'success' })
      const listed = pr.head.sha
      await maintainer.pushes('feat: b')
      expect((await repo.releasePullRequest()).head.sha).toBe(listed)
      expect(releaseCheck(repo, listed)).toMatchObject({
        conclusion: 'failure',
        summary: expect.stringContaining('/release refresh'),
      })
      await maintainer.comments(pr, '/release refresh')
      expect(repo.repliesIn(pr)).toHaveLength(1)
      const refreshed = await repo.releasePullRequest()
      expect(refreshed.head.sha).not.toBe(listed)
      expect(releaseCheck(repo, refreshed.head.sha)).toMatchObject({ conclusion: 'success' })
    },
    { config: 'release:\n  refresh: command\n' },
  )

  scenario("it fails on a stranger's commit on the release branch, and names it", async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    await maintainer.pushes('fix: a')
    await repo.releasePullRequest()
    const sha = await maintainer.commits({
      branch: 'landfall/release',
      message: 'docs: mine',
      files: { 'mine.txt': 'mine\n' },
    })
    expect(releaseCheck(repo, sha)).toMatchObject({
      conclusion: 'failure',
      summary: expect.stringContaining(sha.slice(0, 7)),
    })
  })

  scenario(
    '3. Merge queue: the group ships commits that the release pull request does not list (release-plz#1412)',
    async (story) => {
      const { repo, maintainer, contributor } = story
      await repo.released('v1.0.0')
      await maintainer.pushes('fix: a')
      const feature = await contributor.proposes('feat: b')
      const pr = await repo.releasePullRequest()
      requireQueue(story)
      await queues(story, feature.number)
      await queues(story, pr.number)
      const [ahead, behind] = [groupOf(story, feature.number), groupOf(story, pr.number)]
      expect(releaseCheck(repo, ahead)).toMatchObject({ conclusion: 'success' })
      expect(releaseCheck(repo, behind)).toMatchObject({
        conclusion: 'failure',
        title: 'The merge group ships commits that the release pull request does not list',
      })

      await passesCi(story, behind)
      await passesCi(story, ahead)
      const refreshed = await repo.releasePullRequest()
      expect(refreshed.title).toBe('chore: release 1.1.0')
      expect(await repo.tags()).toEqual(['v1.0.0'])

      await queues(story, refreshed.number)
      const group = groupOf(story, refreshed.number)
      expect(releaseCheck(repo, group)).toMatchObject({ conclusion: 'success' })
      await passesCi(story, group)
      expect(await repo.release('v1.1.0')).toMatchObject({ sha: group })
    },
  )

  scenario('"Re-run" has it said again, whatever is said', async ({ repo, maintainer, contributor }) => {
    await repo.released('v1.0.0')
    const ordinary = await contributor.proposes('feat: a')
    await maintainer.pushes('fix: b')
    const pr = await repo.releasePullRequest()
    for (const { sha } of [ordinary.head, pr.head]) {
      const before = releaseCheck(repo, sha)
      await maintainer.reruns(sha, releaseCheckName)
      const again = releaseCheck(repo, sha)
      expect(again).toEqual({ ...before, id: again?.id })
      expect(again?.id).not.toBe(before?.id)
    }
  })

  scenario(
    'on the default branch it says why no release can be made, and that it is mended',
    async ({ repo, maintainer }) => {
      await repo.released('v1.0.0')
      await maintainer.tags('v1.0.1', await maintainer.beginsAnew('chore: elsewhere'))
      const sha = await maintainer.pushes('fix: a')
      expect(releaseCheck(repo, sha)).toMatchObject({
        conclusion: 'failure',
        summary: expect.stringContaining('delete the tag'),
      })
      await maintainer.untags('v1.0.1')
      const pr = await repo.releasePullRequest()
      expect(pr.title).toBe('chore: release 1.0.1')
      expect(releaseCheck(repo, sha)).toMatchObject({ conclusion: 'success' })
    },
  )

  scenario('on the default branch it says nothing where nothing is wrong', async ({ repo, maintainer }) => {
    await repo.released('v1.0.0')
    expect(repo.checksOn(await maintainer.pushes('fix: a'))).toEqual({})
  })

  scenario(
    'a pull request that breaks the configuration reads where and how, and that it is mended',
    async ({ repo, maintainer, contributor }) => {
      const pr = await contributor.proposes('chore: settings')
      expect(Object.keys(repo.checksOn(pr.head.sha))).toEqual([releaseCheckName, previewCheckName])
      const path = '.github/landfall.yml'
      const broken = await contributor.commits({
        branch: pr.head.ref,
        message: 'chore: other settings',
        files: { [path]: 'release:\n  changelg: NEWS.md\n' },
      })
      expect(repo.checksOn(broken)).toMatchObject({
        [releaseCheckName]: { conclusion: 'success' },
        [configCheckName]: {
          conclusion: 'failure',
          title: '1 problem in .github/landfall.yml',
          summary: expect.stringContaining('line 2, column 3'),
          annotations: [
            {
              path,
              start_line: 2,
              start_column: 3,
              annotation_level: 'failure',
              message: expect.stringContaining('did you mean release.changelog?'),
            },
          ],
        },
      })
      const mended = await contributor.commits({
        branch: pr.head.ref,
        message: 'chore: mend the settings',
        files: { [path]: 'release:\n  changelog: NEWS.md\n' },
      })
      expect(repo.checksOn(mended)[configCheckName]).toMatchObject({ conclusion: 'success' })
      await maintainer.merges(pr)
      expect(repo.checksOn(await repo.head())).toEqual({})
    },
  )

  scenario(
    'a configuration on the default branch that cannot be used is told there, and keeps no other pull request back',
    async ({ repo, maintainer, contributor }) => {
      const sha = await maintainer.pushes('feat: a')
      expect(repo.checksOn(sha)[configCheckName]).toMatchObject({
        conclusion: 'failure',
        annotations: [{ start_line: 1, start_column: 1 }],
      })
      const mend = await contributor.proposes('chore: mend the settings')
      expect(releaseCheck(repo, mend.head.sha)).toMatchObject({ conclusion: 'success' })
      const mended = await contributor.commits({
        branch: mend.head.ref,
        message: 'chore: mended',
        files: { '.github/landfall.yml': '' },
      })
      expect(repo.checksOn(mended)[configCheckName]).toMatchObject({ conclusion: 'success' })
      await maintainer.merges(mend)
      expect((await repo.releasePullRequest()).title).toBe('chore: release 1.0.0')
    },
    { config: 'relese:\n  changelog: NEWS.md\n' },
  )
})
