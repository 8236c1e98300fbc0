import type { Outcome, WriteRecord } from '../model/action.js'
import type { Sha } from '../model/commit.js'
import { printRecord, recordBranchPrefix } from '../model/environment-record.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { answerOf, isRefused } from './github-error.js'
import { mutate, type Change, type Changed } from './mutate.js'

/** The head of a pull request, as it was read just now. */
export interface HeadSeen {
  /** `open`, `closed` or `merged`. */
  readonly state: string
  readonly sha: Sha
}

/** What came of writing a record; and the head that was read behind it, where that was asked for and GitHub showed it. */
export interface Written {
  readonly outcome: Outcome
  readonly head?: HeadSeen
}

/** The change that writes a record, and the commit where that is made before. */
interface Writing {
  readonly change: Change
  readonly made?: Sha
}

interface Answer {
  readonly commit?: { readonly oid: Sha } | null
  readonly ref: {
    readonly repository?: { readonly pullRequest: { readonly state: string; readonly headRefOid: Sha } | null }
  } | null
}

/**
 * Writes what is kept of an environment as the message of a commit, on top of what was observed: of two who write at once exactly one
 * does. The commit names no author, so that GitHub signs it as the app's. Where a rule of the repository keeps it from being written, what it claims is not
 * deployed, and nothing else has to wait for that. With `headOf`, the head of that pull request is read in the answer.
 */
export async function writeRecord(
  octokit: Octokit,
  repo: RepoRef,
  action: WriteRecord,
  headOf?: number,
): Promise<Written> {
  const { environment, record, observed } = action
  try {
    const { change, made } =
      observed === undefined ? await first(octokit, repo, action) : following(repo, action, observed)
    const fields = headOf === undefined ? 'name' : `repository { pullRequest(number: ${headOf}) { state headRefOid } }`
    const answer = `${change.answer ?? ''} ref { ${fields} }`
    const [changed] = await mutate(octokit, [{ ...change, answer }])
    if (changed?.kind !== 'made') return { outcome: notWritten(action, changed) }
    const { commit, ref } = changed.answer as Answer
    const oid = made ?? commit?.oid
    const head = ref?.repository?.pullRequest
    return {
      outcome: { kind: 'done', ...(oid === undefined ? {} : { wrote: { environment, seen: { oid, record } } }) },
      ...(head ? { head: { state: head.state.toLowerCase(), sha: head.headRefOid } } : {}),
    }
  } catch (error) {
    if (!isRefused(error)) throw error
    return { outcome: refused(action, answerOf(error)) }
  }
}

/** The branch begins with it, and with no other history. */
async function first(octokit: Octokit, repo: RepoRef, action: WriteRecord): Promise<Writing> {
  const { repositoryId, environment, record, tree } = action
  const message = printRecord(environment, record)
  const { data } = await octokit.rest.git.createCommit({
    owner: repo.owner,
    repo: repo.name,
    message,
    tree,
    parents: [],
  })
  const input = { repositoryId, name: `refs/heads/${recordBranchPrefix}${environment}`, oid: data.sha }
  return { change: { mutation: 'createRef', input }, made: data.sha }
}

function following(repo: RepoRef, { environment, record }: WriteRecord, observed: Sha): Writing {
  const [headline = '', ...body] = printRecord(environment, record).split('\n\n')
  const input = {
    branch: {
      repositoryNameWithOwner: `${repo.owner}/${repo.name}`,
      branchName: `${recordBranchPrefix}${environment}`,
    },
    expectedHeadOid: observed,
    message: { headline, body: body.join('\n\n') },
    fileChanges: { additions: [], deletions: [] },
  }
  return { change: { mutation: 'createCommitOnBranch', input, answer: 'commit { oid }' } }
}

/** Types of errors that say nothing of the record: GitHub is out of breath, or grants no more for now. */
const passing = ['RATE_LIMITED', 'SERVICE_UNAVAILABLE', 'INTERNAL']

function notWritten(action: WriteRecord, failed: Extract<Changed, { kind: 'failed' }> | undefined): Outcome {
  const { environment } = action
  const { type, message = '', error } = failed ?? {}
  const isMoved = type === 'STALE_DATA' || type === 'NOT_FOUND' || /already exists/i.test(message)
  if (isMoved) return { kind: 'conflict', detail: `the record of ${environment} moved meanwhile` }
  // What has no type is a surprise of GitHub's own; what passes by itself is no refusal either.
  if (type === undefined || passing.includes(type)) {
    throw error ?? new Error('GitHub did not say what became of a record')
  }
  return refused(action, message)
}

function refused({ claims }: WriteRecord, detail: string): Outcome {
  return claims === undefined ? { kind: 'unable', detail } : { kind: 'not-deployed', key: claims, detail }
}
