import type { Awaited, Stage } from '../../model/change.js'
import type { Reason } from '../../model/decision.js'

/** Every sentence about how far a change is, in the threads of merged pull requests and of the issues that they close. */

/** The hidden line that such a comment begins with. */
export const stageMarker = '<!-- landfall:stage -->'

/** Whether a comment of ours tells a stage. */
export function tellsStage(body: string): boolean {
  return body.startsWith(stageMarker)
}

/** What the comment on a merged pull request says; `url` is the repository's. */
export function pullRequestStage(stage: Stage, url: string): string {
  return `${stageMarker}\n${sayStage(stage, url)}`
}

/** Where a merged pull request stands, in Markdown; `url` is the repository's. */
export function sayStage(stage: Stage, url: string): string {
  switch (stage.kind) {
    case 'merged':
      return 'Merged. It ships with the next release.'
    case 'in-release-pull-request':
      return `Merged. Waiting in #${stage.pullRequest} for **${stage.version}**.`
    case 'released':
      return `Released in ${releaseLink(stage.tag, url)}.${awaits(stage.awaits, url)}`
    case 'live': {
      const day = stage.since.slice(0, 10)
      return `Live in **${stage.environment}** since ${day}. Released in ${releaseLink(stage.tag, url)}.`
    }
    case 'reverted':
      return `Merged, and reverted${by(stage.by)} before it was released.`
    case 'taken-back': {
      const released = stage.released === undefined ? '' : ` in ${releaseLink(stage.released, url)}`
      return `Released${released}, and reverted${by(stage.by)} in ${releaseLink(stage.in, url)}.`
    }
  }
}

function awaits(awaited: Awaited | undefined, url: string): string {
  if (awaited === undefined) return ''
  const { environment, rolledBackTo } = awaited
  if (rolledBackTo === undefined) return ` Not in **${environment}** yet.`
  return ` Was live in **${environment}** until the rollback to ${running(rolledBackTo, url)}; waits again.`
}

/** What runs, by its tag or the beginning of its commit. */
function running(name: string, url: string): string {
  return /^[0-9a-f]{7}$/.test(name) ? name : releaseLink(name, url)
}

/** What the comment on an issue says whose changes, by these pull requests, are merged and not all released. */
export function issueWaits(
  pullRequests: readonly number[],
  stage: Stage,
  willClose: boolean,
  environment?: string,
): string {
  const which = listOf(pullRequests)
  const what = pullRequests.length === 1 ? `${which} is merged` : `${which} are merged`
  const where =
    stage.kind === 'in-release-pull-request'
      ? `not released yet: waiting in #${stage.pullRequest} for **${stage.version}**`
      : 'not released yet: waiting for the next release'
  const when = environment === undefined ? 'is out' : `runs in **${environment}**`
  const end = willClose ? ` This issue is done when that ${when}, and is closed then.` : ''
  return `${stageMarker}\n${what}, but ${where}.${end}`
}

/** Some of what closes the issue is out, and some of it nobody has merged. */
export function issueReleasedInPart(
  {
    pullRequests,
    tag,
    open,
  }: { readonly pullRequests: readonly number[]; readonly tag: string; readonly open: readonly number[] },
  url: string,
  willClose: boolean,
): string {
  const [are, them] = open.length === 1 ? ['is', 'that is'] : ['are', 'those are']
  const end = willClose ? `: this issue is done when ${them} out, too, and is closed then` : ''
  return `${stageMarker}\nReleased in ${releaseLink(tag, url)}, with ${listOf(pullRequests)}. ${listOf(open)} ${are} still open${end}.`
}

/** What was merged for the issue says no longer that it closes it. */
export function issueLetGo(): string {
  return `${stageMarker}\nNothing that was merged closes this issue any more.`
}

/** `environment` is undefined where a release is enough, `tag` where it runs there before its release is out. */
export function issueDone(
  {
    pullRequests,
    tag,
    environment,
  }: {
    readonly pullRequests: readonly number[]
    readonly tag: string | undefined
    readonly environment: string | undefined
  },
  url: string,
): string {
  const live = environment === undefined ? [] : [`live in **${environment}**`]
  const released = tag === undefined ? [] : [`released in ${releaseLink(tag, url)}`]
  const [first = '', ...rest] = [...live, ...released, `with ${listOf(pullRequests)}`]
  return `${stageMarker}\n${[first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(', ')}.`
}

/** What the comment on an issue says whose changes are released, and not all in the environment that makes them done. */
export function issueAwaits(
  pullRequests: readonly number[],
  { tag, awaits: awaited }: Extract<Stage, { kind: 'released' }>,
  url: string,
  willClose: boolean,
): string {
  const end =
    willClose && awaited ? ` This issue is done when **${awaited.environment}** runs that, and is closed then.` : ''
  return `${stageMarker}\nReleased in ${releaseLink(tag, url)}, with ${listOf(pullRequests)}.${awaits(awaited, url)}${end}`
}

export function issueReverted(pullRequests: readonly number[], reverter: number | undefined): string {
  const was = pullRequests.length === 1 ? 'was' : 'were'
  return `${stageMarker}\n${listOf(pullRequests)} ${was} merged for this, and reverted${by(reverter)} before any release had it.`
}

export function tooManyToTell(threads: number, most: number): Reason {
  return {
    code: 'too-many-threads',
    text: `${threads} threads are not told where their change stands: outside a release more than ${most} are never notified at once. They are told when their release is out.`,
  }
}

/** `detail` is what GitHub answered. */
export function threadsUnread(detail: string): Reason {
  return {
    code: 'threads-unread',
    text: `GitHub does not show some of the threads that are to be told where their change stands (“${detail}”). They are asked for again in a quarter of an hour; the app needs the permission issues: write.`,
  }
}

export function tells(threads: number): Reason {
  return {
    code: 'stage-shown',
    text: `${threads === 1 ? 'One thread is' : `${threads} threads are`} shown how far the change is.`,
  }
}

function by(pullRequest: number | undefined): string {
  return pullRequest === undefined ? '' : ` by #${pullRequest}`
}

export function releaseLink(tag: string, url: string): string {
  return `[${tag}](${url}/releases/tag/${encodeURIComponent(tag)})`
}

export function listOf(numbers: readonly number[]): string {
  const names = numbers.map((number) => `#${number}`)
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
