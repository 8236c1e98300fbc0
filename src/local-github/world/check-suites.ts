import { installationsFor } from './apps.js'
import type { Actor, App, CheckSuite, Repository } from './entities.js'
import { nodeIdOf } from './ids.js'
import { nowOf } from './repositories.js'
import type { World } from './world.js'

/** Opens a suite on a pushed commit for each app that may write checks, and asks the app for its runs. */
export async function requestCheckSuites(
  world: World,
  repository: Repository,
  actor: Actor,
  ref: string,
  before: string,
  sha: string,
): Promise<void> {
  for (const installation of installationsFor(world, repository)) {
    const { app } = installation
    if (app.permissions.checks !== 'write' || installation.suspendedAt !== undefined || suiteOf(repository, app, sha))
      continue
    const checkSuite = openCheckSuite(world, repository, app, sha, ref.replace(/^refs\/heads\//, ''), before)
    world.emit({
      name: 'check_suite',
      action: 'requested',
      repository,
      installation,
      sender: actor.user,
      subject: { kind: 'check_suite', checkSuite },
    })
  }
}

export function suiteOf(repository: Repository, app: App, sha: string): CheckSuite | undefined {
  return [...repository.checkSuites.values()].find((suite) => suite.app.id === app.id && suite.headSha === sha)
}

export function openCheckSuite(
  world: World,
  repository: Repository,
  app: App,
  sha: string,
  branch: string,
  before: string,
): CheckSuite {
  const id = world.ids.number()
  const now = nowOf(world)
  const suite: CheckSuite = {
    id,
    nodeId: nodeIdOf('CS', id),
    app,
    headSha: sha,
    headBranch: branch,
    before,
    createdAt: now,
    updatedAt: now,
    askedAgain: false,
  }
  repository.checkSuites.set(id, suite)
  return suite
}
