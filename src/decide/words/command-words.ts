import type { Reason } from '../../model/decision.js'
import type { RefusedRequest } from '../../model/release.js'
import type { Version } from '../../model/version.js'

/** What the bot answers to commands. People are named, never pinged. */

export function acceptedVersion(version: Version): string {
  return `The next release will be **${version}**. A later \`/release as\` changes that; closing this pull request forgets it.`
}

export function refreshing(): string {
  return 'Refreshing this pull request: it will list what the default branch would release now.'
}

export function alreadyFresh(): string {
  return 'This pull request lists what the default branch would release: there is nothing to refresh.'
}

export function unknownCommand(nearest: readonly string[]): string {
  const forms = nearest.map((form) => `\`${form}\``).join(' or ')
  return `Nothing was done: that is no command. It would be ${forms}, alone on its line and once in a comment.`
}

export function mayNotCommand(login: string): string {
  return `Nothing was done: ${login} may not push to this repository, and so may not say what it releases.`
}

export function tooLate(minutes: number): string {
  return `Nothing was done: this was read more than ${minutes} minutes after it was written. If it still holds, write it again.`
}

export function refusedVersion(version: Version, why: RefusedRequest['why'], previous: string | undefined): string {
  const whys = {
    'no-version': 'that is no version',
    prerelease: 'a release has a stable version',
    'not-higher': `it is not higher than ${previous ?? 'the last release'}`,
  }
  return `The next release is not ${version}: ${whys[why]}.`
}

export function commandAnswered(login: string, pullRequest: number): Reason {
  return { code: 'command-answered', text: `A command of ${login} in #${pullRequest} is answered.` }
}

export function refreshWaits(pullRequest: number, until: string | undefined): Reason {
  const when = until === undefined ? 'when somebody comments /release refresh' : `at ${until}`
  return {
    code: 'refresh-waits',
    text: `#${pullRequest} lists less than the default branch would release; it is refreshed ${when}, as release.refresh says.`,
  }
}
