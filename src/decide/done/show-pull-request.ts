import type { ShowStage } from '../../model/action.js'
import { releasedLabel, waitingLabel, type Stage } from '../../model/change.js'
import type { PullRequestThread } from '../../model/thread.js'
import type { Seen } from '../release/seen.js'
import * as words from '../words/done.js'
import { relined, withLines } from '../words/lines.js'
import { linesOf } from './lines-of.js'
import { showInThread, toldIn } from './show-in-thread.js'

/** Shows in a merged pull request where it stands, on other branches too; undefined where it shows that already. Who took the label off is left in peace. */
export function showPullRequest(
  seen: Seen,
  thread: PullRequestThread,
  stage: Stage | undefined,
): ShowStage | undefined {
  const { snapshot, config } = seen
  const { tell } = config.done
  const lines = linesOf(seen, [thread.number])
  const show = (shown: Parameters<typeof showInThread>[1]): ShowStage | undefined =>
    showInThread(thread, shown, tell, snapshot.stageLabels)
  // Nothing on the default branch carries it any more; or its release was told long ago, and is not read again.
  if (stage === undefined) {
    const told = thread.labels.includes(releasedLabel) ? toldIn(thread) : undefined
    const body = told && relined(told, lines, snapshot.url)
    return show({ body, posts: false, adds: [], removes: [waitingLabel], isRelease: false })
  }
  if (thread.takenOff.includes(waitingLabel)) return undefined
  const body = withLines(words.pullRequestStage(stage, snapshot.url), lines, snapshot.url)
  switch (stage.kind) {
    case 'merged':
    case 'in-release-pull-request':
      return show({ body, posts: true, adds: [waitingLabel], removes: [], isRelease: false })
    case 'reverted':
      return show({ body, posts: false, adds: [], removes: [waitingLabel], isRelease: false })
    case 'taken-back':
      return show({ body, posts: false, adds: [], removes: [waitingLabel], isRelease: true })
    case 'released':
      // What waits for an environment is looked at until it is there.
      if (stage.awaits !== undefined) {
        const isRelease = stage.awaits.rolledBackTo === undefined
        return show({ body, posts: true, adds: [releasedLabel, waitingLabel], removes: [], isRelease })
      }
      return show({ body, posts: true, adds: [releasedLabel], removes: [waitingLabel], isRelease: true })
    case 'live':
      return show({ body, posts: true, adds: [releasedLabel], removes: [waitingLabel], isRelease: true })
  }
}
