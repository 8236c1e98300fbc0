import type { Action } from '../model/action.js'
import { configPath } from '../model/config.js'
import type { ReasonCode } from '../model/decision.js'
import { printRepoRef } from '../model/repo-ref.js'
import { readGitHubAccess } from './github-access.js'
import type { Io } from './io.js'
import { lookAtGitHub, type LookedAt, type Decided } from './look-at-github.js'
import { printJson, printText } from './print-text.js'
import { findConfigText } from './read-rules.js'
import { sayActions } from './say-actions.js'
import { sayNext, sayUnread, toJson } from './say-next.js'
import { UserError } from './user-error.js'

export interface GitHubPlanOptions {
  readonly json?: boolean
  readonly config?: string
  readonly apiUrl?: string
  readonly app?: string
}

/** What the sentence about the next version says as well. */
const saidByNext: readonly ReasonCode[] = ['nothing-to-release', 'release-refreshed']

/** `landfall plan OWNER/NAME`: what the bot would do in a repository on GitHub now, and why. It reads, and that is all. */
export async function planOnGitHub(
  repo: { readonly owner: string; readonly name: string },
  options: GitHubPlanOptions,
  io: Pick<Io, 'stdout' | 'env'>,
  now: () => Date,
): Promise<void> {
  const access = readGitHubAccess(io.env, options.apiUrl, repo)
  const configText = options.config === undefined ? undefined : await findConfigText(options.config)
  const looked = await lookAtGitHub(access, repo, { app: readApp(options.app), configText }, now)
  const source = options.config ?? (looked.snapshot.configText === undefined ? undefined : configPath)
  if (options.json) printJson(io.stdout, toAnswer(printRepoRef(repo), source, looked))
  else printText(io.stdout, `${print(source, looked).join('\n').trimEnd()}\n`)
}

function readApp(text: string | undefined): string | undefined {
  const slug = text?.replace(/\[bot\]$/, '')
  if (slug === undefined || /^[a-z\d-]+$/i.test(slug)) return slug?.toLowerCase()
  throw new UserError(`--app wants the name at the end of the app's address, as landfall in github.com/apps/landfall.`)
}

function print(source: string | undefined, looked: LookedAt): string[] {
  const { bot, proposal } = looked
  const basis = `${source === undefined ? 'Without a configuration' : `By ${source}`}${sayEyes(bot)}.`
  const first = [basis, '', ...printDecided(looked, bot)]
  if (proposal === undefined) return first
  const text = proposal.text.trimEnd().split('\n')
  const by = proposal.pullRequest === undefined ? [] : [`#${proposal.pullRequest} proposes this:`, '']
  return [
    ...first,
    ...by,
    ...text.map((line) => `    ${line}`.trimEnd()),
    '',
    'Once that is merged:',
    '',
    ...printDecided(proposal, bot),
  ]
}

function sayEyes(bot: LookedAt['bot']): string {
  if (bot === undefined) return '; no Landfall has been here yet'
  return bot.hasBeenHere ? `, as ${bot.slug}[bot] sees it` : `; ${bot.slug}[bot] has not been here yet`
}

function printDecided(decided: Decided, bot: LookedAt['bot']): string[] {
  const { next, reasons } = decided.decision
  const said = next === undefined ? [] : [sayNext(next, previousOf(decided), commitsOf(decided))]
  const others = reasons.filter(({ code }) => next === undefined || !saidByNext.includes(code))
  const notes = notesOf(decided)
  return [
    ...said,
    ...others.map(({ text }) => text),
    ...sayWould(decided, bot),
    '',
    ...(notes === undefined ? [] : [notes, '']),
    ...(next === undefined ? [] : sayUnread(next)),
  ]
}

function sayWould(decided: Decided, bot: LookedAt['bot']): string[] {
  const { heldBack } = decided.decision
  const actions = sayActions(actionsOf(decided, bot))
  if (actions.length === 0) return ['Landfall would do nothing now.']
  const would = heldBack === undefined ? 'Landfall would' : `Were it not held back (${heldBack}), Landfall would`
  return [would, ...actions.map((action) => `  - ${action}`)]
}

/** Which checks are reported already is known only of an app that is known. */
function actionsOf({ decision }: Decided, bot: LookedAt['bot']): Action[] {
  return decision.actions.filter(({ kind }) => kind !== 'report-check' || bot?.appId !== undefined)
}

/** Of the release that is next, or of the one that is published first. */
function notesOf({ decision: { next, actions } }: Decided): string | undefined {
  if (next?.kind === 'release') return next.notes
  return actions.find((action) => action.kind === 'create-release')?.body
}

function rangeOf({ snapshot }: Decided) {
  return snapshot.ranges[snapshot.defaultBranch?.head ?? '']
}

function previousOf(decided: Decided): string | undefined {
  return rangeOf(decided)?.previous?.name
}

function commitsOf(decided: Decided): number {
  return rangeOf(decided)?.commits.length ?? 0
}

function toAnswer(repository: string, source: string | undefined, looked: LookedAt) {
  const { bot, proposal, decision } = looked
  return {
    repository,
    configuration: source ?? null,
    assumed: [],
    bot: bot === undefined ? null : `${bot.slug}[bot]`,
    reasons: decision.reasons,
    heldBack: decision.heldBack ?? null,
    releases: [toRelease(looked, bot)],
    proposal:
      proposal === undefined
        ? null
        : {
            text: proposal.text,
            pullRequest: proposal.pullRequest ?? null,
            reasons: proposal.decision.reasons,
            releases: [toRelease(proposal, bot)],
          },
  }
}

function toRelease(decided: Decided, bot: LookedAt['bot']) {
  const { next, reasons } = decided.decision
  const told = { component: '', actions: sayActions(actionsOf(decided, bot)) }
  if (next !== undefined) return toJson(next, { ...told, previous: previousOf(decided), commits: commitsOf(decided) })
  const reason = reasons.map(({ text }) => text).join(' ')
  const none = toJson(
    { kind: 'no-release', reason, unread: [], refused: [] },
    { ...told, previous: undefined, commits: 0 },
  )
  return { ...none, notes: notesOf(decided) ?? null }
}
