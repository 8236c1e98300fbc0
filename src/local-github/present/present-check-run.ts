import type { CheckRun, PullRequest, Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { presentApp } from './present-app.js'
import { repositoryApi, repositoryPage } from './present-git-objects.js'

export function presentCheckRun(world: World, repository: Repository, run: CheckRun): object {
  const api = repositoryApi(world, repository)
  const url = `${api}/check-runs/${run.id}`
  const page = `${repositoryPage(world, repository)}/runs/${run.id}`
  const { title, summary, text, annotations } = run.output
  return {
    id: run.id,
    name: run.name,
    node_id: run.nodeId,
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion ?? null,
    started_at: run.startedAt,
    completed_at: run.completedAt ?? null,
    output: {
      title: title ?? null,
      summary: summary ?? null,
      text: text ?? null,
      annotations_count: annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: presentApp(world, run.app),
    pull_requests: presentOpenPullRequests(world, repository, run.headSha),
  }
}

/** The open pull requests of the same repository whose head a commit is, in the few fields that checks show. */
export function presentOpenPullRequests(world: World, repository: Repository, sha: string): object[] {
  const api = repositoryApi(world, repository)
  const repo = { id: repository.id, url: api, name: repository.name }
  const isMeant = ({ state, head }: PullRequest) =>
    state === 'open' && head.sha === sha && head.repository.id === repository.id
  return [...repository.pullRequests.values()].filter(isMeant).map(({ id, number, head, base }) => ({
    url: `${api}/pulls/${number}`,
    id,
    number,
    head: { ref: head.ref, sha: head.sha, repo },
    base: { ref: base.ref, sha: base.sha, repo },
  }))
}
