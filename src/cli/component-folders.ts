import { basename, dirname } from 'node:path/posix'
import type { Sha } from '../model/commit.js'
import type { ReleaseTag, TagGroup } from '../decide/replay/version-tag-groups.js'

/** Where a group's releases were made, the likeliest folder first; '' is the repository's root. Empty where nothing tells. */
export interface GroupFolders {
  readonly folders: readonly string[]
  /** The folder that a tag's own release was made in. */
  readonly folderOf: (tag: ReleaseTag) => string | undefined
}

/** The paths that a commit changed. */
export type FilesOf = (sha: Sha) => readonly string[]

const changelog = /^changelog(?:\.md|\.txt|\.rst)?$/i
const manifest =
  /^(?:package\.json|cargo\.toml|pyproject\.toml|setup\.py|composer\.json|pom\.xml|build\.gradle|go\.mod|pubspec\.yaml|.+\.gemspec|.+\.csproj|chart\.yaml|version\.txt)$/i
const fewestFolders = 4
const weakest = 0.3

/**
 * Works out which folder each group of tags releases. A release changes the changelog, or else the manifest, of what it releases: the
 * folder is the one that the group's releases change and the others' do not. A folder of the group's own name will do where releases
 * change nothing. A group that moved has more than one folder.
 */
export function findFolders(
  groups: readonly TagGroup[],
  filesOf: FilesOf,
  paths: Iterable<string>,
): Map<TagGroup, GroupFolders> {
  const byChangelog = releaseFolders(groups, filesOf, changelog)
  const byManifest = releaseFolders(groups, filesOf, manifest)
  const packages = new Set([...paths].filter((path) => manifest.test(basename(path))).map(folderOfFile))
  return new Map(
    groups.map((group) => {
      const chosen = [choose(group, byChangelog), choose(group, byManifest)].find((folders) => folders.length > 0)
      const index = chosen?.[0]?.index ?? byChangelog
      const folders = chosen?.map((choice) => choice.folder) ?? foldersByName(group.name, packages)
      return [
        group,
        { folders, folderOf: (tag) => folders.find((folder) => index.get(folder)?.has(tag.sha)) ?? folders[0] },
      ]
    }),
  )
}

type FolderIndex = ReadonlyMap<string, ReadonlySet<Sha>>

/** For each folder the tagged commits that changed its changelog (or its manifest). */
function releaseFolders(groups: readonly TagGroup[], filesOf: FilesOf, file: RegExp): FolderIndex {
  const index = new Map<string, Set<Sha>>()
  for (const tag of groups.flatMap((group) => [...group.stable, ...group.prereleases])) {
    for (const path of filesOf(tag.sha)) {
      if (!file.test(basename(path))) continue
      const folder = folderOfFile(path)
      index.set(folder, (index.get(folder) ?? new Set()).add(tag.sha))
    }
  }
  return index
}

function choose(group: TagGroup, index: FolderIndex): { folder: string; index: FolderIndex }[] {
  let left = new Set([...group.stable, ...group.prereleases].map((tag) => tag.sha))
  const chosen: { folder: string; index: FolderIndex }[] = []
  while (left.size > 0 && chosen.length < fewestFolders) {
    const best = bestFolder(group.name, left, index)
    if (best === undefined) break
    chosen.push({ folder: best, index })
    const covered = index.get(best) ?? new Set()
    left = new Set([...left].filter((sha) => !covered.has(sha)))
  }
  return chosen
}

function bestFolder(name: string, own: ReadonlySet<Sha>, index: FolderIndex): string | undefined {
  let best: { folder: string; score: number; likeness: number; isTied: boolean } | undefined
  for (const [folder, changed] of index) {
    const shared = [...own].filter((sha) => changed.has(sha)).length
    const score = (2 * shared) / (own.size + changed.size)
    const likeness = likenessOf(name, folder)
    if (shared / own.size < 0.5 || score < weakest) continue
    const isBetter = best === undefined || score > best.score || (score === best.score && likeness > best.likeness)
    if (isBetter) best = { folder, score, likeness, isTied: false }
    else if (score === best?.score && likeness === best.likeness) best.isTied = true
  }
  // Releases of the repository itself that change several folders alike are of all of it.
  return name === '' && best?.isTied === true ? undefined : best?.folder
}

function foldersByName(name: string, packages: ReadonlySet<string>): string[] {
  const alike = [...packages].filter((folder) => likenessOf(name, folder) >= 3)
  const shortest = alike.sort((a, b) => a.split('/').length - b.split('/').length || a.length - b.length)[0]
  return shortest === undefined ? [] : [shortest]
}

function likenessOf(name: string, folder: string): number {
  const last = basename(name)
  const own = basename(folder)
  if (name === '') return folder === '' ? 3 : 0
  if (own === last) return 3
  return own !== '' && (last.includes(own) || own.includes(last)) ? 2 : 0
}

function folderOfFile(path: string): string {
  const folder = dirname(path)
  return folder === '.' ? '' : folder
}
