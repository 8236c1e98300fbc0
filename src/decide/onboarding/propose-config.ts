import { defaultTypes, readConfig, type Config } from '../../model/config.js'
import { compareVersions } from '../../model/version.js'
import type { Bump } from '../../model/version.js'
import { parseTagName, type SeenTag } from '../../model/tag-name.js'
import { inferRules, type Conventions } from '../replay/infer-rules.js'
import { predict, type Comparable } from '../replay/predict.js'
import { groupVersionTags, type TagGroup } from '../replay/version-tag-groups.js'
import { untyped } from '../release/read-commit.js'
import * as why from '../words/translation.js'
import { fromChangesets } from './from-changesets.js'
import { fromReleaseDrafter } from './from-release-drafter.js'
import { fromReleasePlease } from './from-release-please.js'
import { fromSemanticRelease } from './from-semantic-release.js'
import { printConfig, type ProposedRelease } from './print-config.js'
import type { Files, Translation, Untranslated } from './translation.js'

/** What is proposed: the text of the file, which reads as `config`, and what it came from. */
export interface Proposal {
  readonly text: string
  readonly config: Config
  /** The tool whose configuration was followed, and its files. */
  readonly from: Pick<Translation, 'tool' | 'sources'> | undefined
  readonly untranslated: readonly Untranslated[]
}

const translators = [fromReleasePlease, fromSemanticRelease, fromChangesets, fromReleaseDrafter]

/** The configuration of the tool that releases here, in Landfall's terms. Where there are two, the first is followed and the other named. */
export function translate(files: Files): Translation | undefined {
  const [first, ...others] = translators.flatMap((translator) => translator(files) ?? [])
  if (first === undefined) return undefined
  const also = others.map(({ tool, sources }) => ({ what: sources.join(', '), why: why.alsoFound(tool) }))
  return { ...first, untranslated: [...first.untranslated, ...also] }
}

/** How the versions of the repository are tagged: as the tool says where tags are so named, else as the tags are, else as the tool says. */
export function tagFormatOf(translation: Translation | undefined, tags: readonly SeenTag[]): string {
  const formats = (translation?.tags ?? []).filter((format) => isValid({ tag: format }) === undefined)
  const used = formats.find((format) => tags.some(({ name }) => parseTagName(format, name) !== undefined))
  if (used !== undefined) return used
  const found = mainGroup(tags)?.stable.toSorted((a, b) => compareVersions(b.version, a.version))[0]
  const inferred = found && `${found.prefix}\${version}`
  return inferred !== undefined && isValid({ tag: inferred }) === undefined ? inferred : (formats[0] ?? 'v${version}')
}

/**
 * The configuration for a repository that has none: what its release tool is told, and where that is silent what its past releases show.
 * `since` is a date. What would make the file invalid is left out and told.
 */
export function proposeConfig(seen: {
  readonly files: Files
  readonly tags: readonly SeenTag[]
  readonly past: readonly Comparable[]
  readonly since: string
}): Proposal {
  const { files, tags, past, since } = seen
  const translation = translate(files)
  const tag = tagFormatOf(translation, tags)
  const versions = tags.flatMap(({ name }) => parseTagName(tag, name) ?? [])
  const conventions = { ...conventionsOf(past), ...defined(translation?.types, translation?.preMajor) }
  const isBeforeOne = versions.every((version) => version.startsWith('0.'))
  const wanted: ProposedRelease = {
    tag,
    types: conventions.types,
    preMajor: isBeforeOne ? conventions.preMajor : undefined,
    firstVersion: versions.length === 0 ? translation?.firstVersion : undefined,
    changelog: translation?.changelog,
    files: translation?.files ?? [],
    draft: translation?.draft ?? false,
  }
  const { release, left } = withoutInvalid(wanted)
  const text = printConfig({ since, release, translation })
  const read = readConfig(text)
  if (read.kind === 'invalid') throw new Error(`the proposed file is invalid: ${JSON.stringify(read.problems)}`)
  const packages = translation === undefined ? otherPackages(tags) : []
  return {
    text,
    config: read.config,
    from: translation,
    untranslated: [...(translation?.untranslated ?? []), ...left, ...packages],
  }
}

function defined(types: Translation['types'], preMajor: Translation['preMajor']): Partial<Conventions> {
  return { ...(types === undefined ? {} : { types }), ...(preMajor === undefined ? {} : { preMajor }) }
}

/** What past releases show, less what makes no difference to them: only what differs from the defaults is worth a line. */
function conventionsOf(past: readonly Comparable[]): Conventions {
  const inferred = inferRules(past)
  const agreeing = (rules: Conventions): number =>
    past.filter((each) => predict(each, withDefaults(rules)) === each.release.tag.version).length
  const differing = Object.entries(inferred.types).filter(([type, bump]) => (defaultTypes[type] ?? 'none') !== bump)
  const types: Record<string, Bump> = Object.fromEntries(differing)
  const all = { ...inferred, types: { ...types, [untyped]: inferred.types[untyped] ?? 'none' } }
  const plain = { ...inferred, types }
  return inferred.types[untyped] === 'none' && agreeing(plain) >= agreeing(all) ? plain : all
}

function withDefaults(rules: Conventions): Conventions {
  return { ...rules, types: { ...defaultTypes, ...rules.types } }
}

/** The tags of the repository itself, or of the package that has the most. */
function mainGroup(tags: readonly SeenTag[]): TagGroup<SeenTag> | undefined {
  const groups = groupVersionTags(tags)
  return groups.find(({ name }) => name === '') ?? groups.toSorted((a, b) => b.stable.length - a.stable.length)[0]
}

function otherPackages(tags: readonly SeenTag[]): Untranslated[] {
  const main = mainGroup(tags)
  return groupVersionTags(tags)
    .filter((group) => group.name !== main?.name)
    .map(({ name }) => ({ what: `tags of ${name === '' ? 'the repository' : name}`, why: why.onePackageOnly }))
}

/** Leaves out each key that the schema refuses, and says why. */
function withoutInvalid(wanted: ProposedRelease): { release: ProposedRelease; left: Untranslated[] } {
  const left: Untranslated[] = []
  let release = wanted
  for (const key of ['firstVersion', 'changelog'] as const) {
    const problem = wanted[key] === undefined ? undefined : isValid({ [key]: wanted[key] })
    if (problem === undefined) continue
    left.push({
      what: key === 'changelog' ? 'changelog' : 'first version',
      why: why.notValid(String(wanted[key]), problem),
    })
    release = { ...release, [key]: undefined }
  }
  const files = (wanted.files ?? []).filter((file) => {
    const problem = isValid({ files: [file] })
    if (problem !== undefined) left.push({ what: file.path, why: why.notValid(file.json ?? file.path, problem) })
    return problem === undefined
  })
  return { release: { ...release, files }, left }
}

/** Why the schema refuses a value; undefined where it does not. */
function isValid(part: Partial<ProposedRelease>): string | undefined {
  const read = readConfig(printConfig({ since: undefined, release: part, translation: undefined }))
  return read.kind === 'valid' ? undefined : (read.problems[0]?.message ?? 'it is not valid')
}
