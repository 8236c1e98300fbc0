import { configPath } from '../model/config.js'
import type { Actor, Repository, User } from '../local-github/world/entities.js'
import type { World } from '../local-github/world/world.js'
import { addComment } from '../local-github/world/comments.js'
import { commitFiles } from '../local-github/world/commits.js'
import { createDeployment, createDeploymentStatus } from '../local-github/world/deployments.js'
import { openIssue } from '../local-github/world/issues.js'
import { openPullRequest } from '../local-github/world/pull-requests.js'
import { createRef } from '../local-github/world/refs.js'
import { createRelease } from '../local-github/world/releases.js'
import { createRepository, gitOf } from '../local-github/world/repositories.js'
import { config, deployWorkflow, feet, next, packageJson, packageLock, tides, week } from './demo-files.js'

const day = 24 * 60 * 60 * 1000
const workflow = 'deploy.yml'

/**
 * A small library with a past of three releases, the last of which was brought to staging and production by hand; a wish that is open,
 * and one pull request that waits to be merged.
 */
export async function createDemoRepository(world: World, owner: User, maya: User, sam: User): Promise<Repository> {
  const asMaya: Actor = { kind: 'user', user: maya }
  const asSam: Actor = { kind: 'user', user: sam }
  const repository = await createRepository(world, {
    owner,
    name: 'harbour',
    description: 'Tide tables for small harbours',
  })
  const daysAgo = (days: number): string => new Date(world.clock().getTime() - days * day).toISOString()
  const commit = (
    actor: Actor,
    days: number,
    message: string,
    files: Record<string, string>,
    branch = 'main',
  ): Promise<string> => commitFiles(world, repository, actor, { branch, message, files, date: daysAgo(days) })
  const release = async (sha: string, version: string, notes: string): Promise<void> => {
    await createRef(world, repository, asMaya, `refs/tags/v${version}`, sha)
    await createRelease(world, repository, asMaya, { tagName: `v${version}`, name: `v${version}`, body: notes })
  }

  const first = '### Features\n\n* tide times for a harbour'
  const second = '### Features\n\n* heights in feet'
  const third = '### Features\n\n* find the next high water'
  await commit(asMaya, 60, 'feat: tide times for a harbour', {
    'README.md': '# Harbour\n\nTide tables for small harbours.\n',
    'package.json': packageJson('1.0.0'),
    'package-lock.json': packageLock('1.0.0'),
    'src/tides.js': tides,
    [configPath]: config,
    [`.github/workflows/${workflow}`]: deployWorkflow,
  })
  const changelog = ['# Changelog']
  const released = (version: string, days: number, notes: string): Promise<string> => {
    changelog.splice(1, 0, `## ${version} (${daysAgo(days).slice(0, 10)})\n\n${notes}`)
    return commit(asMaya, days, `chore: release ${version}`, {
      'CHANGELOG.md': `${changelog.join('\n\n')}\n`,
      'package.json': packageJson(version),
      'package-lock.json': packageLock(version),
    })
  }
  await release(await released('1.0.0', 59, first), '1.0.0', first)
  await commit(asSam, 40, 'feat: heights in feet', {
    'src/feet.js': feet,
  })
  await release(await released('1.1.0', 38, second), '1.1.0', second)
  await commit(asMaya, 20, 'feat: find the next high water', {
    'src/next.js': next,
  })
  const newest = await released('1.2.0', 19, third)
  await release(newest, '1.2.0', third)
  await commit(asSam, 6, 'docs: say where the numbers come from', {
    'README.md': '# Harbour\n\nTide tables for small harbours. The numbers are the hydrographic office’s.\n',
  })

  const deployments = `${world.url}/${owner.login}/${repository.name}/deployments`
  for (const environment of ['staging', 'production']) {
    const deployment = createDeployment(world, repository, asMaya, { sha: newest, ref: 'v1.2.0', environment })
    createDeploymentStatus(world, repository, asMaya, deployment, {
      state: 'success',
      environmentUrl: `${deployments}/${environment}`,
    })
  }
  world.records(repository).workflowPlays.push({
    workflow,
    job: 'deploy',
    end: 'success',
    startAfter: 1000,
    endAfter: 3000,
    environmentUrl: `${deployments}/{environment}`,
  })

  const issue = await openIssue(world, repository, asSam, {
    title: 'Show the tides of a whole week',
    body: 'One day at a time is not enough to plan a trip.',
  })
  await createRef(world, repository, asSam, 'refs/heads/week', await headOf(world, repository))
  await commit(
    asSam,
    1,
    'feat(tides): a table for the whole week\n\nOne line a day, seven days from today.',
    { 'src/week.js': week },
    'week',
  )
  const pullRequest = await openPullRequest(world, repository, asSam, {
    title: 'feat(tides): a table for the whole week',
    body: `One line a day, seven days from today.\n\nFixes #${issue.number}`,
    head: 'week',
    base: 'main',
  })
  await addComment(world, repository, asMaya, pullRequest.number, 'Lovely. Merge it whenever you like.')
  return repository
}

async function headOf(world: World, repository: Repository): Promise<string> {
  return (await gitOf(world, repository).resolve('refs/heads/main')) ?? ''
}
