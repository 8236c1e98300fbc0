import { presentDeployment, presentDeploymentStatus } from '../present/present-deployment.js'
import { presentWorkflow, presentWorkflowRun } from '../present/present-workflow.js'
import { repositoryApi } from '../present/present-git-objects.js'
import type { Repository } from '../world/entities.js'
import type { WorkflowRun } from '../world/records.js'
import type { Subject } from '../world/subject.js'
import type { World } from '../world/world.js'

type DeploymentSubject = Extract<Subject, { kind: 'deployment' | 'deployment_status' | 'protection_rule' }>

/** `deployment`, `deployment_status` and `deployment_protection_rule`. */
export async function deploymentPayload(
  world: World,
  repository: Repository,
  subject: DeploymentSubject,
): Promise<object> {
  const deployment = sent(presentDeployment(world, repository, subject.deployment))
  switch (subject.kind) {
    case 'deployment':
      return { deployment, ...(await runFields(world, repository, subject.run)) }
    case 'deployment_status': {
      const status = sent(presentDeploymentStatus(world, repository, subject.deployment, subject.status))
      const fields = { deployment, deployment_status: status }
      return { ...fields, ...(await runFields(world, repository, subject.run)) }
    }
    case 'protection_rule':
      return {
        environment: subject.deployment.environment,
        event: subject.run.event,
        deployment_callback_url: `${repositoryApi(world, repository)}/actions/runs/${subject.run.id}/deployment_protection_rule`,
        deployment,
        pull_requests: [],
      }
  }
}

async function runFields(world: World, repository: Repository, run: WorkflowRun | undefined): Promise<object> {
  if (!run) return { workflow: null, workflow_run: null }
  const workflow = presentWorkflow(world, repository, run.workflow)
  // These events tell the run without its commit.
  return { workflow, workflow_run: { ...(await presentWorkflowRun(world, repository, run)), head_commit: null } }
}

/** The app is told without its client id here. */
function sent(presented: object): object {
  const { performed_via_github_app: app } = presented as { performed_via_github_app: object | null }
  if (app === null) return presented
  return { ...presented, performed_via_github_app: { ...app, client_id: undefined } }
}
