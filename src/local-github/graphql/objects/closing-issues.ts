import { issuesNamedIn } from '../../world/close-named-issues.js'
import type { Issue, PullRequest, Repository } from '../../world/entities.js'

/** The issues that a pull request's description links by a closing keyword; only one into the default branch links any. */
export function closingIssues(repository: Repository, { base, body }: PullRequest): Issue[] {
  return base.ref === repository.defaultBranch ? issuesNamedIn(repository, body) : []
}
