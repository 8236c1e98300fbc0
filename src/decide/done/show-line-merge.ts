import type { ShowStage } from '../../model/action.js'
import { lineLabel, releasedLabel } from '../../model/change.js'
import type { LineMergeThread } from '../../model/thread.js'
import type { Seen } from '../release/seen.js'
import * as words from '../words/lines.js'
import { lineStage } from './line-stage.js'
import { showInThread } from './show-in-thread.js'

/** Shows in a backport where it stands on its branch; undefined where it shows that already, or where that is not known. */
export function showLineMerge(seen: Seen, thread: LineMergeThread): ShowStage | undefined {
  const { snapshot, config } = seen
  if (thread.takenOff.includes(lineLabel)) return undefined
  const stage = lineStage(seen, thread.merge)
  const body = words.lineMergeStage(thread, stage, snapshot.url)
  const show = (shown: Omit<Parameters<typeof showInThread>[1], 'body'>): ShowStage | undefined =>
    showInThread(thread, { body, ...shown }, config.done.tell, snapshot.stageLabels)
  switch (stage.kind) {
    case 'waiting':
    case 'lost':
      return show({ posts: true, adds: [lineLabel], removes: [], isRelease: false })
    case 'released':
      return show({ posts: true, adds: [releasedLabel], removes: [lineLabel], isRelease: true })
    case 'gone':
      return show({ posts: false, adds: [], removes: [lineLabel], isRelease: false })
    case 'unread':
      return undefined
  }
}
