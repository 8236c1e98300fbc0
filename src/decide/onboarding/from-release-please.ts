import { defaultTypes } from '../../model/config.js'
import type { VersionFile } from '../../model/release-files.js'
import type { Bump } from '../../model/version.js'
import * as why from '../words/translation.js'
import { workflowPaths } from './candidate-files.js'
import { isKeys, listIn, readDocument, readKeys, textIn } from './read-document.js'
import type { Files, Keys, Translation, Untranslated } from './translation.js'

const configFile = 'release-please-config.json'
const manifestFile = '.release-please-manifest.json'

/** What a release type shows in its notes by default, and so releases; a breaking change of any type does. */
const visible: Readonly<Record<string, readonly string[]>> = {
  python: ['feat', 'fix', 'perf', 'deps', 'revert', 'docs'],
  java: ['feat', 'fix', 'perf', 'deps', 'revert', 'docs'],
  maven: ['feat', 'fix', 'perf', 'deps', 'revert', 'docs'],
  php: ['feat', 'fix', 'perf', 'revert', 'chore'],
}
const usuallyVisible = ['feat', 'fix', 'perf', 'revert']

/** Where a release type keeps the version, if not where Landfall moves it anyway. */
const versionFiles: Readonly<Record<string, string>> = {
  simple: 'version.txt',
  python: 'pyproject.toml or setup.py',
  rust: 'Cargo.toml',
  java: 'pom.xml',
  maven: 'pom.xml',
  ruby: 'the version.rb',
  php: 'composer.json',
  dart: 'pubspec.yaml',
  elixir: 'mix.exs',
  helm: 'Chart.yaml',
}

const understood = new Set([
  ...['$schema', 'release-type', 'bump-minor-pre-major', 'bump-patch-for-minor-pre-major', 'changelog-sections'],
  ...['changelog-path', 'skip-changelog', 'draft', 'component', 'package-name', 'include-component-in-tag'],
  ...['include-v-in-tag', 'tag-separator', 'initial-version', 'extra-files', 'packages', 'separate-pull-requests'],
  ...['include-v-in-release-name', 'changelog-types', 'config-file', 'manifest-file', 'token', 'target-branch'],
])
const reasons: Readonly<Record<string, string>> = {
  'release-as': why.releaseAsOnce,
  'bootstrap-sha': why.startsAtTags,
  'last-release-sha': why.startsAtTags,
  prerelease: why.noPrereleases,
  'prerelease-type': why.noPrereleases,
  versioning: why.alwaysBump,
  'pull-request-title-pattern': why.ownTitles,
  'group-pull-request-title-pattern': why.ownTitles,
  'pull-request-header': why.ownTitles,
  'pull-request-footer': why.ownTitles,
  'changelog-type': why.ownTitles,
  'monorepo-tags': why.onePackageOnly,
  plugins: why.onePackageOnly,
}

/**
 * Reads `release-please-config.json`, or else the inputs of the release-please action in a workflow. Undefined where neither is there.
 * release-please releases where its notes would have an entry: for each type that is not hidden, and for what breaks.
 */
export function fromReleasePlease(files: Files): Translation | undefined {
  const found = findSettings(files)
  if (found === undefined) return undefined
  const { keys, sources, others } = found
  const type = textIn(keys['release-type']) ?? 'node'
  const extra = extraFiles(keys['extra-files'])
  const versionFile = versionFiles[type]
  const sections = keys['changelog-sections']
  return {
    tool: 'release-please',
    sources,
    tags: tagFormats(keys, files, sources.includes(configFile)),
    types: typesOf(Array.isArray(sections) ? sections : undefined, visible[type] ?? usuallyVisible),
    preMajor: {
      breaking: isOn(keys['bump-minor-pre-major']) ? 'minor' : 'major',
      feature: isOn(keys['bump-patch-for-minor-pre-major']) ? 'patch' : 'minor',
    },
    firstVersion: textIn(keys['initial-version']),
    changelog: isOn(keys['skip-changelog']) ? false : textIn(keys['changelog-path']),
    files: extra.files,
    draft: isOn(keys['draft']),
    untranslated: [
      ...others,
      ...extra.untranslated,
      ...(versionFile === undefined ? [] : [{ what: `release-type: ${type}`, why: why.moveByHand(versionFile) }]),
      ...unknownKeys(keys),
    ],
  }
}

interface Settings {
  readonly keys: Keys
  readonly sources: readonly string[]
  readonly others: readonly Untranslated[]
}

