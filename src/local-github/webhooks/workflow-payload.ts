import { presentJob, presentWorkflow, presentWorkflowRun } from '../present/present-workflow.js'
import type { Repository } from '../world/entities.js'
import type { Subject } from '../world/subject.js'
import type { World } from '../world/world.js'

type WorkflowSubject = Extract<Subject, { kind: 'workflow_run' | 'workflow_job' | 'workflow_dispatch' }>

/** `workflow_run`, `workflow_job` and `workflow_dispatch`. */
export async function workflowPayload(world: World, repository: Repository, subject: WorkflowSubject): Promise<object> {
  switch (subject.kind) {
    case 'workflow_dispatch':
      return { workflow: subject.workflow, ref: subject.ref, inputs: subject.inputs }
    case 'workflow_job':
      return { workflow_job: presentJob(world, repository, subject.run, subject.job) }
    case 'workflow_run': {
      const workflow = presentWorkflow(world, repository, subject.run.workflow)
      const isUnderWay = subject.run.status === 'in_progress'
      const run = await presentWorkflowRun(world, repository, subject.run)
      // GitHub describes this one event without the title.
      return { workflow, workflow_run: { ...run, ...(isUnderWay ? { display_title: undefined } : {}) } }
    }
  }
}
