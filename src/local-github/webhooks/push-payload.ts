import type { ChangedPaths, GitCommit, Signature } from '../git/git-repository.js'
import { encodePath, repositoryPage } from '../present/present-git-objects.js'
import { presentRepository } from '../present/present-repository.js'
import type { Repository, User } from '../world/entities.js'
import { zeros } from '../world/ref-change.js'
import type { Subject } from '../world/subject.js'
import { userByEmail } from '../world/users.js'
import type { World } from '../world/world.js'

const noPaths: ChangedPaths = { added: [], removed: [], modified: [] }

/** A `push`; in this event alone, GitHub writes the repository's dates as seconds. */
export async function pushPayload(
  world: World,
  repository: Repository,
  { push, shas }: Extract<Subject, { kind: 'push' }>,
  sender: User,
): Promise<object> {
  const { ref, before, after, forced } = push
  const known = {
    ref,
    before,
    after,
    repository: { ...presentRepository(world, repository), ...datesInSeconds(repository) },
    pusher: { name: sender.login, email: sender.email },
    created: before === zeros,
    deleted: after === zeros,
    forced,
    base_ref: null,
    compare: compareUrl(world, repository, push),
  }
  const git = world.git(repository)
  const head = after === zeros ? undefined : await git.readCommit(after)
  const listed = head && !shas.includes(head.sha) ? [...shas, head.sha] : shas
  const [commits, paths] = await Promise.all([
    Promise.all(shas.map((sha) => git.readCommit(sha))),
    git.changedPaths(listed),
  ])
  const present = (commit: GitCommit): object =>
    presentPushed(world, repository, commit, paths.get(commit.sha) ?? noPaths)
  return {
    ...known,
    commits: commits.filter((commit) => commit !== undefined).map(present),
    head_commit: head ? present(head) : null,
  }
}

function presentPushed(world: World, repository: Repository, commit: GitCommit, paths: ChangedPaths): object {
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message.replace(/\n$/, ''),
    timestamp: commit.committer.date,
    url: `${repositoryPage(world, repository)}/commit/${commit.sha}`,
    author: personOf(world, commit.author),
    committer: personOf(world, commit.committer),
    ...paths,
  }
}

function personOf(world: World, { name, email, date }: Signature): object {
  const user = userByEmail(world, email)
  return { name, email, date, ...(user ? { username: user.login } : {}) }
}

function datesInSeconds({ createdAt, pushedAt, owner, defaultBranch }: Repository): object {
  return {
    created_at: Math.floor(Date.parse(createdAt) / 1000),
    pushed_at: Math.floor(Date.parse(pushedAt) / 1000),
    master_branch: defaultBranch,
    ...(owner.type === 'Organization' ? { organization: owner.login } : {}),
  }
}

function compareUrl(
  world: World,
  repository: Repository,
  { ref, before, after }: { ref: string; before: string; after: string },
): string {
  const page = `${repositoryPage(world, repository)}/compare`
  if (before === zeros) return `${page}/${encodePath(ref.replace(/^refs\/(heads|tags)\//, ''))}`
  return `${page}/${before.slice(0, 12)}...${after.slice(0, 12)}`
}
