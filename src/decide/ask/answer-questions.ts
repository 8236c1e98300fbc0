import type { Action } from '../../model/action.js'
import type { LineMerge } from '../../model/backport.js'
import type { MergedPullRequest } from '../../model/change.js'
import { printCommandReply } from '../../model/command-reply.js'
import { parseCommand } from '../../model/command.js'
import { decided, uniteDecisions, wantsToSee, type Decision, type ReasonCode } from '../../model/decision.js'
import { parseQuestions, type Question } from '../../model/question.js'
import type { Look, Snapshot } from '../../model/snapshot.js'
import type { Talk } from '../../model/talk.js'
import { tellEnvironments } from '../deploy/tell-environments.js'
import { mostLines } from '../done/backports-to-read.js'
import { isLineUnread } from '../done/line-stage.js'
import { linesOf } from '../done/lines-of.js'
import { rangeLook } from '../release/range-look.js'
import type { Seen } from '../release/seen.js'
import { repliesIn } from '../replies-in.js'
import { unansweredIn, type Unanswered } from '../unanswered-in.js'
import * as words from '../words/ask.js'
import { withLines } from '../words/lines.js'
import { commandAnswered } from '../words/command-words.js'
import { readStandings, toLineMerge, type Standings } from './standing.js'

/** Reads lag: what was done before a question was asked is seen by then, and no answer is given sooner. */
const lagMs = 10_000

/** What nobody answered for so long is answered no more. */
const dayMs = 24 * 60 * 60_000

/** So far back the conversations behind the first ones are read, where it is not remembered how far they were. */
const deepMs = 6 * 60 * 60_000

/** So many answers at a look, the rest at the next: GitHub takes 80 comments a minute, and releases want some of them. */
const mostAnswers = 10
const untilMoreMs = 60_000

/** So many answers for one person within an hour: nobody makes the bot talk without end. */
const mostForOne = 20
const hourMs = 60 * 60_000

/** So many of the pull requests that close an issue are told of. */
const mostClosers = 10

/** Reasons that say what was done, and hold nothing back. */
const doings: readonly ReasonCode[] = [
  'backports-cut',
  'command-answered',
  'release-refreshed',
  'release-up-to-date',
  'stage-shown',
  'too-many-threads',
]

interface Asked extends Unanswered<readonly Question[]> {
  readonly talk: Talk
}

/**
 * Answers `/status` and `/why`, in whatever thread they are asked, by what was `decided` in this look; while something is still to be done the
 * answer waits for it. One reply to each comment, by the marker in it.
 */
export function answerQuestions(seen: Seen, decision: Decision, now: Date): Decision {
  const { snapshot } = seen
  if (isMoreToRead(snapshot, now)) return wantsToSee({ kind: 'talks', since: before(now, deepMs) })

  const twins = decided([], deleteTwins(snapshot))
  const asked = questionsIn(seen, now)
  const due = asked.filter(({ comment }) => Date.parse(comment.createdAt) + lagMs <= now.getTime())
  const later = asked
    .filter((one) => !due.includes(one))
    .map(({ comment }) => ({
      ...decided([]),
      lookAgainAt: new Date(Date.parse(comment.createdAt) + lagMs).toISOString(),
    }))
  if (due.length === 0) return uniteDecisions(twins, ...later)

  const first = due.slice(0, mostAnswers)
  const looks = looksFor(seen, decision, first, now)
  if (looks.length > 0) return wantsToSee(...looks)
  const again = (ms: number): Decision => ({ ...decided([]), lookAgainAt: new Date(now.getTime() + ms).toISOString() })
  if (decision.looks.length + decision.actions.length > 0) return uniteDecisions(twins, again(lagMs))

  const more = due.length > first.length ? [again(untilMoreMs)] : []
  return uniteDecisions(twins, ...later, ...more, answer(seen, decision, first, now))
}

/** Whether something was said behind the first conversations that is still to be answered. */
function isMoreToRead({ talks: { more } }: Snapshot, now: Date): boolean {
  const oldest = before(now, deepMs)
  return [more?.issues, more?.pullRequests].some((edge) => edge !== undefined && edge.touchedAt >= oldest)
}

function before(now: Date, ms: number): string {
  return new Date(now.getTime() - ms).toISOString()
}

/** The commands of the open release pull request are kept in order with its own. */
function deleteTwins({ talks, openReleasePullRequest }: Snapshot): Action[] {
  return talks.list
    .filter(({ number, isLocked }) => !isLocked && number !== openReleasePullRequest?.number)
    .flatMap(({ comments }) => repliesIn(comments).twins)
    .map((comment) => ({ kind: 'delete-comment', comment }))
}

/** What was asked and not answered, the oldest first. */
function questionsIn({ snapshot, config }: Seen, now: Date): Asked[] {
  const oldest = before(now, dayMs)
  const { prefix } = config.commands
  const talks = snapshot.talks.list.filter(({ isLocked }) => !isLocked)
  function read(talk: Talk, body: string): readonly Question[] | undefined {
    // One comment has one reply, and there a command comes first.
    if (talk.number === snapshot.openReleasePullRequest?.number && parseCommand(body) !== undefined) return undefined
    const questions = parseQuestions(body, prefix)
    return questions.length === 0 ? undefined : questions
  }
  const times = talks.flatMap((talk) =>
    talk.comments
      .filter(({ body }) => read(talk, body) !== undefined)
      .map(({ id, author, createdAt }) => ({ id, login: author?.login, at: Date.parse(createdAt) })),
  )
  const isTooMuch = ({ comment, login }: Asked): boolean => {
    const at = Date.parse(comment.createdAt)
    const earlier = times.filter((one) => one.login === login && one.id < comment.id && at - one.at < hourMs)
    return earlier.length >= mostForOne
  }
  return talks
    .flatMap((talk) => unansweredIn(talk.comments, (body) => read(talk, body)).map((one) => ({ ...one, talk })))
    .filter((one) => one.comment.createdAt >= oldest && !isTooMuch(one))
    .sort((a, b) => a.comment.id - b.comment.id)
}

