import type { Comment } from '../../model/comment.js'
import type { Snapshot } from '../../model/snapshot.js'
import { repliesIn } from '../replies-in.js'
import type { DeployThread } from './request.js'

/** The pull request in which a deployment is talked about, with who agreed in it; undefined where there is none of that number. */
export function deployThread({ deployables }: Pick<Snapshot, 'deployables'>, number: number): DeployThread | undefined {
  const pullRequest = deployables?.[number]
  if (pullRequest === undefined || pullRequest === 'missing') return undefined
  return { number, author: pullRequest.author, approvals: approvalsIn(pullRequest.comments) }
}

function approvalsIn(comments: readonly Comment[]): DeployThread['approvals'] {
  return repliesIn(comments).kept.flatMap(({ comment, reply: { accepted } }) =>
    accepted?.kind === 'approve' && !comment.edited ? [accepted] : [],
  )
}