/** The settings of the root package, those of the whole repository filled in. */
function findSettings(files: Files): Settings | undefined {
  if (files[configFile]?.kind === 'text') {
    const config = readDocument(files, configFile)
    const packages = isKeys(config?.['packages']) ? config['packages'] : {}
    const root = isKeys(packages['.']) ? packages['.'] : {}
    const more = Object.keys(packages).filter((path) => path !== '.')
    const sources = files[manifestFile]?.kind === 'text' ? [configFile, manifestFile] : [configFile]
    return {
      keys: { ...config, ...root },
      sources,
      others: [
        ...(config === undefined ? [{ what: configFile, why: why.notReadable }] : []),
        ...more.map((path) => ({ what: `packages: ${path}`, why: why.onePackageOnly })),
      ],
    }
  }
  for (const path of workflowPaths) {
    const inputs = actionInputs(readDocument(files, path))
    if (inputs === undefined) continue
    const sections = textIn(inputs['changelog-types'])
    const parsed = sections === undefined ? undefined : readKeys(`{"types":${sections}}`, true)?.['types']
    const elsewhere = textIn(inputs['config-file'])
    const others = elsewhere === undefined ? [] : [{ what: `config-file: ${elsewhere}`, why: why.isElsewhere }]
    return { keys: { ...inputs, 'changelog-sections': parsed }, sources: [path], others }
  }
  return undefined
}

function actionInputs(workflow: Keys | undefined): Keys | undefined {
  const jobs = isKeys(workflow?.['jobs']) ? Object.values(workflow['jobs']) : []
  for (const job of jobs) {
    for (const step of listIn(isKeys(job) ? job['steps'] : undefined)) {
      if (!isKeys(step) || !/^(?:googleapis|google-github-actions)\/release-please-action@/.test(String(step['uses'])))
        continue
      return isKeys(step['with']) ? step['with'] : {}
    }
  }
  return undefined
}

/** By a configuration file the component is in the tag unless that is switched off; by the action's inputs only where it is switched on. */
function tagFormats(keys: Keys, files: Files, byFile: boolean): string[] {
  const version = `${keys['include-v-in-tag'] === false ? '' : 'v'}\${version}`
  const wanted = keys['include-component-in-tag']
  const withComponent = byFile ? wanted !== false : isOn(wanted)
  const packageName = textIn(readDocument(files, 'package.json')?.['name'])?.replace(/^@[^/]*\//, '')
  const component = textIn(keys['component']) ?? textIn(keys['package-name'])?.replace(/^@[^/]*\//, '') ?? packageName
  if (!withComponent || component === undefined) return [version]
  return [`${component}${textIn(keys['tag-separator']) ?? '-'}${version}`, version]
}

function typesOf(sections: readonly unknown[] | undefined, defaults: readonly string[]): Record<string, Bump> {
  const shown =
    sections === undefined
      ? defaults
      : sections.flatMap((section) => (isKeys(section) && section['hidden'] !== true ? [String(section['type'])] : []))
  const types: Record<string, Bump> = {}
  for (const type of new Set([...Object.keys(defaultTypes), ...shown])) {
    const bump = !shown.includes(type) ? 'none' : ['feat', 'feature'].includes(type) ? 'minor' : 'patch'
    if ((defaultTypes[type] ?? 'none') !== bump) types[type] = bump
  }
  return types
}

function extraFiles(value: unknown): { files: VersionFile[]; untranslated: Untranslated[] } {
  const files: VersionFile[] = []
  const untranslated: Untranslated[] = []
  for (const entry of listIn(value)) {
    const path = isKeys(entry) ? textIn(entry['path']) : textIn(entry)
    const json = isKeys(entry) && entry['type'] === 'json' ? textIn(entry['jsonpath']) : undefined
    if (path !== undefined && json !== undefined) files.push({ path, json })
    else if (path !== undefined) untranslated.push({ what: `extra-files: ${path}`, why: why.markedFile })
  }
  return { files, untranslated }
}

function unknownKeys(keys: Keys): Untranslated[] {
  return Object.entries(keys)
    .filter(([key, value]) => !understood.has(key) && value !== undefined && value !== 'default')
    .map(([key]) => ({ what: key, why: reasons[key] ?? why.noSuchSetting }))
}

/** Inputs of an action are texts. */
function isOn(value: unknown): boolean {
  return value === true || value === 'true'
}
