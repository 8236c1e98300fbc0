import * as why from '../words/translation.js'
import { isKeys, listIn, readDocument, textIn } from './read-document.js'
import type { Files, Keys, Translation, Untranslated } from './translation.js'

const configFile = '.changeset/config.json'

/** Keys that say nothing here while they are empty, or as changesets sets them up itself. */
const reasons: Readonly<Record<string, { readonly usual: readonly unknown[]; readonly why: string }>> = {
  fixed: { usual: [], why: why.onePackageOnly },
  linked: { usual: [], why: why.onePackageOnly },
  ignore: { usual: [], why: why.onePackageOnly },
  access: { usual: ['restricted'], why: why.noRegistry },
  snapshot: { usual: [], why: why.noPrereleases },
}

/**
 * Reads `.changeset/config.json`. A changeset names its bump itself, so nothing here says what a commit type asks for: that is left to
 * the history. One package is tagged `v1.2.3`; each package of a workspace `name@1.2.3`.
 */
export function fromChangesets(files: Files): Translation | undefined {
  if (files[configFile]?.kind !== 'text') return undefined
  const config = readDocument(files, configFile)
  const manifest = readDocument(files, 'package.json')
  const name = textIn(manifest?.['name'])
  const isWorkspace = manifest?.['workspaces'] !== undefined
  const named = name === undefined ? [] : [`${name}@\${version}`]
  return {
    tool: 'changesets',
    sources: [configFile],
    tags: isWorkspace ? [...named, 'v${version}'] : ['v${version}', ...named],
    types: undefined,
    preMajor: undefined,
    firstVersion: undefined,
    changelog: config?.['changelog'] === false ? false : 'CHANGELOG.md',
    files: [],
    draft: false,
    untranslated: [
      ...(config === undefined ? [{ what: configFile, why: why.notReadable }] : []),
      { what: '.changeset/*.md', why: why.changesetFiles },
      ...(readDocument(files, '.changeset/pre.json')?.['mode'] === 'pre'
        ? [{ what: '.changeset/pre.json', why: why.changesetPre }]
        : []),
      ...(isWorkspace ? [{ what: 'workspaces', why: why.onePackageOnly }] : []),
      ...settingNotes(config ?? {}),
    ],
  }
}

function settingNotes(config: Keys): Untranslated[] {
  return Object.entries(reasons).flatMap(([key, { usual, why: reason }]) => {
    const value = config[key]
    const isEmpty =
      value === undefined || (isKeys(value) ? Object.keys(value).length === 0 : listIn(value).length === 0)
    return isEmpty || usual.includes(value) ? [] : [{ what: key, why: reason }]
  })
}
