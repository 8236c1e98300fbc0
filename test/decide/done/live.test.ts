import { describe, expect, test } from '@jest/globals'
import { liveLooks } from '../../../src/decide/done/live.js'
import { readStages } from '../../../src/decide/done/stages.js'
import { pullRequestsToRead } from '../../../src/decide/done/threads-to-read.js'
import { readConfig } from '../../../src/model/config.js'
import type { Commit } from '../../../src/model/commit.js'
import type { Deployment, DeploymentState } from '../../../src/model/deployment.js'
import type { Snapshot } from '../../../src/model/snapshot.js'
import { head, now, quiet, sha } from '../snapshots.js'

/** `0` is v1.0.0, `2` is v1.1.0, `4` is v1.2.0; the head is not released. */
const line = ['0', '1', '2', '3', '4', 'a']
const commits = line.map((digit, index): Commit => {
  const parents = index === 0 ? [] : [sha(line[index - 1] ?? '')]
  return { sha: sha(digit), parents, message: `fix: ${digit}`, committedAt: '2026-05-01T10:00:00Z' }
})
const tags = [
  { name: 'v1.0.0', sha: sha('0') },
  { name: 'v1.1.0', sha: sha('2') },
  { name: 'v1.2.0', sha: sha('4') },
]

/** What the default branch has beyond the commit at this place of the line. */
const beyond = (digit: string, until: string): readonly Commit[] =>
  commits.slice(line.indexOf(digit) + 1, line.indexOf(until) + 1)

function deployed(id: number, digit: string, state: DeploymentState, hour: string): Deployment {
  const at = `2026-06-01T${hour}:00Z`
  const status = { state, at, description: '', logUrl: undefined, environmentUrl: undefined }
  const made = { createdAt: at, creator: 'maya', isOurs: false, purpose: undefined }
  return { id, environment: 'production', sha: sha(digit), tree: undefined, status, ...made }
}

function seeing(deployments: readonly Deployment[], more: Partial<Snapshot> = {}) {
  const read = readConfig('done: { when: live:production }\nenvironments: { production: {} }')
  if (read.kind === 'invalid') throw new Error('the configuration should be valid')
  const snapshot: Snapshot = {
    ...quiet,
    tags,
    deployments,
    ranges: { [head]: { previous: tags[2], commits: beyond('4', 'a') } },
    history: { commits: commits.toReversed(), isWhole: true },
    lacking: Object.fromEntries(
      ['0', '1', '2', '3'].map((digit) => [
        `${sha(digit)}..${sha('4')}`,
        { kind: 'commits', commits: beyond(digit, '4'), isAside: false } as const,
      ]),
    ),
    ...more,
  }
  return { snapshot, branch: { name: 'main', head, tree: sha('e') }, config: read.config }
}

const carried = {
  'v1.1.0': { previous: tags[0], commits: beyond('0', '2') },
  'v1.2.0': { previous: tags[1], commits: beyond('2', '4') },
}

function standing(digit: string, deployments: readonly Deployment[], more: Partial<Snapshot> = { carried }) {
  const stages = readStages(seeing(deployments, more), undefined, now)
  const merged = { number: 7, mergeCommit: sha(digit) }
  return { stage: stages.stageOf(merged), done: stages.isDone(merged), held: stages.holds(merged) }
}

const awaits = (tag: string, rolledBackTo?: string) => ({
  stage: { kind: 'released', tag, awaits: { environment: 'production', rolledBackTo } },
  done: false,
  held: true,
})
const live = (tag: string, since: string) => ({
  stage: { kind: 'live', environment: 'production', since: `2026-06-01T${since}:00Z`, tag },
  done: true,
  held: false,
})

const first = deployed(1, '2', 'success', '08:00')
const rolledBack = [
  deployed(3, '2', 'success', '11:00'),
  deployed(2, '4', 'inactive', '10:00'),
  deployed(1, '2', 'inactive', '08:00'),
]

