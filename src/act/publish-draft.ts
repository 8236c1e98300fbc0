import type { Outcome, PublishDraft } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/** Publishes a draft. One that is out already stays as it is. */
export async function publishDraft(octokit: Octokit, repo: RepoRef, { release }: PublishDraft): Promise<Outcome> {
  await octokit.rest.repos.updateRelease({ owner: repo.owner, repo: repo.name, release_id: release, draft: false })
  return { kind: 'done' }
}
