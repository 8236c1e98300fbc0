import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'

/** A repository that an installation has, with the number that it keeps when it is renamed. */
export interface InstalledRepository {
  readonly repo: RepoRef
  readonly id: number
}

/**
 * Every repository that the app is installed on, a page at a time. Suspended installations are passed over, and those that nothing more may be
 * asked of for now; one that cannot be read is told of, and keeps nobody else waiting.
 */
export async function* observeInstallations(
  app: Octokit,
  clientFor: (installationId: number) => Promise<Octokit>,
  isResting: (installationId: number) => boolean,
  onError: (error: unknown, installationId: number) => void,
): AsyncGenerator<InstalledRepository> {
  for await (const { data: installations } of app.paginate.iterator(app.rest.apps.listInstallations, {
    per_page: 100,
  })) {
    for (const { id, suspended_at } of installations) {
      if (suspended_at || isResting(id)) continue
      try {
        yield* observeInstallation(await clientFor(id), id)
      } catch (error) {
        onError(error, id)
      }
    }
  }
}

/** The repositories of one installation; what is archived is passed over, since nothing can be changed there. */
export async function* observeInstallation(
  octokit: Octokit,
  installationId: number,
): AsyncGenerator<InstalledRepository> {
  const pages = octokit.paginate.iterator(octokit.rest.apps.listReposAccessibleToInstallation, { per_page: 100 })
  for await (const { data: repositories } of pages) {
    for (const { id, owner, name, archived } of repositories) {
      if (!archived) yield { id, repo: { installationId, owner: owner.login, name } }
    }
  }
}
