import type { GitCommit } from '../git/git-repository.js'
import type { Repository } from '../world/entities.js'

/** GitHub signs what it commits itself; here that is only remembered, no signature stands in the object. */
export function presentVerification(repository: Repository, commit: GitCommit): object {
  if (!repository.signedCommits.has(commit.sha)) return unverified()
  return { verified: true, reason: 'valid', signature: null, payload: null, verified_at: commit.committer.date }
}

export function unverified(): object {
  return { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null }
}
