import { findLabel } from '../world/labels.js'
import type { Issue, Label, PullRequest, Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { repositoryApi } from './present-git-objects.js'

const defaults = new Set([
  'bug',
  'documentation',
  'duplicate',
  'enhancement',
  'good first issue',
  'help wanted',
  'invalid',
  'question',
  'wontfix',
])

export function presentLabel(world: World, repository: Repository, label: Label): object {
  return {
    id: label.id,
    node_id: label.nodeId,
    url: `${repositoryApi(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: defaults.has(label.name),
    description: label.description === '' ? null : label.description,
  }
}

export function presentLabelsOf(world: World, repository: Repository, { labels }: Issue | PullRequest): object[] {
  return labels.flatMap((name) => {
    const label = findLabel(repository, name)
    return label ? [presentLabel(world, repository, label)] : []
  })
}
