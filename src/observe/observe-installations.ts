import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/**
 * Every repository that the app is installed on, a page at a time. Suspended installations are passed over; one that cannot be read is
 * told of, and keeps nobody else waiting.
 */
export async function* observeInstallations(
  app: Octokit,
  clientFor: (installationId: number) => Promise<Octokit>,
  onError: (error: unknown, installationId: number) => void,
): AsyncGenerator<RepoRef> {
  for await (const { data: installations } of app.paginate.iterator(app.rest.apps.listInstallations, {
    per_page: 100,
  })) {
    for (const { id, suspended_at } of installations) {
      if (suspended_at) continue
      try {
        yield* repositoriesOf(await clientFor(id), id)
      } catch (error) {
        onError(error, id)
      }
    }
  }
}

async function* repositoriesOf(octokit: Octokit, installationId: number): AsyncGenerator<RepoRef> {
  const pages = octokit.paginate.iterator(octokit.rest.apps.listReposAccessibleToInstallation, { per_page: 100 })
  for await (const { data: repositories } of pages) {
    for (const { owner, name, archived } of repositories) {
      if (!archived) yield { installationId, owner: owner.login, name }
    }
  }
}
