import { parseTagName } from '../model/tag-name.js'
import { previousTagCandidates } from '../decide/release/previous-tag-candidates.js'
import type { Components } from './find-components.js'
import type { History } from './read-history.js'
import { UserError } from './user-error.js'

/** What a configured repository releases: all of it, by the tags of the configured format. */
export function configuredComponent(history: History, format: string): Components {
  const tags = history.tags.filter((tag) => history.indexOf.has(tag.sha))
  const prefix = format.split('${version}', 1)[0] ?? ''
  const own = previousTagCandidates(tags, format).map((tag) => ({ ...tag, prefix }))
  const component = { name: '', format, tags: own.reverse(), folders: [], owns: () => true }
  return { components: [component], filesOf: undefined }
}

/** Complains where no tag is there to compare with; names one that is there, should the format be at fault. */
export function checkTags(history: History, { components }: Components): void {
  if (components.some((component) => component.tags.length > 0)) return
  if (history.tags.length === 0) throw new UserError(`${history.path} has no tags; fetch them first: git fetch --tags.`)
  const format = components[0]?.format
  const example = history.tags.at(-1)?.name ?? ''
  const wanted =
    format === undefined ? 'no tag that names a stable version' : `no tag of a stable version in the format ${format}`
  if (format === undefined || parseTagName(format, example) !== undefined)
    throw new UserError(`${history.path} has ${wanted}.`)
  throw new UserError(
    `${history.path} has ${wanted}; its tags are like ${example}. Set release.tag in the configuration.`,
  )
}
