import { defaultTypes } from '../../model/config.js'
import { largerBump, type Bump } from '../../model/version.js'
import * as why from '../words/translation.js'
import { isKeys, listIn, readDocument, textIn } from './read-document.js'
import type { Files, Keys, Translation, Untranslated } from './translation.js'

const configFiles = ['.github/release-drafter.yml', '.github/release-drafter.yaml']

/** The commit types that a label is the usual name of. */
const typesOfLabels: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:feat|features?|enhancements?)$/, ['feat']],
  [/^(?:fix|fixes|bug|bugs|bugfix|bug-fix|hotfix)$/, ['fix']],
  [/^(?:perf|performance|optimization)$/, ['perf']],
  [/^(?:docs?|documentation)$/, ['docs']],
  [/^(?:chores?|maintenance|housekeeping)$/, ['chore']],
  [/^(?:refactor|refactoring|cleanup)$/, ['refactor']],
  [/^(?:deps?|dependencies)$/, ['deps', 'build']],
  [/^(?:tests?|testing)$/, ['test']],
  [/^(?:ci|github[-_]actions)$/, ['ci']],
  [/^(?:revert|reverts)$/, ['revert']],
]
const breakingLabel = /^(?:major|breaking|breaking[-_ ]change|semver[-_: ]major)$/

const understood = new Set([
  ...['version-resolver', 'tag-template', 'name-template', 'categories', 'template', 'change-template'],
  ...['autolabeler', 'category-template', 'change-title-escapes', 'no-changes-template', 'version-template'],
])
const reasons: Readonly<Record<string, string>> = {
  _extends: why.isElsewhere,
  prerelease: why.noPrereleases,
  'include-pre-releases': why.noPrereleases,
  'tag-prefix': why.onePackageOnly,
  'include-paths': why.onePackageOnly,
}

/**
 * Reads `.github/release-drafter.yml`. It resolves versions from the labels of merged pull requests; each label is taken for the commit
 * type that it is the usual name of, or that the autolabeler gives it for. Its default is what any other commit asks for.
 */
export function fromReleaseDrafter(files: Files): Translation | undefined {
  const source = configFiles.find((path) => files[path]?.kind === 'text')
  if (source === undefined) return undefined
  const config = readDocument(files, source)
  const keys = config ?? {}
  const resolved = resolve(keys)
  const tag = (textIn(keys['tag-template']) ?? 'v$RESOLVED_VERSION').replace(
    /\$(?:RESOLVED|NEXT_\w+)_VERSION/,
    '${version}',
  )
  return {
    tool: 'release-drafter',
    sources: [source],
    tags: [tag],
    types: resolved.types,
    preMajor: { breaking: 'major', feature: 'minor' },
    firstVersion: '0.1.0',
    changelog: false,
    files: [],
    draft: false,
    untranslated: [
      ...(config === undefined ? [{ what: source, why: why.notReadable }] : []),
      { what: 'labels', why: why.drafterLabels },
      { what: 'draft', why: why.drafterDraft },
      ...resolved.untranslated,
      ...formNotes(keys),
      ...Object.keys(keys)
        .filter((key) => !understood.has(key))
        .map((key) => ({ what: key, why: reasons[key] ?? why.noSuchSetting })),
    ],
  }
}

function resolve(keys: Keys): { types: Record<string, Bump>; untranslated: Untranslated[] } {
  const resolver = isKeys(keys['version-resolver']) ? keys['version-resolver'] : {}
  const automatic = typesByAutolabeler(keys)
  const mapped: Record<string, Bump> = {}
  const untranslated: Untranslated[] = []
  for (const bump of ['major', 'minor', 'patch'] as const) {
    const labels = isKeys(resolver[bump]) ? listIn(resolver[bump]['labels']).map(String) : []
    for (const label of labels) {
      const types = typesOf(label, automatic)
      if (bump === 'major' && breakingLabel.test(bare(label))) {
        untranslated.push({ what: `label: ${label}`, why: why.breakingLabel })
      } else if (types.length === 0) {
        untranslated.push({ what: `label: ${label}`, why: why.labelWithoutType(bump) })
      }
      for (const type of types) mapped[type] = largerBump(mapped[type] ?? 'none', bump)
    }
  }
  const given = resolver['default']
  const usual: Bump = given === 'major' || given === 'minor' ? given : 'patch'
  const types: Record<string, Bump> = {}
  for (const type of new Set([...Object.keys(defaultTypes), ...Object.keys(mapped)])) {
    const bump = mapped[type] ?? usual
    if ((defaultTypes[type] ?? usual) !== bump) types[type] = bump
  }
  return { types: { ...types, '*': usual }, untranslated }
}

function typesOf(label: string, automatic: ReadonlyMap<string, readonly string[]>): string[] {
  const usual = typesOfLabels.find(([pattern]) => pattern.test(bare(label)))?.[1] ?? []
  return [...new Set([...usual, ...(automatic.get(label) ?? [])])]
}

/** `type: feature` and `kind/feature` are called like `feature`. */
function bare(label: string): string {
  return label
    .toLowerCase()
    .replace(/^(?:type|kind|category)\s*[:/-]\s*/, '')
    .trim()
}

/** The types at the beginning of the titles for which the autolabeler gives a label: `/^(feat|feature)/i`. */
function typesByAutolabeler(keys: Keys): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const entry of listIn(keys['autolabeler'])) {
    if (!isKeys(entry)) continue
    const titles = listIn(entry['title']).map(String)
    const types = titles.flatMap((title) => /^\/\^\(?(?:\?:)?([a-z]+(?:\|[a-z]+)*)/.exec(title)?.[1]?.split('|') ?? [])
    const label = String(entry['label'])
    found.set(label, [...(found.get(label) ?? []), ...types])
  }
  return found
}

function formNotes(keys: Keys): Untranslated[] {
  const notes: Untranslated[] = []
  if (keys['categories'] !== undefined) notes.push({ what: 'categories', why: why.ownHeadings })
  const forms = ['template', 'change-template', 'name-template'].filter((key) => keys[key] !== undefined)
  if (forms.length > 0) notes.push({ what: forms.join(', '), why: why.ownTitles })
  return notes
}
