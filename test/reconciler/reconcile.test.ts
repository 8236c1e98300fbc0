import { describe, expect, test } from '@jest/globals'
import type { Action, Outcome } from '../../src/model/action.js'
import { decided, wantsToSee, type Decision } from '../../src/model/decision.js'
import { noRecord } from '../../src/model/environment-record.js'
import type { Snapshot } from '../../src/model/snapshot.js'
import { LookFailed, reconcile, type Senses } from '../../src/reconciler/reconcile.js'

const repo = { installationId: 1, owner: 'acme', name: 'harbour' }
const now = () => new Date('2026-06-01T12:00:00Z')
const tag: Action = { kind: 'create-tag', name: 'v1.0.0', sha: 'a' }
const close: Action = { kind: 'close-pull-request', number: 7 }
const want = { kind: 'files', at: 'a', paths: ['b'] } as const

/** A loop takes its eyes, mind and hands as functions: these are small ones that note what was asked of them. */
function senses(decisions: Decision[], outcomes: (Outcome | Error)[] = []) {
  const calls: string[] = []
  const all: Senses = {
    observe: async () => {
      calls.push('observe')
      return {} as Snapshot
    },
    look: async (snapshot, { kind }) => {
      calls.push(`look at ${kind}`)
      return snapshot
    },
    decide: async () => decisions.shift() ?? wantsToSee(want),
    act: async (actions) => {
      calls.push(actions.map(({ kind }) => kind).join(' with '))
      return actions.map(() => {
        const outcome = outcomes.shift() ?? { kind: 'done' }
        if (outcome instanceof Error) throw outcome
        return outcome
      })
    },
  }
  return { all, calls }
}

