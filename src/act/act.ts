import type { Action, Outcome } from '../model/action.js'
import type { RepoRef } from '../model/repo-ref.js'
import type { Octokit } from '../octokit.js'
import { addLabel } from './add-label.js'
import { closePullRequest } from './close-pull-request.js'
import { createLabel } from './create-label.js'
import { createDeployment } from './create-deployment.js'
import { createRelease } from './create-release.js'
import { createTag } from './create-tag.js'
import { deleteComment } from './delete-comment.js'
import { deleteDraft } from './delete-draft.js'
import { deleteRecord } from './delete-record.js'
import { dispatchWorkflow } from './dispatch-workflow.js'
import { editComment } from './edit-comment.js'
import { editPullRequest } from './edit-pull-request.js'
import { mergePullRequest } from './merge-pull-request.js'
import { openPullRequest } from './open-pull-request.js'
import { postComment } from './post-comment.js'
import { publishDraft } from './publish-draft.js'
import { pushReleaseBranch } from './push-release-branch.js'
import { react } from './react.js'
import { reportCheck } from './report-check.js'
import { sayDeploymentStatus } from './say-deployment-status.js'
import { showStages } from './show-stages.js'
import { writeRecord } from './write-record.js'

/** Carries out one action. Whatever GitHub answers that the hands do not know is thrown: the loop alone retries. */
export function act(octokit: Octokit, repo: RepoRef, action: Action): Promise<Outcome> {
  switch (action.kind) {
    case 'push-release-branch':
      return pushReleaseBranch(octokit, repo, action)
    case 'open-pull-request':
      return openPullRequest(octokit, repo, action)
    case 'edit-pull-request':
      return editPullRequest(octokit, repo, action)
    case 'close-pull-request':
      return closePullRequest(octokit, repo, action)
    case 'post-comment':
      return postComment(octokit, repo, action)
    case 'edit-comment':
      return editComment(octokit, repo, action)
    case 'delete-comment':
      return deleteComment(octokit, repo, action)
    case 'add-label':
      return addLabel(octokit, repo, action)
    case 'create-tag':
      return createTag(octokit, repo, action)
    case 'create-release':
      return createRelease(octokit, repo, action)
    case 'report-check':
      return reportCheck(octokit, repo, action)
    case 'publish-draft':
      return publishDraft(octokit, repo, action)
    case 'merge-pull-request':
      return mergePullRequest(octokit, repo, action)
    case 'create-label':
      return createLabel(octokit, repo, action)
    case 'show-stage':
      return showStages(octokit, [action]).then(([outcome]) => outcome ?? { kind: 'done' })
    case 'delete-draft':
      return deleteDraft(octokit, repo, action)
    case 'react':
      return react(octokit, repo, action)
    case 'create-deployment':
      return createDeployment(octokit, repo, action)
    case 'say-deployment-status':
      return sayDeploymentStatus(octokit, repo, action)
    case 'dispatch-workflow':
      return dispatchWorkflow(octokit, repo, action)
    case 'write-record':
      return writeRecord(octokit, repo, action).then(({ outcome }) => outcome)
    case 'delete-record':
      return deleteRecord(octokit, repo, action)
  }
}
