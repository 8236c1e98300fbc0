import { sayCount, sayList } from '../decide/replay/say-count.js'
import type { Action, ReportCheck } from '../model/action.js'
import { shortSha, subjectOf } from '../model/commit.js'

/** What Landfall would do, in order and in words for people; of the checks one line for each name and verdict, at the end. */
export function sayActions(actions: readonly Action[]): string[] {
  const others = actions.flatMap((action) => (action.kind === 'report-check' ? [] : [say(action)]))
  return [...others, ...sayChecks(actions.filter((action) => action.kind === 'report-check'))]
}

function say(action: Exclude<Action, ReportCheck>): string {
  switch (action.kind) {
    case 'push-release-branch': {
      const paths = sayList(action.files.map(({ path }) => path))
      return `commit "${subjectOf(action)}" to ${action.branch}${paths === '' ? '' : `, with changes to ${paths}`}`
    }
    case 'open-pull-request':
      return `open the pull request "${action.title}" from ${action.head} into ${action.base}`
    case 'edit-pull-request':
      return `bring #${action.number} up to date, as "${action.title}"`
    case 'close-pull-request':
      return `close #${action.number}`
    case 'post-comment':
      return `comment on #${action.number}`
    case 'edit-comment':
      return `edit its comment ${action.comment}`
    case 'delete-comment':
      return `delete its comment ${action.comment}`
    case 'add-label':
      return `label #${action.number} "${action.label}"`
    case 'create-tag':
      return `tag ${shortSha(action.sha)} ${action.name}`
    case 'create-release':
      return action.draft === true
        ? `draft the release ${action.tag} with these notes`
        : `make the release ${action.tag} with these notes`
    case 'publish-draft':
      return 'publish the draft of the release'
    case 'merge-pull-request':
      return `merge #${action.number}`
    case 'create-label':
      return `make the label "${action.label}"`
    case 'show-stage': {
      const closing = action.state === undefined ? '' : action.state === 'open' ? ', and reopen it' : ', and close it'
      return `show in #${action.number} how far its change is${closing}`
    }
    case 'delete-draft':
      return 'delete a second draft of the same release'
    case 'react':
      return `show that it saw the comment ${action.comment}`
    case 'create-deployment':
      return `deploy ${shortSha(action.sha)} to ${action.environment}`
    case 'say-deployment-status':
      return `say that the deployment ${action.deployment} is ${action.state.replace('_', ' ')}`
    case 'dispatch-workflow':
      return `start the workflow ${action.workflow}`
    case 'write-record':
      return `note what is known of ${action.environment}`
    case 'delete-record':
      return `forget what was kept of ${action.environment}, which is no more`
  }
}

function sayChecks(reports: readonly ReportCheck[]): string[] {
  const counts = new Map<string, number>()
  for (const { name, verdict } of reports) {
    const which = `report the check "${name}" as ${verdict}`
    counts.set(which, (counts.get(which) ?? 0) + 1)
  }
  return [...counts].map(([which, count]) => `${which} on ${sayCount(count, 'commit')}`)
}
