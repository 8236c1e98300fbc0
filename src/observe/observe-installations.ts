import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/** Every repository that the app is installed on, a page at a time. Suspended installations are passed over. */
export async function* observeInstallations(
  app: Octokit,
  clientFor: (installationId: number) => Promise<Octokit>,
): AsyncGenerator<RepoRef> {
  for await (const { data: installations } of app.paginate.iterator(app.rest.apps.listInstallations, {
    per_page: 100,
  })) {
    for (const { id, suspended_at } of installations) {
      if (suspended_at) continue
      yield* repositoriesOf(await clientFor(id), id)
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
