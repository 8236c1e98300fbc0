import { findThread } from '../world/comments.js'
import type { Comment, Repository } from '../world/entities.js'
import type { World } from '../world/world.js'
import { authorAssociation } from './author-association.js'
import { repositoryApi, repositoryPage } from './present-git-objects.js'
import { presentReactions } from './present-reactions.js'
import { presentUser } from './present-user.js'

export function presentComment(world: World, repository: Repository, comment: Comment): object {
  const api = repositoryApi(world, repository)
  const thread = findThread(repository, comment.issueNumber)
  const kind = thread && 'head' in thread ? 'pull' : 'issues'
  return {
    url: `${api}/issues/comments/${comment.id}`,
    html_url: `${repositoryPage(world, repository)}/${kind}/${comment.issueNumber}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${comment.issueNumber}`,
    id: comment.id,
    node_id: comment.nodeId,
    user: presentUser(world, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: authorAssociation(world, repository, comment.author),
    body: comment.body,
    performed_via_github_app: null,
    reactions: presentReactions(`${api}/issues/comments/${comment.id}`, comment.reactions),
  }
}