describe('a change is done when production runs a commit that reaches it', () => {
  test.each<[string, ReturnType<typeof standing>, object]>([
    ['it is what runs', standing('2', [first]), live('v1.1.0', '08:00')],
    ['it lies behind what runs', standing('1', [first]), live('v1.1.0', '08:00')],
    ['a later release has it', standing('3', [first]), awaits('v1.2.0')],
    ['a later release has it that was not read', standing('3', [first], {}), awaits('v1.2.0')],
    ['nothing was deployed', standing('1', []), awaits('v1.1.0')],
    ['its deployment failed', standing('3', [deployed(2, '4', 'failure', '10:00'), first]), awaits('v1.2.0')],
    ['its deployment is under way', standing('3', [deployed(2, '4', 'in_progress', '10:00'), first]), awaits('v1.2.0')],
    [
      'it was live before, and is since then',
      standing('1', [deployed(2, '4', 'success', '10:00'), deployed(1, '2', 'inactive', '08:00')]),
      live('v1.1.0', '08:00'),
    ],
    ['a rollback took it out', standing('3', rolledBack), awaits('v1.2.0', 'v1.1.0')],
    ['a rollback left it in', standing('1', rolledBack), live('v1.1.0', '08:00')],
    [
      'a rollback took it out just now',
      standing('3', [deployed(3, '2', 'success', '11:55'), ...rolledBack.slice(1)]),
      live('v1.2.0', '10:00'),
    ],
    [
      'what runs has nothing in common with the default branch',
      standing('1', [deployed(1, 'f', 'success', '08:00')], {
        carried,
        lacking: { [`${sha('f')}..${sha('4')}`]: { kind: 'everything' } },
      }),
      awaits('v1.1.0'),
    ],
    [
      'it runs before its release',
      standing('a', [deployed(1, 'a', 'success', '08:00')]),
      { stage: { kind: 'merged' }, done: true, held: false },
    ],
    ['it is not released', standing('a', [first]), { stage: { kind: 'merged' }, done: false, held: true }],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected)
  })
})

describe('what production lacks', () => {
  const aside = deployed(1, 'f', 'success', '08:00')
  const look = (commit: string, until: string) => [{ kind: 'lacking', commit: sha(commit), head: sha(until) }]

  test.each<[string, ReturnType<typeof liveLooks>, object[]]>([
    ['is known where it runs the head', liveLooks(seeing([deployed(1, 'a', 'success', '08:00')], { lacking: {} })), []],
    ['or the last release', liveLooks(seeing([deployed(1, '4', 'success', '08:00')], { lacking: {} })), []],
    [
      'is read up to the last release, which no push moves',
      liveLooks(seeing([first], { lacking: {} })),
      look('2', '4'),
    ],
    ['once', liveLooks(seeing([first])), []],
    [
      'and up to the head, where it runs what no release has',
      liveLooks(
        seeing([aside], { lacking: { [`${sha('f')}..${sha('4')}`]: { kind: 'commits', commits: [], isAside: true } } }),
      ),
      look('f', 'a'),
    ],
    ['is not asked where nothing runs', liveLooks(seeing([])), []],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected)
  })
})

describe('the threads that are read', () => {
  const merged = { number: 7, mergeCommit: sha('3'), mergedAt: '2026-05-01T10:00:00Z' }
  const waits: Partial<Snapshot> = { waiting: { ...quiet.waiting, pullRequests: [{ ...merged, closes: [] }] } }
  const saying = (text: string): Partial<Snapshot> => {
    const body = `<!-- landfall:stage -->\nReleased in [v1.2.0](${quiet.url}/releases/tag/v1.2.0). ${text}`
    const author = { login: 'landfall', isBot: true }
    const comment = { id: 1, author, isOurs: true, body, createdAt: '', edited: false, url: '' }
    const witnesses = [{ number: 7, isLocked: false, comments: [comment] }]
    return { waiting: { ...quiet.waiting, pullRequests: [{ ...merged, closes: [] }], witnesses } }
  }
  const read = (deployments: readonly Deployment[], more: Partial<Snapshot>): number[] => {
    const seen = seeing(deployments, { carried, ...more })
    return pullRequestsToRead(seen, [], readStages(seen, undefined, now))
  }

  test.each<[string, number[], number[]]>([
    ['one that waits for its environment', read([first], waits), [7]],
    ['none whose comment says so', read([first], saying('Not in **production** yet.')), []],
    ['one whose comment says something else', read([first], saying('Soon.')), [7]],
    ['none, where nobody knows what runs', read([], { ...waits, carried: {} }), []],
    ['one that waits no longer', read([deployed(2, '4', 'success', '10:00')], waits), [7]],
    ['one that a rollback took out', read(rolledBack, { brought: { [sha('3')]: [merged] } }), [7]],
    ['none that never was there', read([first], { brought: { [sha('3')]: [merged] } }), []],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected)
  })
})
