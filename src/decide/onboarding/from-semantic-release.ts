import { defaultTypes } from '../../model/config.js'
import type { Bump } from '../../model/version.js'
import * as why from '../words/translation.js'
import { semanticReleasePaths, semanticReleasePrograms } from './candidate-files.js'
import { isKeys, listIn, readDocument, textIn } from './read-document.js'
import type { Files, Keys, Translation, Untranslated } from './translation.js'

const bumps: readonly unknown[] = ['major', 'minor', 'patch']
const usualPlugins = ['commit-analyzer', 'release-notes-generator', 'npm', 'github'].map(
  (name) => `@semantic-release/${name}`,
)
const reasons: Readonly<Record<string, string>> = {
  '@semantic-release/npm': why.noRegistry,
  '@semantic-release/exec': why.noCommands,
}
const understood = ['branches', 'branch', 'tagFormat', 'plugins', 'preset', 'releaseRules', 'ci', 'dryRun', 'debug']

/**
 * Reads the configuration of semantic-release from where it would itself. By its default rules a feature is minor; fixes, speed and
 * reverts are patches; a breaking footer counts whatever the subject; and there is nothing special before 1.0.
 */
export function fromSemanticRelease(files: Files): Translation | undefined {
  const found = findConfig(files)
  if (found === undefined) return undefined
  const { config, source } = found
  const plugins = pluginsOf(config)
  const analyzer = { ...config, ...plugins.get('@semantic-release/commit-analyzer') }
  const rules = readRules(analyzer['releaseRules'])
  const changelog = plugins.get('@semantic-release/changelog')
  return {
    tool: 'semantic-release',
    sources: [source],
    tags: [textIn(config['tagFormat']) ?? 'v${version}'],
    types: { ...rules.types, '*': 'none' },
    preMajor: { breaking: 'major', feature: 'minor' },
    firstVersion: '1.0.0',
    changelog: changelog === undefined ? false : (textIn(changelog['changelogFile']) ?? 'CHANGELOG.md'),
    files: [],
    draft: plugins.get('@semantic-release/github')?.['draftRelease'] === true,
    untranslated: [
      ...found.untranslated,
      ...presetNotes(analyzer),
      ...rules.untranslated,
      ...branchNotes(config),
      ...pluginNotes(plugins),
      ...Object.keys(config)
        .filter((key) => !understood.includes(key))
        .map((key) => ({ what: key, why: key === 'extends' ? why.isElsewhere : why.noSuchSetting })),
    ],
  }
}

function findConfig(files: Files): { config: Keys; source: string; untranslated: readonly Untranslated[] } | undefined {
  const manifest = readDocument(files, 'package.json')
  if (isKeys(manifest?.['release'])) return { config: manifest['release'], source: 'package.json', untranslated: [] }
  for (const source of semanticReleasePaths) {
    if (files[source]?.kind !== 'text') continue
    const config = readDocument(files, source)
    return { config: config ?? {}, source, untranslated: config ? [] : [{ what: source, why: why.notReadable }] }
  }
  for (const source of semanticReleasePrograms) {
    if (files[source]?.kind === 'text')
      return { config: {}, source, untranslated: [{ what: source, why: why.isProgram }] }
  }
  const tools = manifest?.['devDependencies']
  return isKeys(tools) && 'semantic-release' in tools
    ? { config: {}, source: 'package.json', untranslated: [] }
    : undefined
}

function pluginsOf(config: Keys): Map<string, Keys> {
  const plugins = new Map<string, Keys>()
  for (const entry of Array.isArray(config['plugins']) ? config['plugins'] : usualPlugins) {
    const [name, options] = listIn(entry)
    if (typeof name === 'string') plugins.set(name, isKeys(options) ? options : {})
  }
  return plugins
}

function readRules(rules: unknown): { types: Record<string, Bump>; untranslated: Untranslated[] } {
  const types: Record<string, Bump> = {}
  const untranslated: Untranslated[] = []
  if (typeof rules === 'string') untranslated.push({ what: `releaseRules: ${rules}`, why: why.isElsewhere })
  let overridesBreaking = false
  for (const rule of Array.isArray(rules) ? rules : []) {
    const { release, ...match } = isKeys(rule) ? rule : {}
    const bump = bumps.includes(release) ? (release as Bump) : 'none'
    const only = Object.keys(match).join()
    const type = only === 'revert' ? 'revert' : only === 'type' ? textIn(match['type']) : undefined
    if (type !== undefined && /^[\w-]+$/.test(type)) {
      types[type] = bump
      overridesBreaking = true
    } else if (!(only === 'breaking' && bump === 'major')) {
      untranslated.push({ what: `releaseRules: ${JSON.stringify(rule)}`, why: why.ruleBeyondType })
    }
  }
  if (overridesBreaking) untranslated.push({ what: 'releaseRules', why: why.breakingIsMajor })
  const differing = Object.entries(types).filter(([type, bump]) => (defaultTypes[type] ?? 'none') !== bump)
  return { types: Object.fromEntries(differing), untranslated }
}

function presetNotes(analyzer: Keys): Untranslated[] {
  const preset = textIn(analyzer['preset']) ?? 'angular'
  const notes: Untranslated[] = []
  if (preset === 'angular') notes.push({ what: 'preset: angular', why: why.angularMark })
  else if (preset !== 'conventionalcommits') notes.push({ what: `preset: ${preset}`, why: why.otherPreset })
  for (const key of ['parserOpts', 'config']) {
    if (analyzer[key] !== undefined) notes.push({ what: key, why: why.otherPreset })
  }
  return notes
}

/** The names of the branches that it releases; a single one is taken for the default branch. */
function branchNotes(config: Keys): Untranslated[] {
  const branches = listIn(config['branches'] ?? config['branch'])
  const names = branches.map((branch) => String(isKeys(branch) ? branch['name'] : branch))
  const special = branches.some((branch) => isKeys(branch) && Object.keys(branch).some((key) => key !== 'name'))
  return names.length > 1 || special ? [{ what: `branches: ${names.join(', ')}`, why: why.noPrereleases }] : []
}

function pluginNotes(plugins: Map<string, Keys>): Untranslated[] {
  const silent = ['commit-analyzer', 'release-notes-generator', 'github', 'changelog', 'git']
  const notes: Untranslated[] = [...plugins.keys()]
    .filter((name) => !silent.some((known) => name === `@semantic-release/${known}`))
    .map((name) => ({ what: name, why: reasons[name] ?? why.noSuchSetting }))
  const assets = listIn(plugins.get('@semantic-release/git')?.['assets'])
    .map(String)
    .filter((path) => !/^(?:package(?:-lock)?\.json|.*changelog\.md|docs\/changelog\.md)$/i.test(path))
  notes.push(
    ...assets.map((path) => ({ what: `@semantic-release/git: ${path}`, why: why.moveByHand(path.slice(0, 60)) })),
  )
  if (plugins.get('@semantic-release/github')?.['assets'] !== undefined)
    notes.push({ what: '@semantic-release/github: assets', why: why.noCommands })
  return notes
}
