import { compareVersions } from '../model/version.js'
import { findFolders, type FilesOf, type GroupFolders } from './component-folders.js'
import { readChangedFiles, type History } from './read-history.js'
import { groupVersionTags, type ReleaseTag, type TagGroup } from '../decide/replay/version-tag-groups.js'

/** One thing that a repository releases: itself, or a package of a monorepo. */
export interface Component {
  /** '' for the repository itself. */
  readonly name: string
  /** How its newest tags are named, with `${version}`. */
  readonly format: string
  /** Its stable tags, in ascending order of version. */
  readonly tags: readonly ReleaseTag[]
  /** Its folders, newest first; empty where its commits are all of the repository's. */
  readonly folders: readonly string[]
  /**
   * Whether a commit with these paths belongs to the component, as it was when this tag was made, or as it is now. A commit that lists
   * no path belongs to every component: nothing says whose it is.
   */
  readonly owns: (tag: ReleaseTag | undefined, files: readonly string[]) => boolean
}

/** What a repository releases, and the changed paths that this was told from where it is a monorepo. */
export interface Components {
  readonly components: readonly Component[]
  readonly filesOf: FilesOf | undefined
}

/** Works out from the tags what a repository releases, and in a monorepo from the releases' paths which folders a component has. */
export async function findComponents(history: History): Promise<Components> {
  const groups = groupVersionTags(history.tags.filter((tag) => history.indexOf.has(tag.sha)))
  if (groups.length <= 1) {
    return { components: groups.map((group) => componentOf(history, [group], new Map())), filesOf: undefined }
  }
  const files = await readChangedFiles(history.path)
  const filesOf: FilesOf = (sha) => files.get(sha) ?? []
  const folders = findFolders(groups, filesOf, pathsOf(files.values()))
  const components = joinRenamed(history, groups, folders).map((joined) => componentOf(history, joined, folders))
  return { components, filesOf }
}

function* pathsOf(files: Iterable<readonly string[]>): Iterable<string> {
  const seen = new Set<string>()
  for (const list of files) {
    for (const path of list) {
      if (!seen.has(path)) yield path
      seen.add(path)
    }
  }
}

/** Groups of one folder whose versions go on where the other's end are one component that was renamed. */
function joinRenamed(
  history: History,
  groups: readonly TagGroup[],
  folders: ReadonlyMap<TagGroup, GroupFolders>,
): TagGroup[][] {
  const components: TagGroup[][] = []
  for (const group of [...groups].sort((a, b) => firstIndex(history, a) - firstIndex(history, b))) {
    const own = folders.get(group)?.folders ?? []
    const earlier = components.find(
      (component) =>
        component.some((other) => folders.get(other)?.folders.some((folder) => own.includes(folder))) &&
        goesOn(history, [...component.flatMap((other) => other.stable), ...group.stable]),
    )
    if (earlier === undefined) components.push([group])
    else earlier.push(group)
  }
  return components
}

/** Whether versions only rise, in the order in which they were tagged, and no commit bears two. */
function goesOn(history: History, tags: readonly ReleaseTag[]): boolean {
  const ordered = tags
    .map((tag) => ({ ...tag, index: history.indexOf.get(tag.sha) ?? -1 }))
    .sort((a, b) => a.index - b.index)
  return ordered.every((tag, position) => {
    const before = ordered[position - 1]
    return before === undefined || (before.index < tag.index && compareVersions(before.version, tag.version) < 0)
  })
}

function firstIndex(history: History, group: TagGroup): number {
  return Math.min(...group.stable.map((tag) => history.indexOf.get(tag.sha) ?? Infinity))
}

function componentOf(
  history: History,
  groups: readonly TagGroup[],
  folders: ReadonlyMap<TagGroup, GroupFolders>,
): Component {
  const folderOf = new Map<string, string | undefined>()
  const made: { tag: ReleaseTag; group: TagGroup }[] = []
  for (const group of groups) {
    for (const tag of group.stable) {
      made.push({ tag, group })
      folderOf.set(tag.name, folders.get(group)?.folderOf(tag))
    }
  }
  made.sort((a, b) => (history.indexOf.get(b.tag.sha) ?? 0) - (history.indexOf.get(a.tag.sha) ?? 0))
  const newest = made[0]
  const known = new Set(made.map(({ tag }) => folderOf.get(tag.name)).filter((folder) => folder !== undefined))
  const packages = [...known].filter((folder) => folder !== '')
  return {
    name: newest?.group.name ?? '',
    format: `${newest?.tag.prefix ?? 'v'}\${version}`,
    tags: withoutTwins(
      made.map(({ tag }) => tag),
      newest?.tag.prefix ?? 'v',
    ),
    folders: packages,
    owns: (tag, files) => {
      const folder = tag === undefined ? [...known][0] : folderOf.get(tag.name)
      if (packages.length === 0 || folder === '' || files.length === 0) return true
      return files.some((path) => packages.some((name) => path.startsWith(`${name}/`)))
    },
  }
}

/** In ascending order of version; of two tags for one version, as `1.7.1` beside `v1.7.1`, the one in the newest format. */
function withoutTwins(tags: readonly ReleaseTag[], prefix: string): ReleaseTag[] {
  const byVersion = new Map<string, ReleaseTag>()
  for (const tag of tags) {
    if (!byVersion.has(tag.version) || tag.prefix === prefix) byVersion.set(tag.version, tag)
  }
  return [...byVersion.values()].sort((a, b) => compareVersions(a.version, b.version))
}