describe('one look', () => {
  test('observes, looks where the mind asks, then acts in order', async () => {
    const { all, calls } = senses([wantsToSee(want), decided([], [tag, close])])
    const { receipt, conflict } = await reconcile(repo, all, now)
    expect(calls).toEqual(['observe', 'look at files', 'create-tag', 'close-pull-request'])
    expect(receipt.actions.map(({ outcome }) => outcome)).toEqual(['done', 'done'])
    expect(conflict).toBe(false)
  })

  describe('that rests on what is remembered of deployments', () => {
    const runs = { kind: 'deployments', environment: 'staging', sought: { kind: 'live' } } as const
    const list = { list: [], more: undefined, backTo: undefined }

    /** Eyes that remember staging, unless they know that something may come of the look; and have read production. */
    function remembering(decisions: Decision[]) {
      const { all, calls } = senses(decisions)
      const seen: Snapshot[] = []
      const observe: Senses['observe'] = async () => {
        await all.observe()
        return { deploymentsOf: { production: list } } as unknown as Snapshot
      }
      const look: Senses['look'] = async (snapshot, wanted) => {
        const read = snapshot.mayAct === true ? list : { ...list, isRemembered: true as const }
        await all.look(snapshot, wanted)
        return { ...snapshot, deploymentsOf: { ...snapshot.deploymentsOf, staging: read } }
      }
      const decide: Senses['decide'] = (snapshot, at) => (seen.push(snapshot), all.decide(snapshot, at))
      return { all: { ...all, observe, look, decide }, calls, seen }
    }

    test('nothing is done: it is read anew, and decided once more', async () => {
      const { all, calls, seen } = remembering([wantsToSee(runs), decided([], [tag]), wantsToSee(runs), decided([])])
      const { receipt } = await reconcile(repo, all, now)
      expect(calls).toEqual(['observe', 'look at deployments', 'look at deployments'])
      expect(receipt.actions).toEqual([])
      expect(seen[2]).toEqual({ deploymentsOf: { production: list }, mayAct: true })
      expect(seen[3]).toEqual({ deploymentsOf: { production: list, staging: list }, mayAct: true })
    })

    test('what is decided then is done', async () => {
      const decisions = [wantsToSee(runs), decided([], [tag]), wantsToSee(runs), decided([], [close])]
      const { all, calls } = remembering(decisions)
      await reconcile(repo, all, now)
      expect(calls).toEqual(['observe', 'look at deployments', 'look at deployments', 'close-pull-request'])
    })

    test('it is enough to find that there is nothing to do', async () => {
      const { all, calls } = remembering([wantsToSee(runs), decided([])])
      await reconcile(repo, all, now)
      expect(calls).toEqual(['observe', 'look at deployments'])
    })

    test('there are as many rounds as ever for deciding once more', async () => {
      const rounds = (last: Decision): Decision[] => [...Array.from({ length: 5 }, () => wantsToSee(runs)), last]
      const { all, calls } = remembering([...rounds(decided([], [tag])), ...rounds(decided([], [close]))])
      await reconcile(repo, all, now)
      expect(calls.at(-1)).toBe('close-pull-request')
    })
  })

  test('a conflict stops what is behind it', async () => {
    const { all, calls } = senses([decided([], [tag, close])], [{ kind: 'conflict', detail: 'it moved' }])
    const { receipt, conflict } = await reconcile(repo, all, now)
    expect(calls).toEqual(['observe', 'create-tag'])
    expect([conflict, receipt.actions[0]?.outcome]).toEqual([true, 'conflict: it moved'])
  })

  test('what is done together has an outcome each; what is behind an end is left', async () => {
    const { all, calls } = senses(
      [decided([], [tag, close, tag, close])],
      [{ kind: 'done' }, { kind: 'unable', detail: 'locked' }, { kind: 'conflict', detail: 'it moved' }],
    )
    const { receipt, conflict } = await reconcile(
      repo,
      { ...all, together: ([, , ...rest]) => (rest.length > 0 ? 2 : 1) },
      now,
    )
    expect(calls).toEqual(['observe', 'create-tag with close-pull-request', 'create-tag'])
    expect(receipt.actions.map(({ outcome }) => outcome)).toEqual(['done', 'unable: locked', 'conflict: it moved'])
    expect(conflict).toBe(true)
  })

  test('of what could be done together only that is whose turn has come', async () => {
    const { all, calls } = senses([decided([], [tag, close])])
    const restMs = async ({ kind }: Action) => (kind === 'close-pull-request' ? 500 : undefined)
    const { receipt, restMs: wait } = await reconcile(repo, { ...all, restMs, together: () => 2 }, now)
    expect(calls).toEqual(['observe', 'create-tag'])
    expect([receipt.actions, wait]).toEqual([[{ kind: 'create-tag', outcome: 'done' }], 500])
  })

  test('an action whose turn has not come waits, and so does what is behind it', async () => {
    const { all, calls } = senses([decided([], [tag, close, tag])])
    const restMs: Senses['restMs'] = async ({ kind }) => (kind === 'close-pull-request' ? 5_000 : undefined)
    const { receipt, conflict, restMs: rest } = await reconcile(repo, { ...all, restMs }, now)
    expect(calls).toEqual(['observe', 'create-tag'])
    expect(receipt.actions).toEqual([{ kind: 'create-tag', outcome: 'done' }])
    expect([conflict, rest]).toEqual([false, 5_000])
  })

  test('what GitHub will not have stops nothing', async () => {
    const { all, calls } = senses([decided([], [close, tag])], [{ kind: 'unable', detail: 'locked' }])
    const { receipt, conflict } = await reconcile(repo, all, now)
    expect(calls).toEqual(['observe', 'close-pull-request', 'create-tag'])
    expect(receipt.actions.map(({ outcome }) => outcome)).toEqual(['unable: locked', 'done'])
    expect(conflict).toBe(false)
  })

  const refusals: [Outcome, Partial<Snapshot>][] = [
    [{ kind: 'refused', tag: 'v1.0.0', detail: 'a rule' }, { refusedTags: { 'v1.0.0': 'a rule' } }],
    [{ kind: 'not-deployed', key: 'comment:1', detail: 'a rule' }, { notDeployed: { 'comment:1': 'a rule' } }],
  ]
  test.each(refusals)(
    'after a refusal the mind decides once more, knowing of it, and no third time: %o',
    async (refused, known) => {
      const { all, calls } = senses([decided([], [tag, close]), decided([], [close])], [refused])
      const seen: Snapshot[] = []
      const decide: Senses['decide'] = (snapshot, at) => (seen.push(snapshot), all.decide(snapshot, at))
      const { receipt, conflict } = await reconcile(repo, { ...all, decide }, now)
      expect(calls).toEqual(['observe', 'create-tag', 'close-pull-request'])
      expect(seen).toEqual([{}, known])
      expect(receipt.actions.map(({ outcome }) => outcome)).toEqual([`${refused.kind}: a rule`, 'done'])
      expect(conflict).toBe(false)

      const again = senses([decided([], [tag]), decided([], [tag])], [refused, refused])
      expect((await reconcile(repo, again.all, now)).conflict).toBe(true)
    },
  )

  test('after a refusal the mind knows of the records that were written before it, too', async () => {
    const seen = { oid: 'f', record: noRecord }
    const outcomes: Outcome[] = [
      { kind: 'done', wrote: { environment: 'staging', seen } },
      { kind: 'not-deployed', key: 'merge:a', detail: 'a rule' },
    ]
    const { all } = senses([decided([], [tag, close]), decided([])], outcomes)
    const snapshots: Snapshot[] = []
    const decide: Senses['decide'] = (snapshot, at) => (snapshots.push(snapshot), all.decide(snapshot, at))
    await reconcile(repo, { ...all, decide }, now)
    expect(snapshots).toEqual([{}, { records: { staging: seen }, notDeployed: { 'merge:a': 'a rule' } }])
  })

  test('a surprise is thrown on with the receipt of what was done', async () => {
    const { all } = senses([decided([], [tag, close])], [{ kind: 'done' }, new Error('502')])
    const failed = await reconcile(repo, all, now).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(LookFailed)
    expect((failed as LookFailed).receipt).toMatchObject({
      error: 'close-pull-request: 502',
      actions: [{ kind: 'create-tag' }],
    })
  })

  test.each([
    ['the mind', { heldBack: 'paused: true' }, {}, 'held back: paused: true'],
    ['the process', {}, { heldBack: 'LANDFALL_MODE=observe' }, 'held back: LANDFALL_MODE=observe'],
    ['both', { heldBack: 'paused: true' }, { heldBack: 'LANDFALL_MODE=observe' }, 'held back: LANDFALL_MODE=observe'],
  ])('what %s holds back is recorded and not done, nor looked at again', async (_, byMind, byProcess, outcome) => {
    const { all, calls } = senses([{ ...decided([], [tag, close]), lookAgainAt: now().toISOString(), ...byMind }])
    const { receipt, lookAgainAt } = await reconcile(repo, { ...all, ...byProcess }, now)
    expect(calls).toEqual(['observe'])
    expect(receipt.actions).toEqual([
      { kind: 'create-tag', outcome },
      { kind: 'close-pull-request', outcome },
    ])
    expect(lookAgainAt).toBeUndefined()
  })

  test('a mind that never decides is stopped', async () => {
    await expect(reconcile(repo, senses([]).all, now)).rejects.toThrow(/undecided after 5 rounds/)
  })
})
