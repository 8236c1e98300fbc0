import { shortSha, subjectOf, type Commit, type Sha } from '../model/commit.js'
import type { ConfigProblem } from '../model/config.js'
import { configPath } from '../model/config.js'
import type { Reason } from '../model/decision.js'
import type { Version } from '../model/version.js'
import { escapeMarkdown } from './release/escape-markdown.js'

/** Every sentence that the bot says, and nothing else. */

export function archived(): Reason {
  return { code: 'archived', text: 'The repository is archived: nothing can be changed in it.' }
}

export function emptyRepository(): Reason {
  return { code: 'empty-repository', text: 'The repository has no commit yet.' }
}

export function asleep(): Reason {
  return { code: 'asleep', text: `Landfall sleeps here: there is no ${configPath} on the default branch.` }
}

export function configInvalid(problems: readonly ConfigProblem[]): Reason {
  const list = problems.map(({ line, column, message }) => `${configPath}:${line}:${column} ${message}`)
  return {
    code: 'config-invalid',
    text: `The configuration cannot be used, so nothing is released. ${list.join('; ')}.`,
  }
}

export function nothingToRelease(unread: number): Reason {
  const others =
    unread === 0 ? '' : ` ${count(unread, 'commit is', 'commits are')} not written as Conventional Commits.`
  return { code: 'nothing-to-release', text: `No change since the last release asks for another.${others}` }
}

export function releaseUpToDate(version: Version, pullRequest: number): Reason {
  return { code: 'release-up-to-date', text: `#${pullRequest} says what releasing ${version} would ship.` }
}

export function releaseRefreshed(version: Version, changes: number): Reason {
  return {
    code: 'release-refreshed',
    text: `${count(changes, 'change makes', 'changes make')} the next release ${version}.`,
  }
}

export function held(pullRequest: number): Reason {
  return {
    code: 'held',
    text: `#${pullRequest} was closed by hand: the release is held until the next change, or until it is reopened.`,
  }
}

export function somebodyElsesCommit(branch: string, sha: Sha): Reason {
  return {
    code: 'somebody-elses-commit',
    text: `${branch} carries ${shortSha(sha)}, which Landfall did not make, so it is left as it is. Move that commit to the default branch and delete ${branch}.`,
  }
}

export function publishing(version: Version, sha: Sha): Reason {
  return {
    code: 'publishing',
    text: `The release pull request of ${version} was merged as ${shortSha(sha)}: it is being published.`,
  }
}

export function tagElsewhere(tag: string, found: Sha, expected: Sha): Reason {
  return {
    code: 'tag-elsewhere',
    text: `${tag} is at ${shortSha(found)}, but its release was merged as ${shortSha(expected)}. A tag is never moved: delete it, or publish by hand.`,
  }
}

export function versionUnknown(pullRequest: number): Reason {
  return {
    code: 'version-unknown',
    text: `#${pullRequest} was merged as a release, but no commit of it names a version. Tag it by hand.`,
  }
}

/** What the bot says in the release pull request; `notes` is safe Markdown already. */
export function releasePullRequest(version: Version, notes: string, unread: readonly Commit[]): string {
  const aside =
    unread.length === 0
      ? []
      : [
          '<details>',
          `<summary>${count(unread.length, 'commit ships', 'commits ship')} without a line in the notes: no Conventional Commit</summary>`,
          '',
          ...unread.map((commit) => `* ${shortSha(commit.sha)} ${escapeMarkdown(subjectOf(commit))}`),
          '',
          '</details>',
          '',
        ]
  return [
    `**Merging this pull request releases ${version}**, with these notes:`,
    '',
    notes.trim(),
    '',
    '---',
    '',
    ...aside,
    'Landfall keeps this up to date with the default branch. What you write above or below it stays.',
  ].join('\n')
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`
}
