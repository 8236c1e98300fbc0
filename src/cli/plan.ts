import { dateOfRelease } from '../decide/release/date-of-release.js'
import { planRelease } from '../decide/release/plan-release.js'
import type { Commit } from '../model/commit.js'
import type { NoRelease, ReleasePlan, ReleaseRules } from '../model/release.js'
import type { Component, Components } from './find-components.js'
import { createRangeFinder, findHighestTags } from './ranges.js'
import type { History } from './read-history.js'
import type { ReleaseTag } from './version-tag-groups.js'

/** What HEAD would be released as. */
export interface ComponentPlan {
  readonly component: Component
  readonly previous: ReleaseTag | undefined
  readonly commits: readonly Commit[]
  readonly plan: ReleasePlan | NoRelease
}

/** Plans the next release of each component from what HEAD reaches. */
export async function planHead(
  history: History,
  { components, filesOf }: Components,
  rules: ReleaseRules,
): Promise<ComponentPlan[]> {
  const findRange = createRangeFinder(history)
  const plans: ComponentPlan[] = []
  for (const component of components) {
    const previous = component.tags[findHighestTags(history, component.tags).upTo(history.head)]
    const range = findRange(previous?.sha, history.head)
    const commits =
      filesOf === undefined ? range : range.filter((commit) => component.owns(undefined, filesOf(commit.sha)))
    // A tag of an earlier format stands for its version all the same.
    const tag = previous && { name: component.format.replace('${version}', () => previous.version), sha: previous.sha }
    const plan = await planRelease({
      commits,
      previous: tag,
      rules: { ...rules, tag: component.format },
      date: dateOfRelease(commits),
      link: history.link,
    })
    plans.push({ component, previous, commits, plan })
  }
  return plans
}
