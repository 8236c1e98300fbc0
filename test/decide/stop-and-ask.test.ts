import { describe, expect, test } from '@jest/globals'
import { mostThreads, stopAndAsk } from '../../src/decide/stop-and-ask.js'
import type { Action } from '../../src/model/action.js'
import { decided } from '../../src/model/decision.js'

const closes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ kind: 'close-pull-request', number: index + 1 }) as const)
const comment = ({ number }: { readonly number: number }): Action => ({ kind: 'post-comment', number, body: '' })
const open: Action = { kind: 'open-pull-request', head: 'landfall/release', base: 'main', title: '', body: '' }
const edit = (number: number): Action => {
  return { kind: 'edit-pull-request', number, title: '', body: '', base: 'main', observed: { title: '', body: '' } }
}
const tag: Action = { kind: 'create-tag', name: 'v1.0.0', sha: 'a' }
const release: Action = { kind: 'create-release', tag: 'v1.0.0', name: 'v1.0.0', body: '' }

describe('stop and ask', () => {
  test.each<[string, Action[], boolean]>([
    ['nothing', [], false],
    ['as many threads as may be', closes(mostThreads), false],
    ['one more', closes(mostThreads + 1), true],
    ['one more, by a comment', [...closes(mostThreads), comment({ number: 99 })], true],
    ['comments in the same threads', closes(mostThreads).flatMap((close) => [close, comment(close)]), false],
    ['one more, by another kind of action', [...closes(mostThreads), open], true],
    ['the same threads twice', [...closes(mostThreads), ...closes(mostThreads)], false],
    ['edits, of which nobody is told', Array.from({ length: 100 }, (_, index) => edit(index)), false],
    ['a release, with its tag', [tag, ...closes(100)], false],
    ['a release whose tag is there', [release, ...closes(100)], false],
  ])('%s', (_, actions, stops) => {
    const decision = stopAndAsk(decided([{ code: 'release-refreshed', text: '' }], actions))
    expect(decision.heldBack !== undefined).toBe(stops)
    expect(decision.actions).toEqual(actions)
    expect(decision.reasons.map(({ code }) => code)).toEqual([
      ...(stops ? ['too-many-threads'] : []),
      'release-refreshed',
    ])
  })

  test('it says how many it would be', () => {
    expect(stopAndAsk(decided([], closes(31))).reasons[0]?.text).toContain('31 issues and pull requests')
  })
})
