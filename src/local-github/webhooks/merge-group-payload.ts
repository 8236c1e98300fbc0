import { presentSimpleCommit } from '../present/present-simple-commit.js'
import type { Repository } from '../world/entities.js'
import type { Subject } from '../world/subject.js'
import type { World } from '../world/world.js'

/** A `merge_group`; the group's commits stay, whatever becomes of it. */
export async function mergeGroupPayload(
  world: World,
  repository: Repository,
  { entry, reason }: Extract<Subject, { kind: 'merge_group' }>,
): Promise<object> {
  const { group, base } = entry
  const commit = group && (await world.git(repository).readCommit(group.sha))
  return {
    ...(reason ? { reason } : {}),
    merge_group: {
      head_sha: group?.sha ?? '',
      head_ref: group?.ref ?? '',
      base_sha: group?.baseSha ?? '',
      base_ref: `refs/heads/${base}`,
      head_commit: commit ? presentSimpleCommit(commit) : null,
    },
  }
}
