import { encodePath } from '../../present/present-git-objects.js'
import { latestRelease } from '../../world/releases.js'
import type { Release, Repository } from '../../world/entities.js'
import { dateTime, dateTimeOrNull } from '../date-time.js'
import type { QueryContext, SchemaObject } from '../query-context.js'

export function releaseObject(context: QueryContext, repository: Repository, release: Release): SchemaObject {
  const { objects, world } = context
  const git = world.git(repository)
  const name = `refs/tags/${release.tagName}`
  const resourcePath = `/${repository.owner.login}/${repository.name}/releases/tag/${encodePath(release.tagName)}`
  return {
    __typename: 'Release',
    id: release.nodeId,
    databaseId: release.id,
    tagName: release.tagName,
    name: release.name === '' ? null : release.name,
    description: release.body,
    isDraft: release.draft,
    isPrerelease: release.prerelease,
    isLatest: () => latestRelease(repository)?.id === release.id,
    author: () => objects.user(release.author),
    createdAt: dateTime(release.createdAt),
    publishedAt: dateTimeOrNull(release.publishedAt),
    updatedAt: dateTime(release.publishedAt ?? release.createdAt),
    resourcePath,
    url: `${world.url}${resourcePath}`,
    repository: () => objects.repository(repository),
    tag: async () => {
      const sha = await git.resolve(name)
      return sha === undefined ? null : objects.ref(repository, { name, sha })
    },
    tagCommit: async () => {
      const commit = await git.readCommit(name)
      return commit ? objects.commit(repository, commit) : null
    },
  }
}
