import { RequestError } from '@octokit/request-error'
import type { CreateDeployment, Outcome } from '../model/action.js'
import { printPurpose } from '../model/deployment.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { answerOf, isRefused } from './github-error.js'
import { sayDeploymentStatus } from './say-deployment-status.js'
import type { HeadSeen } from './write-record.js'

/** What came of asking: a deployment, or the reason that GitHub gives for making none. */
type Asked = { readonly id: number; readonly sha: string } | { readonly refusal: string }

/**
 * Asks GitHub for a deployment of exactly this commit. GitHub's no is an outcome; whatever else happens is thrown, and then nobody knows
 * whether there is a deployment: whoever looks finds it by the key in its payload, and asks for no other. The head of its pull request is read before, unless that was `seen` just now.
 */
export async function createDeployment(
  octokit: Octokit,
  repo: RepoRef,
  action: CreateDeployment,
  seen?: HeadSeen,
): Promise<Outcome> {
  const { sha, purpose, headOf } = action
  const notDeployed = (detail: string): Outcome => ({ kind: 'not-deployed', key: purpose.key, detail })
  if (headOf !== undefined) {
    const head = seen ?? (await readHead(octokit, repo, headOf))
    if (action.isTransient && head.state !== 'open') return notDeployed(`#${headOf} is ${head.state}`)
    if (head.sha !== sha) return notDeployed(`#${headOf} is at ${head.sha} now, and no longer at ${sha}`)
  }
  const asked = await ask(octokit, repo, action)
  if ('refusal' in asked) return notDeployed(asked.refusal)
  if (asked.sha === sha) return { kind: 'done' }
  // Whoever listens is told not to deploy it.
  const description = 'This is not the commit that was asked for.'
  await sayDeploymentStatus(octokit, repo, { deployment: asked.id, state: 'error', description })
  return notDeployed(`GitHub made a deployment of ${asked.sha}, and not of ${sha}`)
}

async function readHead(octokit: Octokit, repo: RepoRef, number: number): Promise<HeadSeen> {
  const { data } = await octokit.rest.pulls.get({ owner: repo.owner, repo: repo.name, pull_number: number })
  return { state: data.state, sha: data.head.sha }
}

async function ask(octokit: Octokit, repo: RepoRef, action: CreateDeployment): Promise<Asked> {
  try {
    const { data } = await octokit.rest.repos.createDeployment({
      owner: repo.owner,
      repo: repo.name,
      ref: action.sha,
      auto_merge: false,
      required_contexts: [],
      environment: action.environment,
      description: action.description,
      payload: { ...printPurpose(action.purpose) },
      production_environment: action.isProduction,
      transient_environment: action.isTransient,
    })
    // A 202: GitHub did something else instead, and says what.
    return 'id' in data ? data : { refusal: data.message ?? 'GitHub said yes, and made no deployment' }
  } catch (error) {
    const isConflict = error instanceof RequestError && error.status === 409
    if (isConflict || isRefused(error)) return { refusal: answerOf(error) }
    throw error
  }
}
