import type { DeployablePullRequest } from '../../../model/deployable.js'
import type { Gate } from '../../../model/gate.js'
import * as words from '../../words/gates.js'
import type { GateFacts } from './gate-facts.js'

/** GitHub's record of pushes lags behind the pushes themselves, though no longer than this. */
const lagMs = 60_000

/**
 * The commit is what stood at the head when the comment was made, by the server's record of the branch: dates in commits are whatever their
 * writers say. A commit that was named by its sha or tag is what it is; it has to be on the default branch.
 */
export function judgeCommit({ request, seen: { branch }, now }: GateFacts): Gate | undefined {
  const { source, sha, at } = request
  const gate = (verdict: Gate['verdict'], observed: string): Gate => ({ code: 'commit', verdict, observed })
  switch (source.kind) {
    case 'earlier':
      return gate('pass', words.ranBefore(sha))
    case 'named':
      return source.commit.isOnDefaultBranch
        ? gate('pass', words.named(source.name, sha))
        : gate('refuse', words.notOnDefaultBranch(source.name, sha, branch.name))
    case 'pull-request': {
      const { pullRequest, isNamed } = source
      // Its base has rules, and whoever opens a pull request chooses the base.
      if (pullRequest.base !== branch.name) return gate('refuse', words.otherBase(pullRequest.base, branch.name))
      if (pullRequest.head !== sha) return gate('refuse', words.pushedSince(sha, pullRequest.head))
      return isNamed ? gate('pass', words.isHead(sha)) : judgeHead(pullRequest, { at, isEarly: isWithinLag(at, now) })
    }
  }

  function judgeHead(pullRequest: DeployablePullRequest, comment: { at: string; isEarly: boolean }): Gate {
    const { pushes, head, headBranch } = pullRequest
    const [newest] = pushes ?? []
    if (newest === undefined) return gate('refuse', words.noRecordOfPushes(headBranch))
    if (newest.after !== head) {
      const observed = words.recordDiffers(headBranch, newest.after, head)
      return gate(comment.isEarly ? 'wait' : 'refuse', observed)
    }
    // GitHub's times are whole seconds: what came in the same one may have come after.
    const then = pushes?.find((move) => Date.parse(move.at) < Date.parse(comment.at))
    if (then === undefined) return gate('refuse', words.pushedAfterComment(undefined, head))
    return then.after === head
      ? gate('pass', words.stoodAtComment(head))
      : gate('refuse', words.pushedAfterComment(then.after, head))
  }
}

function isWithinLag(at: string, now: Date): boolean {
  return now.getTime() - Date.parse(at) < lagMs
}
