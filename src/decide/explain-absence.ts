import type { Reason } from '../model/decision.js'
import type { FailedRequest } from '../model/failed-request.js'
import { installationGone, installationSuspended, repositoryGone, repositoryLocked } from './words/absence.js'

/** What trying again would not mend, in plain words: the repository or the installation is not there for us. Undefined for any other failure. */
export function explainAbsence({ status, url, message }: FailedRequest): Reason | undefined {
  if (/\/app\/installations\/\d+\/access_tokens$/.test(url)) {
    if (status === 404) return installationGone()
    if (status === 403 && /suspended/i.test(message)) return installationSuspended()
  }
  if (/Could not resolve to a Repository/.test(message)) return repositoryGone()
  if (status === 403 && /archived so is read-only|repository access blocked|locked/i.test(message))
    return repositoryLocked()
  if (status === 451) return repositoryLocked()
  return undefined
}
