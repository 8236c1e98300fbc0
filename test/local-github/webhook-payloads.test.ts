import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { addLabels } from '../../src/local-github/world/labels.js'
import { mergePullRequest } from '../../src/local-github/world/merge-pull-request.js'
import { editPullRequest } from '../../src/local-github/world/pull-requests.js'
import { createRef, deleteRef, updateRef } from '../../src/local-github/world/refs.js'
import { createRelease } from '../../src/local-github/world/releases.js'
import { setWebhookStage, type WebhookStage } from './webhook-stage.js'

let stage: WebhookStage
let small: WebhookStage['small']
let receiver: WebhookStage['receiver']
let installed: WebhookStage['installed']
let heard: WebhookStage['heard']
let last: WebhookStage['last']

beforeEach(async () => {
  stage = await setWebhookStage()
  ;({ small, receiver, installed, heard, last } = stage)
})

afterEach(() => stage.close())

describe('payloads', () => {
  test('a push lists its commits with what they changed', async () => {
    installed(['push'])
    const before = await small.head()
    await small.branch('topic')
    await small.commit('topic', 'feat: one', { 'a.txt': '1', 'd/b.txt': '1' })
    const one = await small.head('topic')
    await small.commit('topic', 'fix: two', { 'a.txt': '2', 'd/b.txt': null })
    const two = await small.head('topic')
    await updateRef(small.world, small.repository, small.maya, 'refs/heads/main', two)
    expect(await last('push')).toMatchObject({
      ref: 'refs/heads/main',
      before,
      after: two,
      created: false,
      deleted: false,
      forced: false,
      compare: `http://github.local/maya/harbour/compare/${before.slice(0, 12)}...${two.slice(0, 12)}`,
      pusher: { name: 'maya' },
      commits: [
        {
          id: one,
          message: 'feat: one',
          added: ['a.txt', 'd/b.txt'],
          removed: [],
          modified: [],
          author: { username: 'maya' },
        },
        { id: two, message: 'fix: two', added: [], removed: ['d/b.txt'], modified: ['a.txt'] },
      ],
      head_commit: { id: two },
      repository: { pushed_at: Math.floor(Date.parse(small.repository.pushedAt) / 1000), master_branch: 'main' },
    })
  })

  test('a branch that comes, is forced and goes', async () => {
    installed(['push', 'create', 'delete'])
    const root = await small.head()
    const tip = await small.branch('topic', 'feat: one')
    await updateRef(small.world, small.repository, small.maya, 'refs/heads/topic', root, { force: true })
    await deleteRef(small.world, small.repository, small.maya, 'refs/heads/topic')
    expect(await heard()).toEqual(['create', 'push', 'push', 'push', 'push', 'delete'])
    expect(await last('create')).toMatchObject({
      ref: 'topic',
      ref_type: 'branch',
      master_branch: 'main',
    })
    const pushes = receiver.received
      .filter(({ headers }) => headers['x-github-event'] === 'push')
      .map(({ payload }) => payload)
    const zeros = '0'.repeat(40)
    expect(pushes).toMatchObject([
      { created: true, before: zeros, after: root, commits: [], head_commit: { id: root } },
      { created: false, before: root, after: tip, forced: false },
      { before: tip, after: root, forced: true, commits: [] },
      { deleted: true, before: root, after: zeros, commits: [], head_commit: null },
    ])
  })

  test('a pull request tells its size, its labels and its merge', async () => {
    installed(['pull_request'])
    const sha = await small.branch('topic', 'feat: one', 'feat: two')
    const pull = await small.pullRequest('topic', { title: 'Both' })
    expect(await last('pull_request')).toMatchObject({
      action: 'opened',
      number: pull.number,
      pull_request: {
        merged: false,
        commits: 2,
        changed_files: 2,
        additions: 2,
        deletions: 0,
        head: { ref: 'topic', sha, label: 'maya:topic' },
        base: { ref: 'main', sha: await small.head() },
      },
    })
    await addLabels(small.world, small.repository, small.maya, pull, ['bug'])
    expect(await last('pull_request')).toMatchObject({
      action: 'labeled',
      label: { name: 'bug' },
      pull_request: { labels: [{ name: 'bug' }] },
    })
    const after = await small.commit('topic', 'fix: three')
    expect(await last('pull_request')).toMatchObject({
      action: 'synchronize',
      before: sha,
      after,
      pull_request: { commits: 3 },
    })
    await editPullRequest(small.world, small.repository, small.maya, pull.number, { title: 'All' })
    expect(await last('pull_request')).toMatchObject({ action: 'edited', changes: { title: { from: 'Both' } } })
    const merged = await mergePullRequest(small.world, small.repository, small.maya, pull.number)
    expect(await last('pull_request')).toMatchObject({
      action: 'closed',
      pull_request: {
        state: 'closed',
        merged: true,
        merge_commit_sha: merged.sha,
        merged_by: { login: 'maya' },
        commits: 3,
      },
    })
  })

  test('a release tells its tag and its notes', async () => {
    installed(['release'])
    await createRef(small.world, small.repository, small.maya, 'refs/tags/v1.0.0', await small.head())
    await createRelease(small.world, small.repository, small.maya, { tagName: 'v1.0.0', name: 'One', body: 'Notes' })
    expect(await heard()).toEqual(['release.created', 'release.published', 'release.released'])
    expect(await last('release')).toMatchObject({
      release: {
        tag_name: 'v1.0.0',
        name: 'One',
        body: 'Notes',
        draft: false,
        html_url: 'http://github.local/maya/harbour/releases/tag/v1.0.0',
      },
    })
  })
})
