import { installationOn } from './apps.js'
import type { Actor, CheckRun, CheckSuite, Repository } from './entities.js'
import { Refusal } from './refusal.js'
import { nowOf } from './repositories.js'
import type { Subject } from './subject.js'
import type { World } from './world.js'

/**
 * Asks the app of a check run for it again: "Re-run". The run stays as it is until its app writes; its suite is queued at once. Nobody but
 * that app is told.
 * @throws {Refusal} 422 where the run is not completed, or its app can no longer write it
 */
export function rerequestCheckRun(world: World, repository: Repository, actor: Actor, run: CheckRun): void {
  const suite = repository.checkSuites.get(run.suiteId)
  if (run.status !== 'completed' || !suite) throw notRerequestable('run')
  ask(world, repository, actor, suite, { kind: 'check_run', checkRun: run })
}

/**
 * The same of all runs of a suite: "Re-run all checks". A suite without runs can be asked for too.
 * @throws {Refusal} 422 where its app can no longer write checks
 */
export function rerequestCheckSuite(world: World, repository: Repository, actor: Actor, suite: CheckSuite): void {
  ask(world, repository, actor, suite, { kind: 'check_suite', checkSuite: suite })
}

function ask(
  world: World,
  repository: Repository,
  actor: Actor,
  suite: CheckSuite,
  subject: Extract<Subject, { kind: 'check_run' | 'check_suite' }>,
): void {
  const installation = installationOn(world, suite.app, repository)
  const mayWrite = suite.app.permissions['checks'] === 'write' && installation?.suspendedAt === undefined
  if (!installation || !mayWrite) throw notRerequestable(subject.kind === 'check_run' ? 'run' : 'suite')
  suite.askedAgain = true
  suite.updatedAt = nowOf(world)
  world.emit({ name: subject.kind, action: 'rerequested', repository, installation, sender: actor.user, subject })
}

function notRerequestable(what: 'run' | 'suite'): Refusal {
  return new Refusal(422, `This check ${what} is not rerequestable`)
}
