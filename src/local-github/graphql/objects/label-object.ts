import type { Label, Repository } from '../../world/entities.js'
import type { QueryContext, SchemaObject } from '../query-context.js'

const defaults = [
  'bug',
  'documentation',
  'duplicate',
  'enhancement',
  'good first issue',
  'help wanted',
  'invalid',
  'question',
  'wontfix',
]

export function labelObject({ objects, world }: QueryContext, repository: Repository, label: Label): SchemaObject {
  const resourcePath = `/${repository.owner.login}/${repository.name}/labels/${encodeURIComponent(label.name)}`
  return {
    __typename: 'Label',
    id: label.nodeId,
    name: label.name,
    color: label.color,
    description: label.description === '' ? null : label.description,
    isDefault: defaults.includes(label.name),
    resourcePath,
    url: `${world.url}${resourcePath}`,
    repository: () => objects.repository(repository),
  }
}
