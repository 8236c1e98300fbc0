import { decide } from '../../src/decide/decide.js'
import type { Action } from '../../src/model/action.js'
import type { Snapshot } from '../../src/model/snapshot.js'
import { head, now, sha } from './snapshots.js'

/** The snapshot as it would be found after the actions were carried out, and those of the looks that follow at once. */
export async function after(snapshot: Snapshot): Promise<Snapshot> {
  const { actions, lookAgainAt } = await decide(snapshot, now)
  const next = carriedOut(snapshot, actions)
  return actions.length > 0 && lookAgainAt === now.toISOString() ? after(next) : next
}

/** The same after these actions. */
export function carriedOut(snapshot: Snapshot, actions: readonly Action[]): Snapshot {
  let next = snapshot
  for (const action of actions) {
    if (action.kind === 'push-release-branch') {
      next = {
        ...next,
        releaseBranch: {
          head: sha('b'),
          parents: [action.base],
          message: action.message,
          committedAt: now.toISOString(),
          isOurs: true,
        },
      }
    } else if (action.kind === 'open-pull-request' || action.kind === 'edit-pull-request') {
      const { title, body } = action
      next = {
        ...next,
        openReleasePullRequest: {
          number: 7,
          title,
          body,
          base: 'main',
          head: next.releaseBranch?.head ?? sha('b'),
          parent: head,
          commitMessages: [title],
          comments: next.openReleasePullRequest?.comments ?? [],
          edits: [],
        },
      }
    } else if (action.kind === 'create-tag') {
      next = { ...next, tags: [...next.tags, { name: action.name, sha: action.sha }] }
    } else if (action.kind === 'create-release') {
      next = { ...next, released: { ...next.released, [action.tag]: true } }
    } else if (action.kind === 'report-check') {
      const runs = [{ id: 1, name: action.name, key: action.key }]
      const checks = { runs, askedAgain: false }
      next = {
        ...next,
        ...(action.sha === next.releaseBranch?.head ? { releaseChecks: checks } : {}),
        ...(action.sha === next.defaultBranch?.head ? { headChecks: checks } : {}),
      }
    } else if (action.kind === 'close-pull-request') {
      next = { ...next, openReleasePullRequest: undefined }
    }
  }
  return next
}