/** What is yet to be seen for the answers. What is unreleased is mostly looked at for the release itself. */
function looksFor(seen: Seen, decision: Decision, asked: readonly Asked[], now: Date): Look[] {
  const { snapshot, branch } = seen
  const issues = [...new Set(asked.flatMap(({ talk }) => (talk.subject.kind === 'issue' ? [talk.number] : [])))]
  const missing = issues.filter((number) => snapshot.closers?.[number] === undefined)
  const closers: Look[] = missing.length === 0 ? [] : [{ kind: 'closers', issues: missing }]
  if (snapshot.ranges[branch.head] === undefined) {
    const range: Look[] = decision.looks.length > 0 ? [] : [rangeLook(seen, branch.head, () => true)]
    return [...closers, ...range]
  }
  const { changes, elsewhere } = mergedIn(seen, asked)
  // Why it waits is told of the default branch alone.
  const { changes: ofStatus } = mergedIn(
    seen,
    asked.filter(({ command }) => command.includes('status')),
  )
  return [
    ...closers,
    ...readStandings(seen, decision.next, now).looksFor(changes),
    ...lineLooks(seen, ofStatus, elsewhere),
  ]
}

interface AskedMerges {
  /** What was merged into the default branch: what is asked about, and what closes the issues that are. */
  readonly changes: readonly MergedPullRequest[]
  /** Into others. */
  readonly elsewhere: readonly LineMerge[]
}

function mergedIn({ snapshot, branch }: Seen, asked: readonly Asked[]): AskedMerges {
  const merged = asked.flatMap(({ talk: { subject } }) => {
    return subject.kind === 'pull-request' && subject.state === 'merged' ? [subject] : []
  })
  const closers = asked.flatMap(({ talk: { subject, number } }) => {
    return subject.kind === 'issue' ? closersOf(snapshot, number).flatMap(({ merged }) => merged ?? []) : []
  })
  const isHere = ({ base }: { readonly base: string }): boolean => base === branch.name
  return {
    changes: [...closers, ...merged.filter(isHere).map((one) => one.merged)],
    elsewhere: merged.filter((one) => !isHere(one)).map(toLineMerge),
  }
}

/** What is yet to be seen of other branches. */
function lineLooks(seen: Seen, changes: AskedMerges['changes'], elsewhere: AskedMerges['elsewhere']): Look[] {
  const { lines = {}, backports = {} } = seen.snapshot
  // More branches than are read at a look are not asked for again.
  const unread = elsewhere.filter((merge) => Object.keys(lines).length < mostLines && isLineUnread(seen, merge))
  const unknown = changes.filter(({ number }) => backports[number] === undefined)
  const of = [...new Map(unknown.map((one) => [one.number, one])).values()]
  return [
    ...(unread.length === 0 ? [] : [{ kind: 'lines', of: unread } as const]),
    ...(of.length === 0 ? [] : [{ kind: 'backports', of } as const]),
  ]
}

function closersOf({ closers }: Snapshot, issue: number) {
  return (closers?.[issue] ?? []).slice(-mostClosers)
}

function answer(seen: Seen, decision: Decision, asked: readonly Asked[], now: Date): Decision {
  const { snapshot, branch } = seen
  const standings = readStandings(seen, decision.next, now)
  const holding = decision.reasons.filter(({ code }) => !doings.includes(code))
  const place: words.Place = { url: snapshot.url, branch: branch.name, holding }
  return decided(
    asked.map(({ login, talk }) => commandAnswered(login, talk.number)),
    asked.map(({ comment, command, talk }) => {
      const said = command.flatMap((question) => [
        say(question, talk, { seen, standings, place }),
        ...tellEnvironments(seen, talk.number, question, now),
      ])
      const text = said.join('\n\n')
      return {
        kind: 'post-comment',
        number: talk.number,
        body: printCommandReply({ comment: comment.id, accepted: undefined }, text),
      }
    }),
  )
}

function say(
  question: Question,
  { number, subject }: Talk,
  { seen, standings, place }: { readonly seen: Seen; readonly standings: Standings; readonly place: words.Place },
): string {
  if (subject.kind === 'pull-request') {
    const standing = standings.of(number, subject)
    if (question === 'why') return words.why(standing, place)
    return withLines(words.status(standing, place), linesOf(seen, [number]), place.url)
  }
  const base = seen.branch.name
  const closers = closersOf(seen.snapshot, number).map(({ number, merged }) => ({
    number,
    standing: standings.of(
      number,
      merged === undefined ? { state: 'open', isDraft: false } : { state: 'merged', base, merged },
    ),
  }))
  const lines = linesOf(
    seen,
    closers.map((closer) => closer.number),
  )
  return words.ofIssue(question, { number, state: subject.state, closers, lines }, place)
}
