import { describe, expect, test } from '@jest/globals'
import { whereToLook, type Event } from '../../src/webhooks/where-to-look.js'

const repository = { full_name: 'acme/harbour', default_branch: 'main' }
const release = { number: 4, labels: [], head: { ref: 'landfall/release' } }
const topic = { number: 5, state: 'open', labels: [], head: { ref: 'topic' }, base: { ref: 'main' }, merged: false }
const elsewhere = { ...topic, base: { ref: 'next' } }
const shipped = { ...topic, state: 'closed', merged: true }
const maya = { login: 'maya' }

/** Payloads of GitHub have hundreds of fields; the door reads these. */
function webhook(name: Event['name'], payload: object): Event {
  return {
    id: '1',
    name,
    payload: { repository, sender: maya, installation: { id: 5 }, ...payload },
  } as unknown as Event
}

const harbour = { installationId: 5, owner: 'acme', name: 'harbour' }

describe('the door', () => {
  test.each<[string, number[] | undefined]>([
    ['fix: the lamp (#12)\n\nSee #13', [12]],
    ['Merge pull request #12 from acme/lamp\n\nfix: the lamp', [12]],
    ['fix: the lamp, once more (see #12)', undefined],
    ['fix: the lamp (#12345678901234567890)', undefined],
  ])('a push hints at what GitHub says that it merged: %j', (message, merged) => {
    const payload = { ref: 'refs/heads/main', after: 'abc', commits: [{ message }] }
    expect(whereToLook(webhook('push', payload), 'landfall[bot]')[0]?.hints.merged).toEqual(merged)
  })

  test('a push says where to look, with its head as a hint', () => {
    expect(whereToLook(webhook('push', { ref: 'refs/heads/main', after: 'abc' }), 'landfall[bot]')).toEqual([
      {
        repo: harbour,
        hints: { shas: ['abc'], pullRequests: [], comments: [], environments: [] },
        changed: true,
        priority: 'change',
      },
    ])
  })

  test.each([
    [
      'a comment',
      'issue_comment',
      {
        action: 'created',
        issue: { number: 4, pull_request: {}, user: { login: 'landfall[bot]' } },
        comment: { id: 9 },
      },
      'command',
    ],
    ['a push', 'push', { ref: 'refs/heads/main', after: 'abc' }, 'change'],
    ['a pull request', 'pull_request', { action: 'opened', pull_request: topic }, 'change'],
    [
      'one that is labelled as a hotfix',
      'pull_request',
      { action: 'opened', pull_request: { ...topic, labels: [{ name: 'Hotfix' }] } },
      'hotfix',
    ],
    [
      'the merge of a hotfix',
      'pull_request',
      { action: 'closed', pull_request: { ...topic, head: { ref: 'hotfix/door' }, merged_at: '2026-06-01T12:00:00Z' } },
      'hotfix',
    ],
    [
      'the merge of another',
      'pull_request',
      { action: 'closed', pull_request: { ...topic, merged_at: '2026-06-01T12:00:00Z' } },
      undefined,
    ],
    [
      'a hotfix that is given up',
      'pull_request',
      { action: 'closed', pull_request: { ...topic, head: { ref: 'hotfix/door' }, merged_at: null } },
      'change',
    ],
    [
      'a pull request that is closed, and may hold an environment',
      'pull_request',
      { action: 'closed', pull_request: { ...topic, merged_at: null } },
      'change',
    ],
    [
      'the merge of one into another branch, of which no push tells',
      'pull_request',
      { action: 'closed', pull_request: { ...elsewhere, merged_at: '2026-06-01T12:00:00Z' } },
      'change',
    ],
    ['an approval', 'pull_request_review', { action: 'submitted', pull_request: topic }, 'change'],
    ['a review that is withdrawn', 'pull_request_review', { action: 'dismissed', pull_request: topic }, undefined],
    ['a deployment', 'deployment', { action: 'created', deployment: { sha: 'abc' } }, 'change'],
    [
      'how a deployment stands',
      'deployment_status',
      { action: 'created', deployment: { sha: 'abc' }, deployment_status: { state: 'success' } },
      'change',
    ],
    [
      'how the bot itself says that a deployment stands',
      'deployment_status',
      { action: 'created', deployment: { sha: 'abc' }, sender: { login: 'landfall[bot]' } },
      undefined,
    ],
  ] as const)('%s: how much of a hurry', (_, name, payload, priority) => {
    expect(whereToLook(webhook(name, payload), 'landfall[bot]')[0]?.priority).toBe(priority)
  })

  test.each<[string, object, string[]]>([
    [
      'deployment',
      { deployment: { sha: 'abc', environment: 'staging', original_environment: 'staging' } },
      ['staging'],
    ],
    ['deployment', { deployment: { sha: 'abc', environment: 'b', original_environment: 'a' } }, ['a', 'b']],
    [
      'deployment_status',
      {
        deployment: { sha: 'abc', environment: 'a', original_environment: 'a' },
        deployment_status: { state: 'success', environment: 'b' },
      },
      ['a', 'b'],
    ],
    ['status', { sha: 'abc', branches: [{ name: 'landfall/release' }] }, []],
  ])('a %s hints at the environments that it may be in: %j', (name, payload, environments) => {
    const [job] = whereToLook(webhook(name as Event['name'], { action: 'created', ...payload }), 'landfall[bot]')
    expect(job?.hints.environments).toEqual(environments)
  })

  test('a pull request is hinted at by its number', () => {
    const [job] = whereToLook(webhook('pull_request', { action: 'closed', pull_request: release }), 'landfall[bot]')
    expect(job?.hints.pullRequests).toEqual([4])
  })

  test('a comment on a pull request of the bot is hinted at by both numbers', () => {
    const issue = { number: 4, pull_request: {}, user: { login: 'landfall[bot]' } }
    const event = webhook('issue_comment', { action: 'created', issue, comment: { id: 9 } })
    expect(whereToLook(event, 'landfall[bot]')[0]?.hints).toEqual({
      shas: [],
      pullRequests: [4],
      comments: [9],
      environments: [],
    })
    const others = webhook('issue_comment', { action: 'created', issue: { ...issue, user: maya }, comment: { id: 9 } })
    expect(whereToLook(others, 'landfall[bot]')).toEqual([])
  })

  test.each([
    ['a line that begins with a slash', 'created', '/status', 'User', 1],
    ['a plain comment', 'created', 'Hello.', 'User', 0],
    ['one that was edited', 'edited', '/status', 'User', 0],
    ['a bot’s', 'created', '/status', 'Bot', 0],
  ])('in any other thread a comment is looked at where it may be a command: %s', (_what, action, body, type, looks) => {
    const comment = { id: 9, body, user: { login: 'sam', type } }
    const event = webhook('issue_comment', { action, issue: { number: 4, user: maya }, comment })
    expect(whereToLook(event, 'landfall[bot]')).toHaveLength(looks)
  })

  test.each<[string, Event]>([
    [
      'what the bot did itself',
      webhook('push', { ref: 'refs/heads/main', after: 'abc', sender: { login: 'landfall[bot]' } }),
    ],
    [
      'a webhook of no installation',
      webhook('push', { ref: 'refs/heads/main', after: 'abc', installation: undefined }),
    ],
    ['an action that changes no release', webhook('pull_request', { action: 'assigned', pull_request: release })],
    ['a push to another branch', webhook('push', { ref: 'refs/heads/topic', after: 'abc' })],
    ['a label on another pull request', webhook('pull_request', { action: 'labeled', pull_request: topic })],
    [
      'another title of a pull request into another branch',
      webhook('pull_request', { action: 'edited', changes: { title: {} }, pull_request: elsewhere }),
    ],
    [
      'another body of a pull request into another branch',
      webhook('pull_request', { action: 'edited', changes: { body: {} }, pull_request: elsewhere }),
    ],
    [
      'another title of a pull request that was closed',
      webhook('pull_request', {
        action: 'edited',
        changes: { title: {} },
        pull_request: { ...topic, state: 'closed' },
      }),
    ],
    [
      'another body of what was merged elsewhere',
      webhook('pull_request', {
        action: 'edited',
        changes: { body: {} },
        pull_request: { ...shipped, base: { ref: 'next' } },
      }),
    ],
    [
      'another title of what was merged',
      webhook('pull_request', { action: 'edited', changes: { title: {} }, pull_request: shipped }),
    ],
    ['a check of somebody else', webhook('check_run', { action: 'completed', check_run: {} })],
    ['a suite that opens', webhook('check_suite', { action: 'requested', check_suite: {} })],
    ['a merge group that is gone', webhook('merge_group', { action: 'destroyed', merge_group: {} })],
    ['a branch that comes', webhook('create', { ref: 'topic', ref_type: 'branch' })],
    ['an installation that goes', webhook('installation', { action: 'deleted', repositories: [repository] })],
  ])('%s costs nothing', (_, event) => {
    expect(whereToLook(event, 'landfall[bot]')).toEqual([])
  })

  test.each<[string, Event]>([
    ['a pull request that comes', webhook('pull_request', { action: 'opened', pull_request: topic })],
    ['a push to a pull request', webhook('pull_request', { action: 'synchronize', pull_request: topic })],
    [
      'another title of a pull request',
      webhook('pull_request', { action: 'edited', changes: { title: {} }, pull_request: topic }),
    ],
    [
      'another body of a pull request',
      webhook('pull_request', { action: 'edited', changes: { body: {} }, pull_request: topic }),
    ],
    [
      'another base of a pull request',
      webhook('pull_request', { action: 'edited', changes: { base: {} }, pull_request: topic }),
    ],
    ['a merge group', webhook('merge_group', { action: 'checks_requested', merge_group: {} })],
    ['"Re-run" on a check', webhook('check_run', { action: 'rerequested', check_run: {} })],
    ['"Re-run all checks"', webhook('check_suite', { action: 'rerequested', check_suite: {} })],
  ])('%s wants its checks', (_, event) => {
    expect(whereToLook(event, 'landfall[bot]')).toMatchObject([{ repo: harbour }])
  })

  test('another body of what was merged into the default branch may reword its commits', () => {
    const event = webhook('pull_request', { action: 'edited', changes: { body: {} }, pull_request: shipped })
    expect(whereToLook(event, 'landfall[bot]')).toMatchObject([{ repo: harbour, changed: true }])
  })

  test('what ends otherwise than by a merge into the default branch may be a backport, or hold an environment', () => {
    const closed = (pull_request: object) => webhook('pull_request', { action: 'closed', pull_request })
    const merged = { state: 'closed', merged: true, merged_at: '2026-06-01T12:00:00Z' }
    const looked = [{ repo: harbour, changed: true }]
    expect(whereToLook(closed({ ...elsewhere, ...merged }), 'landfall[bot]')).toMatchObject(looked)
    expect(whereToLook(closed({ ...elsewhere, state: 'closed', merged_at: null }), 'landfall[bot]')).toMatchObject(
      looked,
    )
    expect(whereToLook(closed({ ...topic, ...merged }), 'landfall[bot]')).toEqual([])
  })

  test('an installation is looked at repository by repository', () => {
    const event = webhook('installation_repositories', {
      action: 'added',
      repository: undefined,
      repositories_added: [repository, { full_name: 'acme/pier' }],
    })
    expect(whereToLook(event, 'landfall[bot]').map(({ repo }) => repo)).toEqual([harbour, { ...harbour, name: 'pier' }])
  })
})
