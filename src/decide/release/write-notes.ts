import createPreset from 'conventional-changelog-conventionalcommits'
import type { CommitGroup, CommitNote, NoteGroup } from 'conventional-changelog-writer'
import { LRUCache } from 'lru-cache'
import { shortSha } from '../../model/commit.js'
import type { Version } from '../../model/version.js'
import { escapeMarkdown, escapeScope, shorten, type RepositoryLink } from './escape-markdown.js'
import { compareSections, sectionOf } from './note-sections.js'
import type { ReadCommit } from './read-commit.js'

/** What the notes of one release are written from. */
export interface NotesInput {
  readonly version: Version
  readonly tag: string
  readonly previousTag: string | undefined
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** The commits that stand in a section of their type. */
  readonly listed: readonly ReadCommit[]
  /** The commits whose breaking changes are told; some of them are listed too. */
  readonly breaking: readonly ReadCommit[]
  /** Links are explicit where the repository is known; else short shas stand alone, and GitHub makes links of them. */
  readonly link: RepositoryLink | undefined
}

const longestText = 1000

/** Writes the notes: heading, breaking changes first, then a section for each type. Markdown, safe to print. */
export function writeNotes(input: NotesInput): Promise<string> {
  const { version, date, link, previousTag, tag } = input
  const listed = new Set(input.listed)
  const breaking = new Set(input.breaking)
  const onlyBreaking = input.breaking.filter((commit) => !listed.has(commit))
  const page: Page = {
    context: {
      version,
      date,
      linkCompare: link !== undefined && previousTag !== undefined,
      linkReferences: link !== undefined,
      repoUrl: link?.url ?? '',
      previousTagPath: tagPath(previousTag ?? ''),
      currentTagPath: tagPath(tag),
    },
    entries: [
      ...input.listed.map((commit) => entryOf(commit, { isListed: true, isBreaking: breaking.has(commit), link })),
      ...onlyBreaking.map((commit) => entryOf(commit, { isListed: false, isBreaking: true, link })),
    ],
  }
  return written.memo(JSON.stringify(page))
}

/** All that the templates are given. */
interface Page {
  readonly context: object
  readonly entries: readonly Entry[]
}

/** The writer compiles its templates anew for each page, and nearly every look writes the page that the one before it wrote. */
const written = new LRUCache({ max: 20, memoMethod: (page: string) => print(JSON.parse(page) as Page) })

async function print({ context, entries }: Page): Promise<string> {
  // Most looks write no notes: what compiles the templates is loaded for the first that does.
  const { writeChangelogString } = await import('conventional-changelog-writer')
  const { mainTemplate, headerPartial, commitPartial, footerPartial } = createPreset({
    commitUrlFormat: '{{@root.repoUrl}}/commit/{{hash}}',
    compareUrlFormat: '{{@root.repoUrl}}/compare/{{@root.previousTagPath}}...{{@root.currentTagPath}}',
  }).writer
  const text = await writeChangelogString([...entries], context, {
    mainTemplate,
    headerPartial,
    commitPartial,
    footerPartial,
    // The default cuts what it is given.
    transform: () => ({}),
    generateOn: () => false,
    ignoreReverted: false,
    groupBy: 'type',
    commitsSort: ['scope', 'subject'],
    commitGroupsSort: (a, b) => compareSections(a.title, b.title),
    notesSort: ['text'],
    finalizeContext: (final) => ({ ...final, ...onlyWhatIsPrinted(final) }),
  })
  return text.replace(/\n{3,}/g, '\n\n').trim()
}

type Entry = ReturnType<typeof entryOf>

/**
 * The groups as the templates need them, and no more: the writer prints its whole context for a debug log that nobody reads, and each
 * note would hold its commit with all the notes of it.
 */
function onlyWhatIsPrinted({
  commitGroups = [],
  noteGroups = [],
}: {
  commitGroups?: CommitGroup<Entry>[]
  noteGroups?: NoteGroup[]
}) {
  const entries = commitGroups.map(({ title, commits }) => ({
    title,
    commits: commits
      .filter(({ isListed }) => isListed)
      .map(({ scope, subject, hash, shortHash }) => ({ scope, subject, hash, shortHash }) as Entry),
  }))
  const notes = noteGroups.map((group) => ({
    title: group.title,
    notes: (group.notes as (CommitNote & { commit: Entry })[]).map(({ title, text, commit }) => ({
      title,
      text,
      commit: { scope: commit.scope },
    })),
  }))
  return { commitGroups: entries.filter(({ commits }) => commits.length > 0), noteGroups: notes }
}

function entryOf(
  commit: ReadCommit,
  { isListed, isBreaking, link }: { isListed: boolean; isBreaking: boolean; link: RepositoryLink | undefined },
) {
  const { sha } = commit.commit
  const reference = link === undefined ? shortSha(sha) : `([${shortSha(sha)}](${link.url}/commit/${sha}))`
  const notes = isBreaking ? commit.breakingTexts : []
  return {
    isListed,
    type: sectionOf(commit.type),
    scope: commit.scope === undefined ? '' : escapeScope(commit.scope),
    subject: escapeMarkdown(shorten(commit.description, longestText), link),
    hash: sha,
    shortHash: shortSha(sha),
    notes: notes.map((text) => ({
      title: 'BREAKING CHANGES',
      text: `${escapeMarkdown(shorten(text, longestText), link)} ${reference}`,
    })),
  }
}

function tagPath(tag: string): string {
  return encodeURIComponent(tag).replaceAll('%40', '@').replaceAll('(', '%28').replaceAll(')', '%29')
}
