import { addComment } from '../../src/local-github/world/comments.js'
import { createDeployment, createDeploymentStatus } from '../../src/local-github/world/deployments.js'
import type { Deployment } from '../../src/local-github/world/records.js'
import { updateRef } from '../../src/local-github/world/refs.js'
import { findUser } from '../../src/local-github/world/users.js'
import { recordBranchPrefix, parseRecord, type EnvironmentRecord } from '../../src/model/environment-record.js'
import type { Story } from './story.js'

/** What was answered in a thread, without the hidden first line and the gates that are folded away. */
export function answersIn({ repo }: Story, thread: { readonly number: number }): string[] {
  return repo.repliesIn(thread).map((body) =>
    body
      .slice(body.indexOf('\n') + 1)
      .replace(/\n\n<details>.*$/s, '')
      .trim(),
  )
}

/** Every deployment, the oldest first: where to, of what, and how it stands. */
export function deploymentsOf(story: Story): { environment: string; sha: string; state: string }[] {
  return recordsOf(story).map(({ environment, sha, statuses }) => {
    return { environment, sha, state: statuses.at(-1)?.state ?? 'created' }
  })
}

/** Somebody else than Landfall deploys, and says how the newest deployment goes. */
export async function deployerSays(
  story: Story,
  state: 'queued' | 'in_progress' | 'success' | 'failure' | 'error',
  environmentUrl = 'https://harbour.example.com',
): Promise<void> {
  const { world, repo, settles } = story
  const deployment = recordsOf(story).at(-1)
  if (deployment === undefined) throw new Error('there is no deployment')
  const owner = { kind: 'user', user: repo.entity.owner } as const
  createDeploymentStatus(world, repo.entity, owner, deployment, { state, environmentUrl })
  await settles()
}

/** How the newest deployment goes that Landfall made. */
export async function oursSays(story: Story, state: 'in_progress' | 'success' | 'failure'): Promise<void> {
  const { world, repo, settles } = story
  const deployment = recordsOf(story).findLast(({ app }) => app !== undefined)
  if (deployment === undefined) throw new Error('there is no deployment of ours')
  const owner = { kind: 'user', user: repo.entity.owner } as const
  createDeploymentStatus(world, repo.entity, owner, deployment, { state, autoInactive: false })
  await settles()
}

/** Other tools deploy a commit, each time with success, to places of their own unless one is named. */
export async function othersDeploy(story: Story, sha: string, times: number, environment?: string): Promise<void> {
  const { world, repo, settles } = story
  const owner = { kind: 'user', user: repo.entity.owner } as const
  for (let count = 1; count <= times; count += 1) {
    const where = { sha, ref: sha, environment: environment ?? `preview-${count}` }
    const deployment = createDeployment(world, repo.entity, owner, where)
    createDeploymentStatus(world, repo.entity, owner, deployment, { state: 'success', autoInactive: false })
  }
  await settles()
}

/** What the repository keeps of an environment. */
export async function recordOf({ repo }: Story, environment: string): Promise<EnvironmentRecord | undefined> {
  const message = await repo.messageOf(`${recordBranchPrefix}${environment}`)
  return message === undefined ? undefined : parseRecord(message)
}

function recordsOf({ world, repo }: Story): Deployment[] {
  return [...world.records(repo.entity).deployments.values()]
}

/** Pushes a commit to a branch that says it is years old: whoever believes dates thinks that it was there all along. */
export async function pushesOldLooking(story: Story, branch: string): Promise<string> {
  const { world, repo, settles } = story
  const git = world.git(repo.entity)
  const ref = `refs/heads/${branch}`
  const head = await git.readCommit(ref)
  if (head === undefined) throw new Error(`there is no ${branch}`)
  const forged = { name: 'Mallory', email: 'mallory@example.com', date: '2020-01-01T00:00:00Z' }
  const sha = await git.writeCommit({
    tree: head.tree,
    parents: [head.sha],
    message: 'feat: nothing to see',
    author: forged,
    committer: forged,
  })
  await updateRef(world, repo.entity, { kind: 'user', user: repo.entity.owner }, ref, sha)
  await settles()
  return sha
}

/** A release that was out before the environments were listed is left alone. */
export async function listsEnvironments({ maintainer, passes }: Story, config: string): Promise<void> {
  await maintainer.commits({ message: 'ci: list where harbour runs', files: { '.github/landfall.yml': config } })
  await passes(1)
}

/** A feature is merged, and the release that has it; gives the commit of its tag. */
export async function releasesNext({ repo, maintainer }: Story, tag: string): Promise<string> {
  await maintainer.pushes('feat: dark mode')
  await maintainer.merges(await repo.releasePullRequest())
  return (await repo.release(tag))?.sha ?? ''
}

/** People talk on: in the thread itself, and then in so many others that it is none of those that were touched last. */
export async function talkGoesOn(story: Story, thread: { readonly number: number }, comments: number): Promise<void> {
  const { world, repo, maintainer, settles } = story
  const maya = findUser(world, 'maya')
  if (maya === undefined) throw new Error('there is no maya')
  for (let count = 0; count < comments; count += 1)
    await addComment(world, repo.entity, { kind: 'user', user: maya }, thread.number, `Word ${count} on the matter.`)
  await settles()
  for (let count = 0; count < 9; count += 1) await maintainer.opens({ title: `another matter, ${count}` })
}
