import { describe, expect, test } from '@jest/globals'
import { pino } from 'pino'
import type { Action, Outcome } from '../../src/model/action.js'
import { decided } from '../../src/model/decision.js'
import { noHints, type ForeseenPullRequest, type Hints, type Job } from '../../src/model/job.js'
import type { Receipt } from '../../src/model/receipt.js'
import type { Snapshot } from '../../src/model/snapshot.js'
import { createLookAtRepository } from '../../src/reconciler/look-at-repository.js'
import type { Senses } from '../../src/reconciler/reconcile.js'
import type { Outcome as LookOutcome } from '../../src/store/queue.js'

const now = new Date('2026-06-01T12:00:00Z')
const repo = { installationId: 1, owner: 'acme', name: 'harbour' }

const comment: Action = { kind: 'post-comment', number: 1, body: '' }
const mark: Action = {
  kind: 'show-stage',
  number: 1,
  thread: 'PR_1',
  addLabels: ['LA_1'],
  isRelease: false,
  onlyMarks: true,
}

interface Told {
  readonly changed: boolean
  readonly settled?: boolean
  /** What it decides on where that is no comment. */
  readonly action?: Action
  /** What comes of the one action that is decided on, if one is. */
  readonly outcome?: Outcome
  readonly heldBack?: string
  readonly lookAgainAt?: string
  readonly foreseen?: ForeseenPullRequest
}

/** In how many milliseconds a look that went so asks for another; undefined where it asks for none. */
async function nextIn(told: Told): Promise<number | undefined> {
  return (await nextAfter(told))?.delayMs
}

/** The look that one which went so asks for. */
async function nextAfter({ changed, settled = false, outcome, action = comment, ...decision }: Told) {
  const ended = await lookWith({ changed, settled }, async () => ({
    observe: async () => ({}) as Snapshot,
    look: async (snapshot) => snapshot,
    decide: async () => ({
      ...decided([], outcome ? [action] : []),
      ...decision,
    }),
    act: async () => [outcome ?? { kind: 'done' }],
  }))
  if (ended.kind !== 'done') throw new Error(`it ended otherwise: ${ended.kind}`)
  return ended.next
}

function lookWith(
  told: Pick<Job, 'changed' | 'settled'> & Partial<Pick<Job, 'hints'>>,
  sensesFor: () => Promise<Senses>,
  receipts: Receipt[] = [],
): Promise<LookOutcome> {
  const look = createLookAtRepository({
    sensesFor,
    log: { recent: async () => [], record: async (receipt) => void receipts.push(receipt) },
    marks: { note: async () => undefined },
    restMs: () => undefined,
    explainAbsence: () => undefined,
    requestIdOf: () => undefined,
    onLook: () => undefined,
    logger: pino({ level: 'silent' }),
    now: () => now,
  })
  return look({ repo, hints: noHints, ...told, priority: 'resync' }, { holds: () => true })
}

test('senses that cannot be loaded are an error that is recorded, and the look is tried again', async () => {
  const receipts: Receipt[] = []
  const broken = (): Promise<Senses> => import('./there-is-no-such-file.js' as string)
  expect(await lookWith({ changed: true }, broken, receipts)).toMatchObject({ kind: 'again' })
  expect(receipts).toMatchObject([{ repo, actions: [], error: expect.stringContaining('there-is-no-such-file') }])
})

test.each<[string, Pick<Job, 'changed'> & { hints?: Job['hints'] }, string, Hints['environments']]>([
  [
    'a change was told in one',
    { changed: true, hints: { ...noHints, environments: ['staging'] } },
    'done',
    ['staging'],
  ],
  ['a change was told elsewhere', { changed: true, hints: { ...noHints, environments: [] } }, 'done', []],
  ['nobody says what changed', { changed: true }, 'done', 'all'],
  ['they were read once more', { changed: false, hints: { ...noHints, environments: 'all' } }, 'done', undefined],
])('where %s, the look behind the lag of reads knows of which environments', async (_, told, kind, expected) => {
  const ended = await lookWith(told, async () => ({
    observe: async () => ({}) as Snapshot,
    look: async (snapshot) => snapshot,
    decide: async () => decided([], [comment]),
    act: async () => [{ kind: 'done' }],
  }))
  expect(ended).toMatchObject({ kind, next: { delayMs: 10_000 } })
  expect(ended.kind === 'done' && ended.next?.job.hints.environments).toEqual(expected)
})

describe('when to look again', () => {
  const soon = new Date(now.getTime() + 2_000).toISOString()

  test.each<[string, Told, number | undefined]>([
    ['nothing was told and nothing done', { changed: false }, undefined],
    ['a change was told', { changed: true }, 10_000],
    [
      'something was done, on reads of before our own last write perhaps',
      { changed: false, outcome: { kind: 'done' } },
      10_000,
    ],
    ['it marked, as the first look', { changed: false, outcome: { kind: 'done' }, action: mark }, 10_000],
    [
      'it marked when all had settled',
      { changed: false, settled: true, outcome: { kind: 'done' }, action: mark },
      undefined,
    ],
    ['it wrote when all had settled', { changed: false, settled: true, outcome: { kind: 'done' } }, 10_000],
    ['what was to be done was done already', { changed: false, outcome: { kind: 'already' } }, 10_000],
    ['what was to be done is held back', { changed: false, outcome: { kind: 'done' }, heldBack: 'paused' }, undefined],
    ['the mind names a moment', { changed: false, outcome: { kind: 'done' }, lookAgainAt: soon }, 2_000],
    [
      'it names one for a look that read what was old',
      { changed: true, outcome: { kind: 'already' }, lookAgainAt: soon },
      10_000,
    ],
  ])('%s', async (_, told, expected) => {
    expect(await nextIn(told)).toBe(expected)
  })

  test('what will be asked about then goes with it', async () => {
    const foreseen = { number: 7, branch: 'topic' }
    const next = await nextAfter({ changed: true, outcome: { kind: 'done' }, lookAgainAt: soon, foreseen })
    expect(next).toMatchObject({ delayMs: 2_000, job: { hints: { foreseen } } })
    expect((await nextAfter({ changed: true }))?.job.hints).toEqual({ ...noHints, environments: 'all' })
  })
})
