import type { PushReleaseBranch } from '../../model/action.js'
import { addChangelogEntry } from '../../model/changelog.js'
import type { Config } from '../../model/config.js'
import type { Reason } from '../../model/decision.js'
import { manifestPaths, moveManifestVersion, moveVersion } from '../../model/release-files.js'
import type { ReleasePlan } from '../../model/release.js'
import type { FileSeen } from '../../model/snapshot.js'
import * as words from '../words.js'

/** The files that a release changes, whole; or why they cannot all be changed, and then none is. */
export type ReleaseFiles =
  | { readonly kind: 'files'; readonly files: PushReleaseBranch['files'] }
  | { readonly kind: 'refused'; readonly reasons: readonly Reason[] }

/** Every path that a release may change, each once. */
export function releasePaths({ release }: Pick<Config, 'release'>): string[] {
  const { changelog, files } = release
  return [...new Set([...manifestPaths, ...files.map(({ path }) => path), ...(changelog === false ? [] : [changelog])])]
}

/**
 * Writes version and notes into the files that carry them: the manifests where they name a version, those of `release.files`, which
 * must, and the changelog, which is made where there is none.
 */
export function releaseFiles(
  { release }: Pick<Config, 'release'>,
  plan: Pick<ReleasePlan, 'version' | 'notes'>,
  seen: Readonly<Record<string, FileSeen>>,
): ReleaseFiles {
  const reasons: Reason[] = []
  const changed = new Map<string, string>()
  const textOf = (path: string): string | undefined => {
    const file = seen[path]
    return changed.get(path) ?? (file?.kind === 'text' ? file.text : undefined)
  }

  for (const path of manifestPaths) {
    const text = moveManifestVersion(textOf(path) ?? '', plan.version)
    if (text !== undefined) changed.set(path, text)
  }
  for (const file of release.files) {
    const found = seen[file.path]
    const text = textOf(file.path)
    if (found?.kind === 'unusable') reasons.push(words.fileUnusable(file.path, found.why, 'release.files'))
    else if (text === undefined) reasons.push(words.versionFileMissing(file.path))
    else {
      const moved = moveVersion(text, file, plan.version)
      if (moved.kind === 'moved') changed.set(file.path, moved.text)
      else reasons.push(words.nowhereForVersion(file, moved))
    }
  }
  const { changelog } = release
  if (changelog !== false) {
    const found = seen[changelog]
    if (found?.kind === 'unusable') reasons.push(words.fileUnusable(changelog, found.why, 'release.changelog'))
    else changed.set(changelog, addChangelogEntry(textOf(changelog) ?? '', plan.version, plan.notes))
  }
  if (reasons.length > 0) return { kind: 'refused', reasons }
  const files = [...changed].map(([path, content]) => {
    const file = seen[path]
    return { path, content, ...(file?.kind === 'text' && file.executable === true ? { executable: true } : {}) }
  })
  return { kind: 'files', files }
}
