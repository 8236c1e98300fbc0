/** Why something that another release tool is told could not be translated: each sentence says what to do instead. */

export const noSuchSetting = 'Landfall has no such setting.'
export const onePackageOnly =
  'Landfall releases the repository as one; packages with versions of their own stay with the tool that has them.'
export const ownTitles = 'The release pull request, its notes and the release have the form that Landfall gives them.'
export const ownHeadings = 'The headings of the notes come from the commit types.'
export const noPrereleases = 'Landfall makes stable releases from the default branch only.'
export const startsAtTags = 'Landfall starts at the newest tag that the default branch reaches.'
export const releaseAsOnce =
  'It would hold for ever. A footer `Release-As: 2.0.0` in a commit message sets one version.'
export const noRegistry = 'Landfall publishes to no registry. Let a workflow that starts `on: release` do it.'
export const noCommands = 'Landfall runs no commands. Let a workflow that starts `on: release` run them.'
export const noComments = 'Landfall says in its own words what a release carries.'
export const isProgram = 'It is a program, which is not run here. What it sets beyond the defaults is for you to write.'
export const isElsewhere = 'It is kept in another file, which is not read here. What it sets is for you to write.'
export const notReadable = 'It could not be read.'
export const otherPreset = 'Commits are read as Conventional Commits.'
export const angularMark =
  'The angular preset does not know `feat!:`. Here it is a breaking change, as a `BREAKING CHANGE:` footer is.'
export const ruleBeyondType = 'What a commit asks for follows from its type alone.'
export const breakingIsMajor =
  'A breaking change is major whatever its type; semantic-release takes the rule of its type.'
export const alwaysBump = 'Versions follow from the commits.'
export const changesetFiles =
  'Landfall reads commit messages, not changesets: the types that release were worked out from past releases. Release the changesets that wait before you merge this.'
export const changesetPre = 'The repository is in prerelease mode: leave it with `changeset pre exit` first.'
export const drafterLabels =
  'Landfall reads commit messages, not labels: each label was taken for the commit type that it names.'
export const drafterDraft =
  'release-drafter leaves a draft for you to publish. Merging the release pull request is that step here; `draft: true` keeps a draft as well.'
export const breakingLabel = 'A breaking change is said by `!` after the type, or by a `BREAKING CHANGE:` footer.'

export function labelWithoutType(bump: string): string {
  return `No commit type is known for this label. Give the type that asks for a ${bump} version in \`release.types\`.`
}

export function moveByHand(file: string): string {
  return `Landfall moves the version in package.json and package-lock.json. For ${file}, write \`x-landfall-version\` in the line that holds it, and name the file in \`release.files\`.`
}

export const markedFile =
  'Put `x-landfall-version` where `x-release-please-version` stands, and name the file in `release.files`.'

export function notValid(key: string, message: string): string {
  return `It would be \`${key}\`, but ${message}.`
}

export function alsoFound(tool: string): string {
  return `${tool} is set up as well. Only one of them can be followed.`
}
