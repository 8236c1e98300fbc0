import { decide } from '../decide/decide.js'
import { configPath } from '../model/config.js'
import { onboardingBranchName } from '../model/onboarding.js'
import type { Decision } from '../model/decision.js'
import type { Snapshot } from '../model/snapshot.js'
import { createKnown } from '../observe/known.js'
import { look } from '../observe/look.js'
import { observeBot, type SeenBot } from '../observe/observe-bot.js'
import { observeRepository } from '../observe/observe-repository.js'
import { octokitClass, type Octokit } from '../octokit.js'
import { observeAndDecide, type Decided, type EyesAndMind } from '../reconciler/observe-and-decide.js'
import { explainGitHubError, notAnApi } from './explain-github-error.js'
import type { GitHubAccess } from './github-access.js'

export type { Decided }

/** What the bot would decide about a repository now. */
export interface LookedAt extends Decided {
  /** The app with whose eyes it was looked at; undefined where none was named or has been there. */
  readonly bot: SeenBot | undefined
  /** Where it proposes a configuration, or would. */
  readonly proposal: Proposal | undefined
}

/** A proposed configuration, and what would be decided once it is merged. */
export interface Proposal extends Decided {
  readonly text: string
  /** The number of the pull request that proposes it, where that is open already. */
  readonly pullRequest: number | undefined
}

export interface LookOptions {
  /** The slug of the app whose pull requests count as the bot's own. */
  readonly app: string | undefined
  /** A configuration in place of the repository's own. */
  readonly configText: string | undefined
}

/** GitHub has no app of this number: where the bot's is not known, no check counts as its own. */
const noApp = 0

/**
 * Looks at a repository on GitHub with the bot's own eyes and mind, and without hands. Throws a `UserError` for whatever GitHub does not let
 * the person see.
 */
export async function lookAtGitHub(
  access: GitHubAccess,
  repo: { readonly owner: string; readonly name: string },
  { app, configText }: LookOptions,
  now: () => Date,
): Promise<LookedAt> {
  const octokit = clientFor(access)
  try {
    const bot = await observeBot(octokit, repo, app)
    const login = `${bot?.slug ?? 'landfall'}[bot]`
    const known = createKnown(now)
    const senses: EyesAndMind = {
      observe: async () => {
        const seen = await observeRepository(octokit, { ...repo, installationId: 0 }, bot?.appId ?? noApp, { login })
        return configText === undefined ? seen : { ...seen, configText, configOid: undefined }
      },
      look: (snapshot, wanted) => look(octokit, snapshot, wanted, known),
      decide,
    }
    const decided = await observeAndDecide(senses, now)
    const proposed = findProposed(decided.decision) ?? (await readProposed(decided.snapshot, senses))
    if (proposed === undefined) return { bot, ...decided, proposal: undefined }
    // What was read for the proposal is not all that is read once it is merged.
    const merged = { ...decided.snapshot, configText: proposed.text, ranges: {}, files: {} }
    const after = await observeAndDecide({ ...senses, observe: async () => merged }, now)
    return { bot, ...decided, proposal: { ...after, ...proposed } }
  } catch (error) {
    throw explainGitHubError(error, { access, repo })
  }
}

/** Waiting for a rate limit to pass is the person's to decide, so nothing is paced or tried again. */
function clientFor(access: GitHubAccess): Octokit {
  const Client = octokitClass({ pace: false })
  const octokit = new Client({ auth: { token: access.token }, baseUrl: access.apiUrl })
  octokit.hook.after('request', ({ data }, { url }) => {
    if (!url.endsWith('/graphql')) return
    const isAnswer = typeof data === 'object' && data !== null && ('data' in data || 'errors' in data)
    if (!isAnswer) throw notAnApi(access)
  })
  return octokit
}

type Proposed = Pick<Proposal, 'text' | 'pullRequest'>

/** The configuration that it would propose now. */
function findProposed({ actions }: Decision): Proposed | undefined {
  for (const action of actions) {
    if (action.kind !== 'push-release-branch' || action.branch !== onboardingBranchName) continue
    const text = action.files.find(({ path }) => path === configPath)?.content
    if (text !== undefined) return { text, pullRequest: undefined }
  }
  return undefined
}

/** The configuration that an open pull request of its own proposes, as people have edited it. */
async function readProposed(snapshot: Snapshot, { look }: Pick<EyesAndMind, 'look'>): Promise<Proposed | undefined> {
  const { branch, pullRequest } = snapshot.onboarding
  if (snapshot.configText !== undefined || branch === undefined || pullRequest?.state !== 'OPEN') return undefined
  const { files } = await look(snapshot, { kind: 'files', at: branch.head, paths: [configPath] })
  const file = files[branch.head]?.[configPath]
  return file?.kind === 'text' ? { text: file.text, pullRequest: pullRequest.number } : undefined
}
