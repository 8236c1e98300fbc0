import type { Reason } from '../../model/decision.js'

/** Why a repository cannot be looked at for good: sentences for the log of decisions, since there is no place left to tell people. */

export function installationGone(): Reason {
  return {
    code: 'gone',
    text: 'The installation is gone: the app was uninstalled, and nothing is looked at until it is installed again.',
  }
}

export function installationSuspended(): Reason {
  return { code: 'gone', text: 'The installation is suspended: nothing is looked at until its owner lifts that.' }
}

export function repositoryGone(): Reason {
  return {
    code: 'gone',
    text: 'The repository is gone, or was taken from the installation: deleted, made inaccessible, or moved to another owner. It is looked at again where the app is installed on it.',
  }
}

export function repositoryLocked(): Reason {
  return { code: 'gone', text: 'The repository is read-only for now: it was archived, locked or blocked meanwhile.' }
}
