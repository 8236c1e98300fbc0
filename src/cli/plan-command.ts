import { manifestPaths } from '../model/release-files.js'
import { printReleaseTitle } from '../model/release-title.js'
import { collectReleases } from './collect-releases.js'
import { configuredComponent } from './configured-component.js'
import { findComponents, type Components } from './find-components.js'
import { git } from './git.js'
import type { Io } from './io.js'
import { planHead, type ComponentPlan } from './plan.js'
import { comparable } from '../decide/replay/predict.js'
import { printJson, printText } from './print-text.js'
import { readHistory, type History } from './read-history.js'
import { findConfig, type FoundConfig } from './read-rules.js'
import { conventionsOf } from './replay.js'
import { sayAssumptions } from './say-assumptions.js'
import { sayNext, sayUnread, toJson } from './say-next.js'
import { sayCount } from '../decide/replay/say-count.js'

export interface PlanOptions {
  readonly json?: boolean
  readonly config?: string
}

// What a repository did lately says more about its next release than what it did at first.
const newest = 30

/** `landfall plan PATH`: the next version, its notes, and what would be done. Changes nothing. */
export async function planCommand(path: string, options: PlanOptions, io: Pick<Io, 'stdout'>): Promise<void> {
  const history = await readHistory(path)
  const found = await findConfig(path, options.config)
  const components = found ? configuredComponent(history, found.config.release.tag) : await inferredComponents(history)
  const rules = found?.config.release ?? newestConventions(history, components)
  const assumed = found ? [] : sayAssumptions(rules, components.components)
  const plans = await planHead(history, components, rules, found?.config.since)
  const planned = await Promise.all(
    plans.map(async (each) => ({ ...each, actions: await actionsOf(history, each, found) })),
  )

  if (options.json) {
    const releases = planned.map(({ component, previous, commits, plan, actions }) =>
      toJson(plan, { component: component.name, previous: previous?.name, commits: commits.length, actions }),
    )
    const answer = { repository: history.name, configuration: found?.source ?? null, assumed, releases }
    printJson(io.stdout, answer)
    return
  }
  const basis = found ? [`By ${found.source}.`] : ['Without a configuration; assumed from the history:', ...assumed]
  printText(io.stdout, `${[...basis, '', ...planned.flatMap(print)].join('\n').trimEnd()}\n`)
}

type Planned = ComponentPlan & { readonly actions: readonly string[] }

async function inferredComponents(history: History): Promise<Components> {
  const found = await findComponents(history)
  return found.components.length > 0 ? found : configuredComponent(history, 'v${version}')
}

function newestConventions(history: History, components: Components) {
  return conventionsOf(components, comparable(collectReleases(history, components, () => {})).slice(-newest))
}

/** What Landfall would do, in the order in which it would. */
async function actionsOf(
  history: History,
  { component, plan }: ComponentPlan,
  found: FoundConfig | undefined,
): Promise<string[]> {
  if (plan.kind === 'no-release') return []
  const folder = component.folders[0] === undefined ? '' : `${component.folders[0]}/`
  const changelog = found ? found.config.release.changelog : 'CHANGELOG.md'
  const manifests = manifestPaths.map((path) => folder + path)
  const present = (
    await git(history.path, ['ls-tree', '--full-tree', '--name-only', '-z', 'HEAD', '--', ...manifests])
  ).split('\0')
  return [
    `open or refresh the release pull request "${printReleaseTitle(plan.version)}"`,
    ...manifests.filter((path) => present.includes(path)).map((path) => `in it, move the version in ${path}`),
    ...(changelog === false ? [] : [`in it, add the entry to ${folder}${changelog}`]),
    `once it is merged, tag the merge ${plan.tag}`,
    `make the release ${plan.tag} with these notes`,
  ]
}

function print({ component, previous, commits, leftOut, plan, actions }: Planned): string[] {
  const name = component.name === '' ? '' : `${component.name}: `
  const older = leftOut === 0 ? [] : [`Left out, being older than \`since\`: ${sayCount(leftOut, 'commit')}.`, '']
  const listed = [...older, ...sayUnread(plan)]
  const headline = `${name}${sayNext(plan, previous?.name, commits.length)}`
  if (plan.kind === 'no-release') return [headline, ...listed, '']
  return [`${headline} Landfall would`, ...actions.map((action) => `  - ${action}`), '', plan.notes, '', ...listed]
}
