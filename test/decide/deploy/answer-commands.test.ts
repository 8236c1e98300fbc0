import { describe, expect, test } from '@jest/globals'
import { now } from '../snapshots.js'
import { deployable, head } from './deployable.js'
import { ago, deployment, inWords, replied, run, said } from './deployments-run.js'
import type { Comment } from '../../../src/model/comment.js'
import type { Deployment } from '../../../src/model/deployment.js'

const open = { kind: 'pull-request', state: 'open', isDraft: false } as const

describe('a command', () => {
  const command = said(1, '/deploy staging')

  test('is claimed, carried out and answered, in this order', () => {
    const { actions } = run({ comments: [command] })
    expect(inWords(actions)).toEqual([
      'record of staging',
      'create-deployment',
      'post-comment starting: Deploying ccccccc to **staging**.',
    ])
    expect(actions[0]).toMatchObject({ record: { claim: { key: 'comment:1' } }, observed: undefined })
    expect(actions[1]).toMatchObject({ sha: head, headOf: 5, purpose: { key: 'comment:1', thread: 5, by: 'maya' } })
  })

  test('shows at once that it was seen, and is judged when reads have caught up', () => {
    const decision = run({ comments: [{ ...command, createdAt: ago(0.05) }] })
    expect(inWords(decision.actions)).toEqual(['react'])
    expect(decision.lookAgainAt).toBe(new Date(Date.parse(ago(0.05)) + 10_000).toISOString())
  })

  test('that is claimed and has no reply gets one, and no deployment', () => {
    const { actions } = run({ comments: [command], record: { claim: { key: 'comment:1', at: ago(0.5) } } })
    expect(inWords(actions)).toEqual(['post-comment starting: Deploying ccccccc to **staging**.'])
  })

  test('of two for one environment the second waits for another look', () => {
    const decision = run({ comments: [command, said(3, '/deploy staging')] })
    expect(decision.actions.filter(({ kind }) => kind === 'create-deployment')).toHaveLength(1)
    expect(decision.lookAgainAt).toBe(new Date(now.getTime() + 10_000).toISOString())
  })

  test('of two that begin to wait in one look both threads are noted, and one that waits no more is not', () => {
    const talkOf = (number: number, ...comments: Comment[]) =>
      ({ number, touchedAt: ago(1), isLocked: false, subject: open, comments }) as const
    const pulls = [5, 6, 7].map((number) => [number, { ...deployable, number, reviewDecision: 'review-required' }])
    const { actions } = run({
      record: { waiting: [4, 7, 8] },
      snapshot: {
        talks: {
          list: [
            talkOf(5, said(11, '/deploy staging')),
            talkOf(6, said(13, '/deploy staging')),
            talkOf(7, replied({ stage: 'waiting', at: ago(1) })),
          ],
          more: undefined,
        },
        deployables: { ...Object.fromEntries(pulls), 4: 'missing', 8: 'missing' } as never,
      },
    })
    expect(actions).toContainEqual(
      expect.objectContaining({ kind: 'write-record', record: expect.objectContaining({ waiting: [5, 6] }) }),
    )
  })

  test('waits for a minute while another that GitHub was asked for does not show', () => {
    const asked = (minutes: number, deployments: Deployment[] = []) =>
      run({ comments: [command], record: { claim: { key: 'comment:77', at: ago(minutes) } }, deployments })
    const early = asked(0.5)
    expect(early.actions.map(({ kind }) => kind)).toEqual(['write-record', 'post-comment'])
    expect(early.lookAgainAt).toBe(new Date(Date.parse(ago(0.5)) + 60_000).toISOString())
    const purpose = { key: 'comment:77', task: 'deploy', thread: 5, by: 'sam' } as const
    for (const { actions } of [asked(1.5), asked(0.5, [deployment('failure', { purpose })])])
      expect(actions.map(({ kind }) => kind)).toContain('create-deployment')
  })

  test('that a deployment names is not carried out again, whatever was claimed since', () => {
    const { actions } = run({
      comments: [command],
      record: { claim: { key: 'comment:77', at: ago(2) } },
      deployments: [deployment('in_progress')],
    })
    expect(actions.map(({ kind }) => kind)).toEqual(['post-comment'])
  })

  test('is answered where GitHub does not show the deployments', () => {
    const { actions, reasons } = run({ comments: [command], snapshot: { deployments: undefined } as never })
    expect(inWords(actions)).toEqual(['post-comment -: Nothing was done: GitHub does not show Landfall the deployme'])
    expect(reasons.map(({ code }) => code)).toContain('deployments-unseen')
  })

  test.each([
    ['/deploy staging', { number: 5, branch: 'topic' }],
    ['/rollback staging', { number: 5, branch: 'topic' }],
    ['/unlock staging', undefined],
  ])('that is not due, %s, tells what will be asked about when it is', (body, foreseen) => {
    const list = [{ number: 5, branch: 'topic' }] as never
    const snapshot = { openPullRequests: { list, more: undefined } }
    const decision = run({ comments: [{ ...said(2, body), createdAt: ago(0.05) }], snapshot })
    expect(decision.actions.map(({ kind }) => kind)).toEqual(['react'])
    expect(decision.foreseen).toEqual(foreseen)
    expect(run({ comments: [said(2, body)], snapshot }).foreseen).toBeUndefined()
  })

  test('of one whose rights nobody knows looks first, at all that it needs', () => {
    const { looks } = run({ comments: [command], snapshot: { rights: {}, deployables: {} } })
    expect(looks).toEqual([
      { kind: 'permissions', logins: ['maya'] },
      { kind: 'deployable', pullRequest: 5 },
    ])
  })
})
