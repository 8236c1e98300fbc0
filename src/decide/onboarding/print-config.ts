import type { Config } from '../../model/config.js'
import { neutralise } from '../release/escape-markdown.js'
import type { Translation } from './translation.js'

/** The keys that are worth a line in the file; what is undefined is left to its default. */
export type ProposedRelease = Partial<
  Pick<Config['release'], 'tag' | 'types' | 'draft' | 'files'> & {
    readonly preMajor: Config['release']['preMajor'] | undefined
    readonly firstVersion: string | undefined
    readonly changelog: string | false | undefined
  }
>

/** The configuration as a person would write it: YAML, a comment for each key, nothing that is the default anyway but the tag. */
export function printConfig({
  since,
  release,
  translation,
}: {
  readonly since: string | undefined
  readonly release: ProposedRelease
  readonly translation: Pick<Translation, 'tool' | 'sources'> | undefined
}): string {
  const from = translation && `${translation.tool} (${translation.sources.join(', ')})`
  const lines = ['# Landfall reads this file on the default branch. Every key may be left out.']
  if (from !== undefined) lines.push(`# Translated from ${neutralise(from)}.`)
  if (since !== undefined) lines.push('', '# What was done before this day is left alone.', `since: ${quote(since)}`)
  const inner = releaseLines(release)
  if (inner.length > 0) lines.push('', 'release:', ...inner.map((line) => `  ${line}`))
  return `${lines.join('\n')}\n`
}

function releaseLines(release: ProposedRelease): string[] {
  const lines: string[] = []
  if (release.tag !== undefined) lines.push('# How tags are named.', `tag: ${quote(release.tag)}`)
  const types = Object.entries(release.types ?? {})
  if (types.length > 0) {
    lines.push(
      '# What a commit of a type asks for, where it is not feat: minor and fix, perf, revert: patch.',
      'types:',
    )
    for (const [type, bump] of types) lines.push(`  ${quote(type)}: ${bump}`)
  }
  const { preMajor } = release
  if (preMajor !== undefined && (preMajor.breaking !== 'minor' || preMajor.feature !== 'minor')) {
    lines.push('# What a breaking change and a feature move before 1.0.', 'pre-1.0:')
    if (preMajor.breaking !== 'minor') lines.push(`  breaking: ${preMajor.breaking}`)
    if (preMajor.feature !== 'minor') lines.push(`  feature: ${preMajor.feature}`)
  }
  if (release.firstVersion !== undefined && release.firstVersion !== '1.0.0')
    lines.push('# The version of the first release.', `first-version: ${quote(release.firstVersion)}`)
  if (release.changelog === false) lines.push('# No changelog is kept in a file.', 'changelog: false')
  else if (release.changelog !== undefined && release.changelog !== 'CHANGELOG.md')
    lines.push('# The file that is kept as changelog.', `changelog: ${quote(release.changelog)}`)
  if (release.files !== undefined && release.files.length > 0) {
    lines.push('# Further files that carry the version.', 'files:')
    for (const { path, json } of release.files) {
      lines.push(
        ...(json === undefined ? [`  - ${quote(path)}`] : [`  - path: ${quote(path)}`, `    json: ${quote(json)}`]),
      )
    }
  }
  if (release.draft === true) lines.push('# Releases are left as drafts.', 'draft: true')
  return lines
}

/** Plain where YAML takes it for a text anyway, else as JSON writes it, which YAML reads. */
function quote(text: string): string {
  const isPlain = /^[A-Za-z$][\w$\{}./-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null)$/i.test(text)
  return isPlain || /^\d{4}-\d\d-\d\d$/.test(text) ? text : JSON.stringify(text)
}
