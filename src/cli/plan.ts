import { dateOfRelease } from '../decide/release/date-of-release.js'
import { planRelease } from '../decide/release/plan-release.js'
import type { Commit } from '../model/commit.js'
import type { NoRelease, ReleasePlan, ReleaseRules } from '../model/release.js'
import { printTagName } from '../model/tag-name.js'
import type { Component, Components } from './find-components.js'
import { createRangeFinder, findHighestTags } from './ranges.js'
import type { History } from './read-history.js'
import type { ReleaseTag } from '../decide/replay/version-tag-groups.js'

/** What HEAD would be released as. */
export interface ComponentPlan {
  readonly component: Component
  readonly previous: ReleaseTag | undefined
  readonly commits: readonly Commit[]
  /** How many commits are left out, being older than `since`. */
  readonly leftOut: number
  readonly plan: ReleasePlan | NoRelease
}

/**
 * Plans the next release of each component from what HEAD reaches. Where nothing was released yet, what was committed before
 * `since` is left out.
 */
export async function planHead(
  history: History,
  { components, filesOf }: Components,
  rules: ReleaseRules,
  since: string | undefined,
): Promise<ComponentPlan[]> {
  const findRange = createRangeFinder(history)
  const plans: ComponentPlan[] = []
  for (const component of components) {
    const previous = component.tags[findHighestTags(history, component.tags).upTo(history.head)]
    const range = findRange(previous?.sha, history.head)
    const own = filesOf === undefined ? range : range.filter((commit) => component.owns(undefined, filesOf(commit.sha)))
    const commits = previous === undefined ? own.filter((commit) => !isBefore(commit, since)) : own
    // A tag of an earlier format stands for its version all the same.
    const tag = previous && { name: printTagName(component.format, previous.version), sha: previous.sha }
    const plan = await planRelease({
      commits,
      previous: tag,
      rules: { ...rules, tag: component.format },
      date: dateOfRelease(commits),
      link: history.link,
    })
    plans.push({ component, previous, commits, leftOut: own.length - commits.length, plan })
  }
  return plans
}

function isBefore(commit: Commit, since: string | undefined): boolean {
  return since !== undefined && Date.parse(commit.committedAt) < Date.parse(since)
}
