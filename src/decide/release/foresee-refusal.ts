import type { Reason } from '../../model/decision.js'
import type { Look } from '../../model/snapshot.js'
import type { TagRuleset } from '../../model/tag-ruleset.js'
import * as sayings from '../words/publishing.js'
import { fitsRefPattern } from './fits-ref-pattern.js'
import type { Seen } from './seen.js'

/** The looks that are wanting before {@link foreseeRefusal} can tell. */
export function rulesetLooks(seen: Pick<Seen, 'snapshot'>, tag: string): Look[] {
  return rulesetsFor(seen, tag)
    .filter(({ id }) => seen.snapshot.rulesetVerdicts?.[id] === undefined)
    .map(({ id }) => ({ kind: 'ruleset', id }))
}

/** Why GitHub would refuse a tag, one reason a ruleset; what GitHub does not say is not claimed. */
export function foreseeRefusal(seen: Pick<Seen, 'snapshot'>, tag: string): Reason[] {
  return rulesetsFor(seen, tag).flatMap(({ id, name }) => {
    const verdict = seen.snapshot.rulesetVerdicts?.[id]
    return verdict?.mayBypass === false ? [sayings.tagGuarded(tag, { name, url: verdict.url })] : []
  })
}

function rulesetsFor({ snapshot }: Pick<Seen, 'snapshot'>, tag: string): TagRuleset[] {
  const ref = `refs/tags/${tag}`
  const fits = (pattern: string): boolean => fitsRefPattern(pattern, ref)
  return (snapshot.tagRulesets ?? []).filter(({ include, exclude }) => include.some(fits) && !exclude.some(fits))
}
