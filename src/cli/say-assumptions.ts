import { untyped } from '../decide/release/read-commit.js'
import type { ReleaseRules } from '../model/release.js'
import type { Component } from './find-components.js'
import { sayList } from '../decide/replay/say-count.js'

/** The conventions that were worked out from a history, in sentences for people. */
export function sayAssumptions(rules: ReleaseRules, components: readonly Component[]): string[] {
  return [...components.map(sayComponent), sayTypes(rules), ...sayUntyped(rules), ...sayPreMajor(rules, components)]
}

function sayComponent(component: Component): string {
  const where = component.folders.length === 0 ? 'all commits' : `commits that change ${component.folders.join(' or ')}`
  const formats = [...new Set(component.tags.map((tag) => `${tag.prefix}\${version}`))].filter(
    (format) => format !== component.format,
  )
  const earlier = formats.length === 0 ? '' : ` (earlier also ${formats.join(', ')})`
  return `${component.name === '' ? 'Tags' : `Tags of ${component.name}`} are named ${component.format}${earlier}; ${where} count.`
}

function sayTypes({ types }: ReleaseRules): string {
  const byBump = (['minor', 'patch'] as const).flatMap((bump) => {
    const asking = Object.keys(types).filter((type) => types[type] === bump && type !== untyped)
    return asking.length === 0 ? [] : [`${sayList(asking)} for a ${bump} one`]
  })
  return `A breaking change asks for a major version${byBump.map((text) => `, ${text}`).join('')}.`
}

function sayUntyped({ types }: ReleaseRules): string[] {
  const bump = types[untyped]
  if (bump === undefined) return []
  if (bump === 'none') return ['A commit without a type asks for nothing, but its BREAKING CHANGE footers count.']
  return [`Any other commit, with a type or without, asks for a ${bump} version.`]
}

function sayPreMajor({ preMajor }: ReleaseRules, components: readonly Component[]): string[] {
  const wasBeforeOne = components.some((component) => component.tags.some((tag) => tag.version.startsWith('0.')))
  if (!wasBeforeOne) return []
  return [
    `Before 1.0 a breaking change asks for a ${preMajor.breaking} version, and a feature for a ${preMajor.feature} version.`,
  ]
}
