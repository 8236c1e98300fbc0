import type { AddLabel, Outcome } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/** Adds a label; one that is there stays, and GitHub makes one that the repository lacks, in the same request. */
export async function addLabel(octokit: Octokit, repo: RepoRef, { number, label }: AddLabel): Promise<Outcome> {
  await octokit.rest.issues.addLabels({ owner: repo.owner, repo: repo.name, issue_number: number, labels: [label] })
  return { kind: 'done' }
}
