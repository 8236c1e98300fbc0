import type { GitCommit, Signature } from '../git/git-repository.js'
import type { Repository } from '../world/entities.js'
import { userByEmail } from '../world/users.js'
import type { World } from '../world/world.js'
import { gitNodeId, presentSignature, repositoryApi, repositoryPage } from './present-git-objects.js'
import { presentUser } from './present-user.js'
import { presentVerification } from './present-verification.js'

/** A commit as lists and comparisons show it: git's own part, and the accounts behind it. */
export function presentCommit(world: World, repository: Repository, commit: GitCommit): object {
  const api = repositoryApi(world, repository)
  const page = repositoryPage(world, repository)
  return {
    sha: commit.sha,
    node_id: gitNodeId('C', repository, commit.sha),
    commit: {
      author: presentSignature(commit.author),
      committer: presentSignature(commit.committer),
      message: commit.message.replace(/\n$/, ''),
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: presentVerification(repository, commit),
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: accountOf(world, commit.author),
    committer: accountOf(world, commit.committer),
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${page}/commit/${sha}` })),
  }
}

/** Null where the e-mail belongs to nobody. */
function accountOf(world: World, { email }: Signature): object | null {
  const user = userByEmail(world, email)
  return user ? presentUser(world, user) : null
}
