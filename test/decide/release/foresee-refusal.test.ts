import { describe, expect, test } from '@jest/globals'
import { foreseeRefusal, rulesetLooks } from '../../../src/decide/release/foresee-refusal.js'
import type { Snapshot } from '../../../src/model/snapshot.js'

const guard = { id: 7, name: 'Guard [tags]', include: ['refs/tags/v*'], exclude: ['refs/tags/v0.*'] }
const url = 'https://github.example/acme/harbour/rules/7'

function seen(verdicts: Snapshot['rulesetVerdicts'] = {}) {
  return { snapshot: { tagRulesets: [guard], rulesetVerdicts: verdicts } as unknown as Snapshot }
}

describe('a tag that GitHub would refuse', () => {
  test('is asked about only where the patterns of a ruleset fit it, and once', () => {
    expect(rulesetLooks(seen(), 'v1.2.3')).toEqual([{ kind: 'ruleset', id: 7 }])
    expect(rulesetLooks(seen(), 'v0.2.3')).toEqual([])
    expect(rulesetLooks(seen(), 'lamp@1.2.3')).toEqual([])
    expect(rulesetLooks(seen({ 7: { mayBypass: true, url } }), 'v1.2.3')).toEqual([])
  })

  test('is told of with the ruleset and the mend', () => {
    const [reason, ...more] = foreseeRefusal(seen({ 7: { mayBypass: false, url } }), 'v1.2.3')
    expect(more).toEqual([])
    expect(reason?.code).toBe('tag-guarded')
    expect(reason?.text).toContain('refuse the tag `v1.2.3`')
    expect(reason?.text).toContain(String.raw`[Guard \[tags\]](${url})`)
    expect(reason?.text).toContain('Add Landfall to that list')
  })

  test.each([
    ['may bypass', { mayBypass: true, url }],
    ['is not told', { mayBypass: undefined, url: undefined }],
  ])('is none where Landfall %s', (_, verdict) => {
    expect(foreseeRefusal(seen({ 7: verdict }), 'v1.2.3')).toEqual([])
  })
})
