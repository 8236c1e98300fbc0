import { checkTags, configuredComponent } from './configured-component.js'
import { findComponents } from './find-components.js'
import type { Io } from './io.js'
import { printJson, printText } from './print-text.js'
import { startProgress } from './progress.js'
import { readHistory } from './read-history.js'
import { findConfig } from './read-rules.js'
import { replay, type Replay } from './replay.js'
import { sayAssumptions } from './say-assumptions.js'
import { sayCount } from '../decide/replay/say-count.js'

export interface ReplayOptions {
  readonly json?: boolean
  readonly config?: string
}

/** `landfall replay PATH`: what would have been released from a repository's own history, against what was. Changes nothing. */
export async function replayCommand(path: string, options: ReplayOptions, io: Io): Promise<void> {
  const history = await readHistory(path)
  const found = await findConfig(path, options.config)
  const rules = found?.config.release
  const components = rules === undefined ? await findComponents(history) : configuredComponent(history, rules.tag)
  checkTags(history, components)

  const total = components.components.reduce((count, component) => count + component.tags.length, 0)
  const progress = startProgress(io, total)
  const result = replay(history, components, rules, progress.update)
  progress.stop()

  const basis = found
    ? [`By ${found.source}.`]
    : ['Without a configuration; assumed from the history:', ...sayAssumptions(result.rules, result.components)]
  if (options.json) {
    const { repository, agreement, releases } = result
    printText(io.stderr, `${basis.join('\n')}\n`)
    printJson(io.stdout, { repository, agreement, releases })
    return
  }
  printText(io.stdout, `${[...basis, '', ...printReplay(result)].join('\n')}\n`)
}

function printReplay({ repository, agreement, releases, firstReleases }: Replay): string[] {
  const lines = releases.map((release) => {
    const predicted = release.predicted ?? 'nothing'
    const verdict = release.agrees ? `= ${release.actual}` : `≠ ${release.actual}, predicted ${predicted}`
    return `${release.tag} (after ${release.previousTag}, ${sayCount(release.commits, 'commit')}) ${verdict}: ${release.reason}`
  })
  const agreeing = releases.filter((release) => release.agrees).length
  const firsts = firstReleases.length === 0 ? '' : ` First releases are not compared: ${firstReleases.join(', ')}.`
  const share =
    releases.length === 0
      ? 'nothing to compare'
      : `${agreeing} of ${releases.length} releases agree (${(agreement * 100).toFixed(1)} %)`
  return [...lines, '', `${repository}: ${share}.${firsts}`]
}
